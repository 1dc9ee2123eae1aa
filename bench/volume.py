"""Whole catalogues through the integration of Novaoito and Tiny, with the laws that must hold afterwards."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from catalogue import Row, erp_products, sku, store_products

from homologa.features.kit import embedded
from homologa.features.kit.integrations import IDENTIFIER
from homologa.features.kit.stage import Stage
from homologa.features.steps.integracoes import loja_integrada
from homologa.features.steps.novaoito.integracao import integrei

LEAST_WAIT = 3600.0
TWENTY, HUNDRED, TWO_HUNDRED = 20, 100, 200
"""Records of a batch of Tiny; rows of a page and of a report; rows of a batch of the store's stock."""
RESTOCKED = 137
Limits = Literal["off", "enforce"]
BOOKKEEPING = ("mapeamentos", "erp", "updated_at")


class LawBroken(Exception):
    """Something that must hold after a volume run does not."""


@dataclass(frozen=True)
class Volume:
    """What a run took: real seconds, seconds on the world's clock, calls, and the least calls that the APIs allow."""

    products: int
    seconds: float
    passed: float
    calls: int
    least: int

    @property
    def calls_per_product(self) -> float:
        """Calls of the connector to both platforms for each product."""
        return self.calls / self.products


def send(rows: Sequence[Row], limits: Limits = "off") -> Volume:
    """Send every product of the store to an empty Tiny; raises LawBroken."""
    with _stage() as stage:
        _load(stage, "novaoito", store_products(rows))
        stage.world.set_limits(limits)
        least = _frame(len(rows)) + _by(TWENTY, len(rows))
        volume = _measured(stage, len(rows), least, lambda: integrei(stage, "Enviar produtos da loja para o ERP"))
        _check_linked(stage, rows)
        _check_laws(stage)
        return volume


def map_(rows: Sequence[Row], limits: Limits = "off") -> Volume:
    """Map every product of the store to a Tiny that has them all; nothing else may change. Raises LawBroken."""
    with _stage() as stage:
        _load(stage, "novaoito", store_products(rows))
        _load(stage, "tiny", erp_products(rows))
        before = _records(stage)
        stage.world.set_limits(limits)
        least = _frame(len(rows)) + len(rows) + _by(TWENTY, len(rows))
        volume = _measured(stage, len(rows), least, lambda: integrei(stage, "Mapear produtos da loja com o ERP"))
        if _records(stage) != before:
            raise LawBroken("a record changed while mapping")
        _check_linked(stage, rows)
        _check_laws(stage)
        return volume


def stock(rows: Sequence[Row], limits: Limits = "off") -> Volume:
    """Change the stock of every product in Tiny, each of them mapped and told of; raises LawBroken."""
    with _stage(notices=True) as stage:
        _load(stage, "novaoito", store_products(rows))
        _load(stage, "tiny", erp_products(rows))
        integrei(stage, "Mapear produtos da loja com o ERP")
        stage.world.set_limits(limits)
        least = 2 * len(rows) + _by(TWO_HUNDRED, len(rows))
        volume = _measured(stage, len(rows), least, lambda: _restock(stage, rows), acts=len(rows))
        if any(product["estoque"] != RESTOCKED for product in stage.world.view("novaoito", "produtos")):
            raise LawBroken("a product has another stock than in Tiny")
        _check_laws(stage)
        return volume


def _restock(stage: Stage, rows: Sequence[Row]) -> None:
    for row in rows:
        stage.world.act("tiny", "balanco_de_estoque", codigo=sku(row), quantidade=RESTOCKED)
    stage.settle()


@contextmanager
def _stage(*, notices: bool = False) -> Iterator[Stage]:
    """A stage; without notices of stock and prices what a job takes stands alone."""
    place = embedded.in_process()
    stage = Stage(place.control, place.driver, place.control.create_world(limits="off"), patience=LEAST_WAIT)
    try:
        loja_integrada(stage, "Novaoito", "Tiny")
        if not notices:
            stage.act("tiny", "salvar_integracao", identificador=stage.notes[IDENTIFIER], url_estoque="", url_precos="")
        yield stage
    finally:
        place.driver.close()
        place.close()


def _load(stage: Stage, platform: str, products: list[dict[str, Any]]) -> None:
    stage.world.act(platform, "importar_produtos", produtos=products)


def _frame(products: int) -> int:
    """The calls of any job: claim and finish, a link each, and by the hundred a page of the products on each side, a
    page of the items and a report.
    """
    return 2 + products + 4 * _by(HUNDRED, products)


def _by(size: int, products: int) -> int:
    return -(-products // size)


def _measured(stage: Stage, products: int, least: int, run: Callable[[], None], *, acts: int = 1) -> Volume:
    """Run, and count the connector's calls: the exchanges that are neither acts of people nor notifications."""
    before, told, start = stage.world.quiet(), _deliveries(stage), time.perf_counter()
    run()
    seconds, after = time.perf_counter() - start, stage.world.quiet()
    passed = (after.now - before.now).total_seconds()
    calls = after.last_exchange - before.last_exchange - acts - (_deliveries(stage) - told)
    return Volume(products, seconds, passed, calls, least)


def _deliveries(stage: Stage) -> int:
    path = f"/worlds/{stage.world.id}/deliveries"
    return int(stage.control.call("GET", path, params={"limit": 1})["count"])


def _check_linked(stage: Stage, rows: Sequence[Row]) -> None:
    by_code = {product["codigo"]: product for product in stage.world.view("tiny", "lista_de_produtos")}
    linked = {product["sku"]: product["id_tiny"] for product in stage.world.view("novaoito", "produtos")}
    wanted = {sku(row) for row in rows}
    if by_code.keys() != wanted or linked.keys() != wanted:
        raise LawBroken("a product is missing or too many")
    for code, product in by_code.items():
        mapped = [mapping["sku"] for mapping in product["mapeamentos"]]
        if linked[code] != str(product["id"]) or mapped != [code]:
            raise LawBroken(f"{code} is not linked on both sides")


def _check_laws(stage: Stage) -> None:
    broken = [*stage.check_invariants(), *stage.breaches(), *stage.world.view("novaoito", "pendentes")]
    if broken:
        raise LawBroken(str(broken[0]))


def _records(stage: Stage) -> list[dict[str, Any]]:
    shown = [*stage.world.view("tiny", "lista_de_produtos"), *stage.world.view("novaoito", "produtos")]
    return [{key: value for key, value in row["registro"].items() if key not in BOOKKEEPING} for row in shown]
