"""Kept worlds whose files cannot be written when the server starts: what is there is read, and all say why."""

import json
import os
import subprocess
from contextlib import ExitStack

import pytest

from homologa.simulators.control.client import ScreenRefused
from homologa.simulators.kernel.storage import trouble
from homologa.simulators.shell.doctor import state


@pytest.fixture
def seal():
    """Has a folder refuse writing: by its mode or, for root, whom modes do not bind, by a read-only mount of it."""
    with ExitStack() as undone:

        def refuse_writing(place):
            if os.geteuid():
                place.chmod(0o500)
                undone.callback(place.chmod, 0o700)
                return
            done = subprocess.run(
                ["mount", "--bind", "-o", "ro", place, place], capture_output=True, text=True, check=False
            )
            if done.returncode:
                pytest.skip(f"root writes whatever the mode says, and cannot mount here: {done.stderr}")
            undone.callback(subprocess.run, ["umount", place], check=True)

        yield refuse_writing


@pytest.fixture
def left(start, control_of, tmp_path):
    """The folder that an earlier server left, with the world `um` and a product in it."""
    server = start(folder=tmp_path / "dados")
    world = control_of(server.control_url).create_world(id="um")
    world.act("tiny", "incluir_produto", nome="Caneca", codigo="A", preco=10)
    server.stop()
    return tmp_path / "dados"


@pytest.fixture
def sealed(start, control_of, seal, left):
    """The server of a folder in which the files of `um` cannot be written, and that world."""
    seal(left / "um")
    server = start(folder=left)
    return server, control_of(server.control_url).world("um")


@pytest.fixture
def call(sealed, client):
    server, world = sealed

    def ask(service, **fields):
        token = world.data["platforms"]["tiny"]["credentials"]["token"]
        url = f"{server.urls['tiny']}/api2/{service}.php"
        return client.post(url, data={"token": token, "formato": "json", **fields}).json()["retorno"]

    return ask


def test_what_was_kept_is_read(sealed, call):
    _, world = sealed

    assert [product["codigo"] for product in world.view("tiny", "lista_de_produtos")] == ["A"]
    assert [found["produto"]["codigo"] for found in call("produtos.pesquisa", pesquisa="")["produtos"]] == ["A"]


def test_the_platform_refuses_to_keep_more_in_its_own_words(sealed, call):
    _, world = sealed
    product = {
        "nome": "Prato",
        "codigo": "B",
        "sequencia": 1,
        "unidade": "UN",
        "situacao": "A",
        "tipo": "P",
        "preco": 1,
    }

    refused = call("produto.incluir", produto=json.dumps({"produto": product}))

    assert str(refused["codigo_erro"]) == "99"
    assert [row["hint"] for row in world.journal(operation="produto.incluir")] == [trouble.READ_ONLY]
    assert world.breaches() == []


def test_screen_and_doctor_say_why(sealed):
    _, world = sealed

    assert state.storage(world.refresh()["trouble"]).state == "problema"
    assert world.data["trouble"] == trouble.READ_ONLY
    with pytest.raises(ScreenRefused) as refused:
        world.act("tiny", "incluir_produto", nome="Prato", codigo="B", preco=10)
    assert refused.value.detail == trouble.READ_ONLY


def test_the_files_stay_as_they_were(start, left, seal):
    before = {path.name: path.read_bytes() for path in (left / "um").iterdir()}
    seal(left / "um")

    start(folder=left).stop()

    assert {path.name: path.read_bytes() for path in (left / "um").iterdir()} == before


def test_what_a_kill_left_in_the_log_is_read_too(left, seal, serve, start, control_of):
    killed = serve("--data", str(left))
    control_of(killed.told["control"]).world("padrao").act("tiny", "incluir_produto", nome="Prato", codigo="B", preco=1)
    killed.end(9)
    seal(left / "padrao")

    world = control_of(start(folder=left).control_url).world("padrao")

    assert [product["codigo"] for product in world.view("tiny", "lista_de_produtos")] == ["B"]


def test_a_folder_of_worlds_that_refuses_writing_is_told(left, seal, run):
    seal(left)

    ended = run("serve", "--port", "0", "--data", str(left))

    assert (ended.returncode, ended.stderr) == (
        2,
        f"homologa: a pasta {left} não aceita gravação: devolva a permissão, ou use outra em --data.\n",
    )


def test_a_delivery_whose_outcome_cannot_be_kept_is_not_made(start, serve, control_of, subscribe, receiver, seal, left):
    receiver.gate.clear()
    killed = serve("--data", str(left))
    subscribe(killed.told["platforms"]["novaoito"], receiver.url)
    control_of(killed.told["control"]).world("padrao").act("novaoito", "novo_produto", sku="A", nome="Caneca")
    assert receiver.reached.wait(10)
    killed.end(9)
    receiver.gate.set()
    seal(left / "padrao")

    world = control_of(start(folder=left).control_url).world("padrao")

    assert world.quiet(10).quiet
    assert len(receiver.requests) == 1
