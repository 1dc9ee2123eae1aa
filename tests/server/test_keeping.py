import json
import signal
import threading

import httpx
import pytest

SOON = 10.0
CONTENT = {"unidade": "UN", "preco": 1, "origem": "0", "situacao": "A", "tipo": "P"}


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


def batch(number):
    products = [
        {
            "produto": {
                "sequencia": str(part),
                "nome": f"Caneca {number}.{part}",
                "codigo": f"{number}.{part}",
                **CONTENT,
            }
        }
        for part in range(5)
    ]
    return json.dumps({"produtos": products})


def test_a_kill_in_the_midst_of_writes_leaves_nothing_half_written(serve, control_of, client, folder):
    served = serve("--data", str(folder))
    tiny = served.told["platforms"]["tiny"]
    world = control_of(served.told["control"]).world(served.told["world"])
    world.set_limits("off")
    answered = kill_while_writing(served, client, tiny)

    again = serve("--data", str(folder))
    found = control_of(again.told["control"]).world(again.told["world"])
    codes = {product["codigo"] for product in found.view("tiny", "lista_de_produtos")}

    numbers = {int(code.partition(".")[0]) for code in codes}
    assert codes == {f"{number}.{part}" for number in numbers for part in range(5)}
    assert set(answered) <= numbers
    assert again.told["platforms"]["tiny"]["credentials"] == tiny["credentials"]
    assert {exchange["state"] for exchange in found.journal(limit=1000)} <= {"fechada", "interrompida"}


def kill_while_writing(served, client, tiny):
    answered, enough = [], threading.Event()

    def write():
        for number in range(10_000):
            fields = {"token": tiny["credentials"]["token"], "formato": "json", "produto": batch(number)}
            try:
                answer = client.post(f"{tiny['url']}/api2/produto.incluir", data=fields)
            except httpx.TransportError:
                return
            if answer.json()["retorno"]["status"] == "OK":
                answered.append(number)
            if number == 20:
                enough.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert enough.wait(2 * SOON)
    served.end(signal.SIGKILL)
    writer.join()
    return answered
