"""The served fake, a world with a catalogue in it, and clients that nobody of this project wrote the HTTP of."""

import importlib.util
import json
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from homologa.simulators.control.client import Control

CLIENTS = Path(__file__).parent / "clients"
PATIENCE = 60


def absent(client: str, extension: str) -> str:
    """Why a client cannot run on this machine, "" when it can; `extension` is one that its PHP has to have."""
    program = {"by_curl.py": "curl", ".php": "php", ".mjs": "node"}
    needed = program.get(client) or program.get(Path(client).suffix)
    if needed and not shutil.which(needed):
        return f"there is no {needed} on this machine"
    if client == "by_requests.py" and importlib.util.find_spec("requests") is None:
        return "there is no requests on this machine"
    return f"this PHP has no extension {extension}" if extension and extension not in extensions() else ""


def extensions() -> list[str]:
    """The extensions of the machine's PHP, in small letters."""
    listed = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True)
    return listed.stdout.lower().split()


@dataclass
class Shop:
    """An account with a catalogue: the values that lead into it, and its world."""

    world: Any
    token: str
    ids: dict[str, str]


class Judge:
    """One client, which sends what it is asked to and tells what it saw."""

    def __init__(self, client: str, base: str, token: str) -> None:
        runner = {".php": "php", ".mjs": "node", ".py": sys.executable}[Path(client).suffix]
        self._command = [runner, str(CLIENTS / client)]
        self._base = base
        self._token = token

    def __call__(self, *calls: tuple[Any, ...], formato: str | None = "json") -> list[dict[str, Any]]:
        """Sends calls (way, service, fields, and the document of a JSON body), one after another."""
        sent = [self._described(formato, *call) for call in calls]
        done = subprocess.run(
            self._command,
            input=json.dumps({"base": self._base, "calls": sent}),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    def retornos(self, *calls: tuple[Any, ...]) -> list[Any]:
        """What stands in the envelopes of the answers, as the client itself read them."""
        return [answer["data"]["retorno"] for answer in self(*calls)]

    def _described(
        self, formato: str | None, way: str, service: str, fields: dict[str, Any] | None = None, document: Any = None
    ) -> dict[str, Any]:
        common = {"token": self._token} | ({} if formato is None else {"formato": formato})
        return {"way": way, "service": service, "fields": common | (fields or {}), "document": document}


@pytest.fixture(scope="package")
def served():
    """A `homologa serve` of its own."""
    homologa = str(Path(sys.executable).with_name("homologa"))
    command = [homologa, "serve", "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


@pytest.fixture(scope="package")
def control(served):
    made = Control(served["control"])
    yield made
    made.close()


@pytest.fixture(scope="session")
def name():
    """Of what percent-encodings, forms and escapes of JSON have to carry."""
    return "Água & sal 100% + “açúcar” 😀"


@pytest.fixture
def shop(control, name):
    world = control.create_world(limits="off")
    ids = {
        "product": world.act("tiny", "incluir_produto", nome=name, codigo="AGUA-1", preco=9.9)["id"],
        "list": world.act("tiny", "incluir_lista_de_precos", descricao="Atacado", acrescimo_desconto=-10)["id"],
    }
    for action, fields in (
        ("entrada_de_estoque", {"codigo": "AGUA-1", "quantidade": 7}),
        ("incluir_excecao_de_preco", {"lista": "Atacado", "codigo": "AGUA-1", "preco": 8.5}),
        ("incluir_grupo_de_tags", {"nome": "Campanhas"}),
        ("incluir_tag", {"nome": "Promoção", "grupo": "Campanhas"}),
        ("definir_tags", {"codigo": "AGUA-1", "tags": ["Promoção"]}),
        ("incluir_categoria", {"caminho": "Bebidas >> Águas"}),
    ):
        world.act("tiny", action, **fields)
    made = Shop(world, world.view("tiny", "credenciais")["token"], {key: str(number) for key, number in ids.items()})
    yield made
    assert world.breaches() == []
    world.delete()


@pytest.fixture
def judge(served, shop, lacking):
    """Makes a judge of a client, or skips where the machine has none."""

    def of(client: str, extension: str = "") -> Judge:
        reason = absent(client, extension or ("curl" if client == "extension.php" else ""))
        if reason:
            lacking(reason)
        return Judge(client, f"{served['platforms']['tiny']['url']}/api2/", shop.token)

    return of


@pytest.fixture
def parser(judge):
    """Makes a judge of a client that reads XML by its language's own parser."""
    return lambda client: judge(client, "simplexml" if client == "stream.php" else "")
