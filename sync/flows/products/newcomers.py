"""What was created in the ERP since its products were listed (statement 48)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

Record = dict[str, Any]
Read = Callable[[datetime, int], tuple[list[Record], int]]
"""Reads a page of what was created since a moment: its rows, and how many pages there are."""

CreatedAt = Callable[[Record], datetime | None]
"""When a row was created, if it says it."""
MARGIN = timedelta(minutes=10)
"""By how much the clocks of the two sides may differ."""
PAGE = 100


class Newcomers:
    """Asks again and again for the rows that are not known yet, at one call each time as a rule.

    It counts: what is known fills pages, so that the page after them tells whether there is more, in whatever order
    the rows come.
    """

    def __init__(self, read: Read, created_at: CreatedAt) -> None:
        self._read = read
        self._created_at = created_at
        self._since: datetime | None = None
        self._known: set[str] = set()

    def begin(self, since: datetime, rows: Iterable[Record]) -> None:
        """Ask for what was created since a moment, apart from these rows."""
        self._since = since - MARGIN
        created = ((row, self._created_at(row)) for row in rows)
        self._known = {str(row["id"]) for row, at in created if at is not None and at >= self._since}

    def learn(self, row: Record) -> None:
        """This row is known, too."""
        self._known.add(str(row["id"]))

    def rows(self) -> list[Record]:
        """The rows that are new; they are known from now on. May raise what `read` raises."""
        if self._since is None:
            return []
        found: dict[str, Record] = {}
        first = page = pages = len(self._known) // PAGE + 1
        total = len(self._known)
        while page <= pages:
            rows, pages = self._read(self._since, page)
            total = max(total, (pages - 1) * PAGE + len(rows))
            found |= self._unknown(rows)
            page += 1
        page = first - 1
        while page > 0 and len(self._known) + len(found) < total:
            found |= self._unknown(self._read(self._since, page)[0])
            page -= 1
        self._known |= found.keys()
        return list(found.values())

    def _unknown(self, rows: Iterable[Record]) -> dict[str, Record]:
        return {str(row["id"]): row for row in rows if str(row["id"]) not in self._known}
