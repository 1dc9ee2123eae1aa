"""Money in decimals, to the cent."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

CENT = Decimal("0.01")
NOTHING = Decimal(0)


def number(value: Any) -> Decimal | None:
    """A finite number as a decimal; None for whatever is none."""
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def to_cents(value: Decimal) -> Decimal:
    """An amount to the cent, half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Totals:
    """What an order's total is made of: products + freight + expenses - discount."""

    products: Decimal
    freight: Decimal
    expenses: Decimal
    discount: Decimal

    @property
    def total(self) -> Decimal:
        """What is to be paid."""
        return self.products + self.freight + self.expenses - self.discount


def reconcile(lines: Iterable[tuple[Decimal, Decimal]], freight: Decimal, discount: Decimal, total: Decimal) -> Totals:
    """Totals that make exactly `total` of lines (quantity, unit price) whatever was rounded on the way.

    What is missing is an expense, what is too much a discount.
    """
    products = to_cents(sum((quantity * price for quantity, price in lines), NOTHING))
    freight, discount = to_cents(freight), to_cents(discount)
    missing = to_cents(total) - (products + freight - discount)
    return Totals(products, freight, max(missing, NOTHING), discount + max(-missing, NOTHING))
