"""Laws that hold after every scenario, counting only what the connector caused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from homologa.simulators.control.client import WorldClient

PRODUCTS: Mapping[str, tuple[str, str]] = {
    "tiny": ("lista_de_produtos", "codigo"),
    "novaoito": ("produtos", "sku"),
}
"""The view that lists products, by platform, and its column with the SKU."""
BY_API = "api"

Violations = Iterator[dict[str, Any]]


def no_product_twice(world: WorldClient) -> Violations:
    """No SKU is borne by two products of one platform when the connector created one of them."""
    for platform, (view, column) in PRODUCTS.items():
        if platform in world.data["platforms"]:
            yield from _repeated(platform, column, world.view(platform, view))


CREATED_TWICE = "nenhum produto é cadastrado duas vezes"
LAWS: Mapping[str, Callable[[WorldClient], Violations]] = {CREATED_TWICE: no_product_twice}


def _repeated(platform: str, column: str, rows: list[dict[str, Any]]) -> Violations:
    bearers: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        bearers[str(row[column] or "").strip()].append(row)
    for sku, found in bearers.items():
        if sku and len(found) > 1 and any(row["criado_por"] == BY_API for row in found):
            detail = f"o SKU {sku} está em {len(found)} produtos"
            yield {"name": CREATED_TWICE, "platform": platform, "detail": detail}
