import signal

import pytest

SOON = 10.0


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "dados"


def test_state_survives_a_restart(start, control_of, client, folder):
    first = start(folder=folder)
    world = control_of(first.control_url).create_world(id="um", seed=9)
    world.act("tiny", "incluir_produto", nome="Caneca", codigo="A")
    world.snapshot("foto")
    world.advance(seconds=3600)
    world.set_limits("off")
    token = world.data["platforms"]["tiny"]["credentials"]["token"]
    before = world.refresh()
    first.stop()

    second = start(folder=folder)
    again = control_of(second.control_url).world("um")

    assert again.data.pop("platforms").keys() == before.pop("platforms").keys()
    assert again.data == before
    assert [product["codigo"] for product in again.view("tiny", "lista_de_produtos")] == ["A"]
    assert [found["operation"] for found in again.journal()] == ["incluir_produto"]
    query = {"token": token, "formato": "json"}
    assert client.get(f"{second.urls['tiny']}/api2/info", params=query).json()["retorno"]["status"] == "OK"


def test_a_restarted_server_goes_on_with_its_retries(start, control_of, folder, subscribe, receiver):
    receiver.status = 503
    first = start(folder=folder)
    world = control_of(first.control_url).create_world(id="um")
    subscribe(world.data["platforms"]["novaoito"], receiver.url)
    world.act("novaoito", "novo_produto", sku="A", nome="Caneca")
    assert world.quiet(SOON).quiet
    first.stop()

    again = control_of(start(folder=folder).control_url).world("um")
    again.advance(seconds=30)

    (_, body), (_, again_body) = receiver.requests
    assert body == again_body
    assert [attempt["status"] for attempt in again.journal(direction="out")] == [503, 503]


def test_a_delivery_cut_short_by_a_kill_is_made_again(serve, control_of, folder, subscribe, receiver):
    receiver.gate.clear()
    killed = serve("--data", str(folder))
    subscribe(killed.told["platforms"]["novaoito"], receiver.url)
    control_of(killed.told["control"]).world("padrao").act("novaoito", "novo_produto", sku="A", nome="Caneca")
    assert receiver.reached.wait(SOON)
    killed.end(signal.SIGKILL)
    receiver.gate.set()

    world = control_of(serve("--data", str(folder)).told["control"]).world("padrao")

    assert world.quiet(SOON).quiet
    assert [(found["state"], found["status"]) for found in world.journal(direction="out")] == [
        ("interrompida", None),
        ("fechada", 200),
    ]
    assert [delivery["state"] for delivery in world.deliveries()] == ["delivered"]
    assert len({body for _, body in receiver.requests}) == 1


def test_a_folder_in_use_is_told(serve, run, folder):
    serve("--data", str(folder))

    ended = run("serve", "--port", "0", "--data", str(folder))

    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"a pasta {folder} está em uso por outro processo" in ended.stderr


def test_a_world_that_cannot_be_opened_does_not_stop_the_others(serve, control_of, folder):
    first = serve("--data", str(folder))
    control_of(first.told["control"]).create_world(id="outro").act("tiny", "incluir_produto", nome="Caneca")
    first.end()
    (folder / "padrao" / "world.db").write_bytes(b"estragado")

    served = serve("--data", str(folder))
    control = control_of(served.told["control"])

    assert served.told["world"] == "padrao-2"
    assert [world.id for world in control.worlds()] == ["outro", "padrao-2"]
    assert [product["nome"] for product in control.world("outro").view("tiny", "lista_de_produtos")] == ["Caneca"]
    assert f"{folder / 'padrao' / 'world.db'} está corrompido" in control.refused_worlds()["padrao"]
    code, _, told = served.end()
    assert (code, told.startswith("Aviso: um mundo não foi aberto: o arquivo"), "Traceback" in told) == (0, True, False)
