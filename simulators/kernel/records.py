"""What a platform's views say of its records, for whoever judges states without knowing the platform.

Each kind of record names a view and, by what they mean, its columns; one within another is written with a dot. Who made
or changed a record is told in a column: what came by an API is BY_API there, whoever called it.
"""

from dataclasses import dataclass

BY_API = "api"


@dataclass(frozen=True)
class ProductRecords:
    """The products of an account; the SKU may be missing or repeat itself."""

    view: str
    sku: str
    created_by: str


@dataclass(frozen=True)
class CustomerRecords:
    """The customers; the document is a CPF or a CNPJ, with or without its mask, or nothing."""

    view: str
    document: str
    created_by: str


@dataclass(frozen=True)
class Situations:
    """The situations that an order came to, in a view that is asked for it by its number.

    `history` is the list of them in that view, the oldest first. `forward` has those through which an order goes, in
    their order, and `ends` those that it does not leave; between the others it may go as it likes.
    """

    view: str
    field: str
    """The field of the view that takes the number."""
    history: str
    situation: str
    changed_by: str
    forward: tuple[str, ...]
    ends: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderRecords:
    """The orders; one that came from another system has the number that it bears there as its reference.

    `channel` tells the systems apart that orders come from. Without `created_by` no API makes an order.
    """

    view: str
    number: str
    total: str
    created_by: str | None = None
    changed_by: str | None = None
    reference: str | None = None
    channel: str | None = None
    situations: Situations | None = None


@dataclass(frozen=True)
class Movements:
    """The movements of a SKU's stock, in a view that is asked for it: the balance before and after, and by whom."""

    view: str
    field: str
    """The field of the view that takes the SKU."""
    before: str
    after: str
    changed_by: str


@dataclass(frozen=True)
class Balances:
    """All balances of a SKU, in a view that is asked for it: also what is left after reservations, for instance."""

    view: str
    field: str
    """The field of the view that takes the SKU."""
    columns: tuple[str, ...]


@dataclass(frozen=True)
class StockRecords:
    """The balances; who brought one about is told by the row itself or by the movements of the SKU."""

    view: str
    sku: str
    balance: str
    changed_by: str | None = None
    movements: Movements | None = None
    others: Balances | None = None


@dataclass(frozen=True)
class Records:
    """All that a platform's views say; None, or nothing, where the platform has no such records."""

    products: ProductRecords | None = None
    customers: CustomerRecords | None = None
    orders: OrderRecords | None = None
    stock: tuple[StockRecords, ...] = ()
