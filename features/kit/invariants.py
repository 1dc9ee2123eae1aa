"""Laws that hold after every scenario, counting only what the connector caused.

What a platform shows of its records it says itself (`records` of a world's platforms), so that a law knows none of
them. What came by an API came from the connector, unless a step was a client of the API as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import unquote_plus

from homologa.features.kit.activity import Exchange
from homologa.features.kit.books import Books, Declared, Row, cell, text
from homologa.simulators.control.client import WorldClient

BY_API = "api"
CENT = 0.005
Violations = Iterator[tuple[str, dict[str, Any]]]
"""Each broken law as {name, platform, detail}, after what a call that broke it has to mention; "" for nothing."""
Key = tuple[str, ...]

ORDER_TWICE = "nenhum pedido é importado duas vezes"
CREATED_TWICE = "nenhum produto é cadastrado duas vezes"
CUSTOMER_TWICE = "nenhum cliente é cadastrado duas vezes"
NEGATIVE = "nenhum estoque fica negativo, a não ser como cópia de um que é"
TOTALS = "os totais de um pedido são os mesmos nos dois lados"
BACK = "nenhuma situação de pedido volta"


def no_order_twice(books: Books) -> Violations:
    """No order of another system stands twice when the connector brought one of them."""
    for platform, orders in books.of("orders"):
        for (channel, reference), found in _repeated(books, platform, orders, _origin):
            where = f" de {channel}" if channel else ""
            detail = f"o pedido {reference}{where} está em {len(found)} pedidos"
            yield reference, _broken(ORDER_TWICE, platform, detail)


def no_product_twice(books: Books) -> Violations:
    """No SKU is borne by two products of one platform when the connector created one of them."""
    for platform, products in books.of("products"):
        for (sku,), found in _repeated(books, platform, products, lambda row, of: (text(row, of["sku"]),)):
            yield sku, _broken(CREATED_TWICE, platform, f"o SKU {sku} está em {len(found)} produtos")


def no_customer_twice(books: Books) -> Violations:
    """No CPF or CNPJ is that of two customers of one platform when the connector created one of them."""
    for platform, customers in books.of("customers"):
        for (document,), found in _repeated(books, platform, customers, _document):
            detail = f"o documento {document} está em {len(found)} clientes"
            yield "", _broken(CUSTOMER_TWICE, platform, detail)


def no_stock_below_zero(books: Books) -> Violations:
    """No balance is negative by the connector's doing, unless another platform has, or had, one that is."""
    for platform, every in books.of("stock"):
        for stock in every:
            for row in books.rows(platform, stock["view"]):
                sku, balance = text(row, stock["sku"]), cell(row, stock["balance"]) or 0
                if balance < 0 and _is_by_connector(books, platform, stock, row) and not _is_copy(books, platform, sku):
                    yield "", _broken(NEGATIVE, platform, f"o estoque do SKU {sku} é {balance:g}")


def totals_agree(books: Books) -> Violations:
    """An order that the connector brought, and nobody changed since, has the total of the order that it is."""
    for platform, orders in books.of("orders"):
        for row in books.rows(platform, orders["view"]):
            if not _is_brought(row, orders) or _is_changed(row, orders):
                continue
            reference, total = text(row, orders["reference"]), cell(row, orders["total"])
            for other, original in _originals(books, platform, reference):
                if abs(original - total) >= CENT:
                    detail = f"o pedido {reference} tem o total {total:.2f}, e {original:.2f} em {other}"
                    yield reference, _broken(TOTALS, platform, detail)


def no_situation_back(books: Books) -> Violations:
    """The connector brings no order back to a situation before the one that it was in, nor out of one that ends it."""
    for platform, orders in books.of("orders"):
        for row in books.rows(platform, orders["view"]) if orders["situations"] else ():
            for before, after in _steps_back(books, platform, orders["situations"], text(row, orders["number"])):
                detail = f"o pedido {text(row, orders['number'])} voltou de “{before}” para “{after}”"
                yield "", _broken(BACK, platform, detail)


LAWS: Mapping[str, Callable[[Books], Violations]] = {
    ORDER_TWICE: no_order_twice,
    CREATED_TWICE: no_product_twice,
    CUSTOMER_TWICE: no_customer_twice,
    NEGATIVE: no_stock_below_zero,
    TOTALS: totals_agree,
    BACK: no_situation_back,
}


def broken(world: WorldClient, calls: Sequence[Exchange] | None = None) -> list[dict[str, Any]]:
    """Each law that the connector broke, as {name, platform, detail}.

    `calls` are those by which it wrote, where others wrote by the API as well: then one of them has to be behind it.
    """
    books = Books(world)
    found = (violation for law in LAWS.values() for violation in law(books))
    return [told for about, told in found if calls is None or _is_caused(told["platform"], about, calls)]


def _is_caused(platform: str, about: str, calls: Sequence[Exchange]) -> bool:
    return any(call["platform"] == platform and _mentions(call, about) for call in calls)


def _mentions(call: Exchange, about: str) -> bool:
    """Whether a call has this text in it, as far as the journal keeps its body; what is left out may have it."""
    request = call["request"]
    return bool(request["omitted"]) or about in unquote_plus(f"{call['url']} {call['subject']} {request['body']}")


def _broken(name: str, platform: str, detail: str) -> dict[str, Any]:
    return {"name": name, "platform": platform, "detail": detail}


def _repeated(
    books: Books, platform: str, declared: Declared, key: Callable[[Row, Declared], Key]
) -> Iterator[tuple[Key, list[Row]]]:
    """The records that share a key of which no part that identifies is empty, when one of them came by the API."""
    bearers: dict[Key, list[Row]] = defaultdict(list)
    for row in books.rows(platform, declared["view"]):
        bearers[key(row, declared)].append(row)
    for shared, found in bearers.items():
        if shared[-1] and len(found) > 1 and any(cell(row, declared["created_by"]) == BY_API for row in found):
            yield shared, found


def _origin(row: Row, orders: Declared) -> Key:
    return text(row, orders["channel"]), text(row, orders["reference"])


def _document(row: Row, customers: Declared) -> Key:
    return ("".join(filter(str.isalnum, text(row, customers["document"]))).upper(),)


def _is_brought(row: Row, orders: Declared) -> bool:
    return bool(text(row, orders["reference"])) and cell(row, orders["created_by"]) == BY_API


def _is_changed(row: Row, orders: Declared) -> bool:
    """Whether somebody else changed the order since the connector did."""
    return cell(row, orders["changed_by"]) not in (None, BY_API)


def _originals(books: Books, platform: str, number: str) -> Iterator[tuple[str, float]]:
    """The totals of the orders with this number on the other platforms."""
    for other, orders in books.of("orders"):
        for row in books.rows(other, orders["view"]) if other != platform else ():
            if text(row, orders["number"]) == number:
                yield other, cell(row, orders["total"])


def _steps_back(books: Books, platform: str, declared: Declared, number: str) -> Iterator[tuple[str, str]]:
    ranks = {situation: rank for rank, situation in enumerate(declared["forward"])}
    (order,) = books.rows(platform, declared["view"], **{declared["field"]: number})
    for before, after in pairwise(cell(order, declared["history"])):
        was, now = text(before, declared["situation"]), text(after, declared["situation"])
        is_back = was in ranks and now in ranks and ranks[now] < ranks[was]
        has_left = was in declared["ends"] and now != was
        if cell(after, declared["changed_by"]) == BY_API and (is_back or has_left):
            yield was, now


def _is_by_connector(books: Books, platform: str, stock: Declared, row: Row) -> bool:
    """Whether it was the connector who brought the balance below zero; of the row alone, who changed it last."""
    movements = stock["movements"]
    if movements is None:
        return bool(cell(row, stock["changed_by"]) == BY_API)
    found = books.rows(platform, movements["view"], **{movements["field"]: cell(row, stock["sku"])})
    falls = [each for each in found if cell(each, movements["before"]) >= 0 > cell(each, movements["after"])]
    return bool(falls) and cell(falls[-1], movements["changed_by"]) == BY_API


def _is_copy(books: Books, platform: str, sku: str) -> bool:
    """Whether a balance of this SKU is negative, or ever was, on another platform."""
    return any(
        balance < 0
        for other, every in books.of("stock")
        for stock in (every if other != platform else ())
        for balance in _balances(books, other, stock, sku)
    )


def _balances(books: Books, platform: str, stock: Declared, sku: str) -> Iterator[float]:
    """Every balance of a SKU that the platform tells of, the former ones too where it keeps them."""
    shown = [row for row in books.rows(platform, stock["view"]) if text(row, stock["sku"]) == sku]
    yield from _numbers(shown, [stock["balance"]])
    for name, columns in (("others", "columns"), ("movements", "after")):
        more = stock[name]
        for row in shown if more else ():
            found = books.rows(platform, more["view"], **{more["field"]: cell(row, stock["sku"])})
            yield from _numbers(found, more[columns] if name == "others" else [more[columns]])


def _numbers(rows: Iterable[Row], columns: Iterable[str]) -> Iterator[float]:
    return (cell(row, column) or 0 for column in columns for row in rows)
