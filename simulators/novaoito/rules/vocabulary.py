"""Brands and attributes: the words that products were ever described with (novaoito §2.3 Catalogue).

The page names their lists alone, so that both grow by what is written in products [inferred].
"""

from collections.abc import Iterator, Mapping
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.rules.listing import Query
from homologa.simulators.novaoito.rules.pages import Rows
from homologa.simulators.novaoito.rules.tables import ATTRIBUTES, BRANDS

SORTABLE = ("id", "name")
LONGEST_NAME = 120


def note(work: Work, product: Document) -> None:
    """Keep the product's brand, and the names and values of its attributes and of its variants' options."""
    if product["brand"] and work.documents(BRANDS).first("name = ?", (product["brand"],)) is None:
        work.documents(BRANDS).add({"id": work.next_id("brand"), "name": product["brand"]})
    for name, value in _described(product):
        _note_attribute(work, name, value)


def brands(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """Brands, by the filters of the API's query; raises ValidationFailed."""
    return _search(work, BRANDS, parameters)


def attributes(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """Attributes, by the filters of the API's query; raises ValidationFailed."""
    return _search(work, ATTRIBUTES, parameters)


def _search(work: Work, collection: Any, parameters: Mapping[str, Any]) -> Rows:
    query = Query(parameters)
    query.same("name", LONGEST_NAME)
    return query.rows(work.documents(collection), SORTABLE)


def _described(product: Document) -> Iterator[tuple[str, str]]:
    options = (option for variant in product["variants"] for option in variant["options"])
    for described in (*product["attributes"], *options):
        yield described["name"], described["value"]


def _note_attribute(work: Work, name: str, value: str) -> None:
    attributes = work.documents(ATTRIBUTES)
    known = attributes.first("name = ?", (name,))
    if known is None:
        attributes.add({"id": work.next_id("attribute"), "name": name, "values": [value]})
    elif value not in known["values"]:
        attributes.put({**known, "values": [*known["values"], value]})
