"""Whole catalogues through the integration of Novaoito and Tiny, with the laws that must hold afterwards."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from catalogue import Row, erp_products, sku, store_products

from features.kit import embedded
from features.kit.stage import Stage
from features.steps.novaoito import integrei, loja_integrada

LEAST_WAIT = 3600.0
BOOKKEEPING = ("mapeamentos", "erp", "updated_at")


class LawBroken(Exception):
    """Something that must hold after a volume run does not."""


@dataclass(frozen=True)
class Volume:
    """What a run took: real seconds, and calls by kind of operation."""

    products: int
    seconds: float
    calls: int

    @property
    def calls_per_product(self) -> float:
        """Calls of the connector to both platforms for each product."""
        return self.calls / self.products


def send(rows: Sequence[Row]) -> Volume:
    """Send every product of the store to an empty Tiny; raises LawBroken."""
    with _stage() as stage:
        _load(stage, "novaoito", store_products(rows))
        volume = _measured(stage, len(rows), lambda: integrei(stage, "Enviar produtos da loja para o ERP"))
        _check_linked(stage, rows)
        _check_laws(stage)
        return volume


def map_(rows: Sequence[Row]) -> Volume:
    """Map every product of the store to a Tiny that has them all; nothing else may change. Raises LawBroken."""
    with _stage() as stage:
        _load(stage, "novaoito", store_products(rows))
        _load(stage, "tiny", erp_products(rows))
        before = _records(stage)
        volume = _measured(stage, len(rows), lambda: integrei(stage, "Mapear produtos da loja com o ERP"))
        if _records(stage) != before:
            raise LawBroken("a record changed while mapping")
        _check_linked(stage, rows)
        _check_laws(stage)
        return volume


@contextmanager
def _stage() -> Iterator[Stage]:
    place = embedded.in_process()
    stage = Stage(place.control, place.driver, place.control.create_world(limits="off"), patience=LEAST_WAIT)
    try:
        loja_integrada(stage)
        yield stage
    finally:
        place.driver.close()
        place.close()


def _load(stage: Stage, platform: str, products: list[dict[str, Any]]) -> None:
    stage.world.act(platform, "importar_produtos", produtos=products)


def _measured(stage: Stage, products: int, run: Callable[[], None]) -> Volume:
    first, start = stage.world.quiet().last_exchange, time.perf_counter()
    run()
    return Volume(products, time.perf_counter() - start, stage.world.quiet().last_exchange - first)


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
