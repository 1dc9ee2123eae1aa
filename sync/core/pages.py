"""Lists that a platform gives page by page, and that change while they are read."""

from collections.abc import Callable
from typing import Any

Record = dict[str, Any]
Read = Callable[[int], tuple[list[Record], int]]
"""Reads a page: its rows, and how many pages there are."""


def read_all(read: Read) -> list[Record]:
    """Every row, each once by its `id`, read from the last page to the first.

    What is removed meanwhile moves rows to pages that are still to be read, and hides none.
    """
    rows, pages = read(1)
    if pages <= 1:
        return rows
    found: dict[Any, Record] = {}
    page = pages
    while page > 0:
        rows, now = read(page)
        if now > pages:
            page = pages = now
            continue
        found |= {row.get("id", (page, place)): row for place, row in enumerate(rows)}
        page -= 1
    return list(found.values())
