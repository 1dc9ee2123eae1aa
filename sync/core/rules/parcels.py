"""Parcels of an amount."""

from decimal import Decimal

from homologa.sync.core.rules.money import CENT, to_cents


def split(total: Decimal, number: int) -> list[Decimal]:
    """So many parcels of whole cents that add up to the total; the first ones are a cent larger where it must be."""
    cents = int(to_cents(total) / CENT)
    each, left = divmod(cents, number)
    return [(each + (place < left)) * CENT for place in range(number)]
