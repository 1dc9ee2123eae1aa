"""A toy suite, with features and steps of its own and no simulator; and toy platforms beside the real ones.

These keep whatever records a test has people write down, show them in lists, and say what the lists mean.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from homologa.features.kit import verify
from homologa.features.kit.results import Run
from homologa.simulators import site
from homologa.simulators.control.client import Control, WorldClient
from homologa.simulators.kernel.errors import Fidelity, ScreenRefusal
from homologa.simulators.kernel.events import Delivery, Draft, Event, Outcome
from homologa.simulators.kernel.platform import Platform, installed_platforms
from homologa.simulators.kernel.records import (
    Balances,
    CustomerRecords,
    Movements,
    OrderRecords,
    ProductRecords,
    Records,
    Situations,
    StockRecords,
)
from homologa.simulators.kernel.rooms import Rooms
from homologa.simulators.kernel.screens import Screens
from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work

TOY_STEPS = '''
import os

import httpx
import pytest
from pytest_bdd import given, parsers, then, when

from homologa.features.kit.errors import Blocked, ScenarioMistake, Divergence, NotApplicable, Unsupported
from homologa.features.kit.integrations import sets_up


@pytest.fixture
def shelf():
    return {"n": 0}


class Stage:
    invariant_names = ("estoque nunca negativo", "pedido único")
    integrations = ["novaoito"]

    def connector_acted(self):
        return True

    def __init__(self):
        self.broken = []
        self.faults = []

    def enter(self, step):
        self.step = step

    def mask(self, texts):
        return [text.replace("segredo", "‹oculto›") for text in texts]

    def evidence(self):
        return [{"method": "GET", "url": "https://loja.example/x", "status": 200, "hint": "use o SKU"}]

    def check_invariants(self):
        return self.broken

    def breaches(self):
        return self.faults


@pytest.fixture(autouse=True)
def stage():
    return Stage()


@given(parsers.parse("que tenho {n:d} produtos"))
@sets_up("novaoito")
def _(shelf, n):
    """Põe produtos na prateleira.

    Exemplo: Dado que tenho 3 produtos
    """
    shelf["n"] = n


@when("compro mais um")
def _(shelf):
    shelf["n"] += 1


@then(parsers.parse("são {n:d} produtos"))
def _(shelf, n):
    if shelf["n"] != n:
        raise Divergence("quantidade errada", platform="tiny", expected=n, found=shelf["n"])


@then(parsers.parse("na loja são {n:d} produtos"))
def _(shelf, stage, n):
    if shelf["n"] != n:
        raise Divergence("quantidade errada", platform="novaoito", expected=n, found=shelf["n"])


@then("a conferência simples falha")
def _():
    assert 1 == 2


@then("o kit quebra")
def _():
    raise KeyError("x")


@then("o processo morre")
def _():
    os._exit(1)


@then("peço uma tela que não existe")
def _():
    raise ScenarioMistake("não há “Estoque”")


@then("o palco sabe do passo")
def _(stage):
    assert stage.step == "Então o palco sabe do passo"


@then("falta o que eu preciso")
def _(stage):
    raise Blocked("o conector não respondeu")


@then("preciso de tempo virtual")
def _():
    raise Unsupported("sem tempo virtual")


@then("os simuladores somem")
def _():
    raise httpx.ConnectError("ninguém")


@then("não é comigo")
def _():
    raise NotApplicable("o conector não importa pedidos")


@then("o estoque fica negativo")
def _(stage):
    stage.broken = [{"name": "estoque nunca negativo", "platform": "tiny", "detail": "AB-1, segredo, ficou em -1"}]


@then("o simulador se contradiz")
def _(stage):
    stage.faults = ["GET /produtos sem o campo id"]
'''


class ToySuite:
    """A folder of features whose steps stand in its conftest.py."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "conftest.py").write_text(TOY_STEPS, encoding="utf-8")

    def feature(self, body: str, name: str = "a.feature", header: str = "# language: pt") -> Path:
        """Write a feature file; `body` starts at line 2."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{header}\n{textwrap.dedent(body).lstrip()}", encoding="utf-8")
        return path

    def run(self, **wanted: Any) -> Run:
        """Run the folder as `homologa verify` does."""
        return verify.run(verify.Suite(**{"paths": (self.folder,), **wanted}))


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ToySuite:
    """A toy suite in the working directory, run without the simulators' fixtures."""
    monkeypatch.setattr(verify, "PLUGINS", ("pytest_bdd.plugin", "homologa.features.kit.plugin"))
    folder = tmp_path / "cenarios"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    return ToySuite(folder)


@pytest.fixture
def write_feature(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write the raw content of one feature file."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "x.feature"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


RECORD = Collection("record", {"kind": str})
ACTIONS, VIEWS = Screens(), Screens()
STALL = 7


@ACTIONS.screen("Bancas", "Montar")
def montar(work: Work, *, nome: str) -> dict[str, Any]:
    """Monta uma banca, que tem um número."""
    work.set_setting("nome", nome)
    return {"numero": STALL}


@ACTIONS.screen("Bancas", "Ajustar")
def ajustar(work: Work, *, banca: int, senha: str, cor: str = "azul") -> None:
    """Guarda a senha e a cor da banca."""
    if banca != STALL:
        raise ScreenRefusal("Não há essa banca.")
    work.set_setting("ajustes", {"senha": senha, "cor": cor})


@ACTIONS.screen("Bancas", "Colar")
def colar(work: Work, *, banca: int, preco: str, estoque: str) -> None:
    """Guarda os endereços que recebem avisos."""
    work.set_setting("enderecos", {"banca": banca, "preco": preco, "estoque": estoque})


@ACTIONS.screen("Registros", "Anotar")
def anotar(work: Work, *, tipo: str, registro: dict[str, Any]) -> None:
    """Guarda um registro deste tipo."""
    work.documents(RECORD).add({**registro, "id": work.next_id("record"), "kind": tipo})


@VIEWS.screen("Bancas", "Credenciais")
def credenciais(work: Work) -> dict[str, Any]:
    """A chave da feira e os ajustes da banca."""
    return {"chave": "k", "ajustes": work.setting("ajustes", {"senha": None, "cor": None})}


@VIEWS.screen("Bancas", "Endereços")
def enderecos(work: Work) -> dict[str, Any]:
    """Os endereços que recebem avisos."""
    found: dict[str, Any] = work.setting("enderecos", {})
    return found


def listed(work: Work, kind: str) -> list[dict[str, Any]]:
    return work.documents(RECORD).find("kind = ?", (kind,))


@VIEWS.screen("Registros", "Produtos")
def produtos(work: Work) -> list[dict[str, Any]]:
    """Os produtos."""
    return listed(work, "produto")


@VIEWS.screen("Registros", "Clientes")
def clientes(work: Work) -> list[dict[str, Any]]:
    """Os clientes."""
    return listed(work, "cliente")


@VIEWS.screen("Registros", "Estoque")
def estoque(work: Work) -> list[dict[str, Any]]:
    """Os saldos."""
    return listed(work, "saldo")


@VIEWS.screen("Registros", "Movimentos")
def movimentos(work: Work, *, sku: str) -> list[dict[str, Any]]:
    """Os movimentos de um SKU."""
    return [row for row in listed(work, "movimento") if row["sku"] == sku]


@VIEWS.screen("Registros", "Outros saldos")
def outros_saldos(work: Work, *, sku: str) -> list[dict[str, Any]]:
    """Os outros saldos de um SKU."""
    return [row for row in listed(work, "outro") if row["sku"] == sku]


@VIEWS.screen("Registros", "Pedidos")
def pedidos(work: Work) -> list[dict[str, Any]]:
    """Os pedidos, sem o que houve com eles."""
    return listed(work, "pedido")


@VIEWS.screen("Registros", "Pedido")
def pedido(work: Work, *, numero: str) -> dict[str, Any]:
    """Um pedido inteiro."""
    return next(row for row in listed(work, "pedido") if row["numero"] == numero)


class Silent:
    """Tells nobody anything."""

    def expand(self, work: Work, event: Event) -> list[Draft]:
        return []

    def headers(self, work: Work, delivery: Delivery, at: Any) -> list[tuple[str, str]]:
        return []

    def settle(self, work: Work, delivery: Delivery, outcome: Outcome) -> None:
        pass


ROOMS = Rooms(surfaces=(), notifier=Silent(), actions=ACTIONS, views=VIEWS, collections=(RECORD,), seed=lambda _: None)


def toy_platform(name: str, title: str, article: str, port: int, stock: StockRecords) -> Platform:
    return Platform(
        name=name,
        title=title,
        article=article,
        port=port,
        hosts=(f"{name}.example",),
        fidelity=Fidelity.RECONSTRUCTED,
        origin=f"https://{name}.example",
        load=lambda: ROOMS,
        records=Records(
            products=ProductRecords("produtos", "sku", "por"),
            customers=CustomerRecords("clientes", "documento", "por"),
            orders=OrderRecords("pedidos", "numero", "dentro.total", "por", "alterado", "origem", "canal", SITUATIONS),
            stock=(stock,),
        ),
    )


SITUATIONS = Situations(
    "pedido", "numero", "historia", "situacao", "por", forward=("aberto", "pago", "enviado"), ends=("cancelado",)
)
BY_ROW = StockRecords("estoque", "sku", "saldo", changed_by="por", others=Balances("outros_saldos", "sku", ("saldo",)))
BY_MOVEMENTS = StockRecords(
    "estoque", "sku", "saldo", movements=Movements("movimentos", "sku", "antes", "depois", "por")
)
TOYS = (
    toy_platform("feira", "Feira", "na", 90, BY_ROW),
    toy_platform("deposito", "Depósito", "no", 91, BY_MOVEMENTS),
)


@pytest.fixture
def fair(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., WorldClient]]:
    """Makes worlds in which two toy platforms stand beside the real ones."""
    monkeypatch.setattr(site, "installed_platforms", lambda names: (*installed_platforms(names), *TOYS))
    built = site.build()
    yield Control(site.CONTROL_URL, built.transport).create_world
    built.worlds.close()
