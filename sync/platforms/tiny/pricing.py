"""Decisions on the stock and the prices of Tiny's records (page uplaces, U3 and U4, which novaoito N4 follows)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from homologa.sync.core.rules.money import number, to_cents

Record = dict[str, Any]

AVAILABLE = "D"
"""The `tipoEstoque` that leaves reserved units out."""


@dataclass(frozen=True)
class PriceList:
    """A price list of Tiny: the percentage that it adds to prices, negative for a discount."""

    id: int
    percent: Decimal


class ValueRules:
    """Every decision as a method of its own, so that one of them can be replaced without the others."""

    def quantity(self, kind: str, balance: Record) -> float:
        """What the store may sell, of `produto.obter.estoque`: all of it, or without what is reserved (U3)."""
        reserved = number(balance.get("saldoReservado")) if kind == AVAILABLE else Decimal(0)
        return float((number(balance.get("saldo")) or Decimal(0)) - (reserved or Decimal(0)))

    def prices(
        self, record: Mapping[str, Any], mapping: Mapping[str, Any], list_: PriceList | None, exception: Record | None
    ) -> Record | None:
        """`price` and `special_price` of a product of Tiny; None when it has no price that can be sold at (U4)."""
        price, special = _pair(record)
        if list_ is not None and exception is not None and _pair(exception)[0]:
            price, special = _pair(exception)
        elif list_ is not None:
            price, special = _adjust(price, list_.percent), _adjust(special, list_.percent)
        own_price, own_special = _pair(mapping)
        price, special = own_price or price, own_special or special
        if price is None or price <= 0:
            return None
        return {"price": float(price), "special_price": float(special) if special and special < price else None}


def _pair(record: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    return number(record.get("preco")), number(record.get("preco_promocional"))


def _adjust(value: Decimal | None, percent: Decimal) -> Decimal | None:
    return None if value is None else to_cents(value * (1 + percent / 100))
