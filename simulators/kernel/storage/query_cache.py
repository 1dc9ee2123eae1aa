"""What was seen of a table, for as long as nothing in it changes: small documents, totals, and where pages begin."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

MOST = 2_048
LONGEST = 200
MOST_TEXTS = 256
LONGEST_TEXTS = 2_000
Listing = tuple[object, ...]
"""A condition, or a whole statement, and its parameters; a condition is listed by key."""


@dataclass
class QueryCache:
    """What was read since the last change, while it is small; totals, and the keys after which pages begin."""

    _totals: dict[Listing, int] = field(default_factory=dict)
    _starts: dict[tuple[Listing, int], int | str] = field(default_factory=dict)

    _texts: dict[Listing, Sequence[str]] = field(default_factory=dict)

    def texts(self, statement: Listing) -> Sequence[str] | None:
        """What a statement reads, where that is known."""
        return self._texts.get(statement)

    def store_texts(self, statement: Listing, texts: Sequence[str]) -> None:
        """Know what a statement reads."""
        if sum(map(len, texts)) <= LONGEST_TEXTS and _is_short(statement):
            _bound(self._texts, MOST_TEXTS)
            self._texts[statement] = texts

    def total(self, listing: Listing) -> int | None:
        """How many there are, where that is known."""
        return self._totals.get(listing)

    def store_total(self, listing: Listing, total: int) -> None:
        """Know how many there are."""
        if _is_short(listing):
            _bound(self._totals, MOST)
            self._totals[listing] = total

    def start(self, listing: Listing, offset: int) -> int | str | None:
        """The key after which the page at an offset begins, where the page before it was seen."""
        return self._starts.get((listing, offset))

    def store_page(self, listing: Listing, offset: int, limit: int, keys: list[int | str]) -> None:
        """Know what a page tells: where the next one begins or, as it is the last one, how many there are."""
        if len(keys) < limit:
            if keys or not offset:
                self.store_total(listing, offset + len(keys))
        elif _is_short(listing):
            _bound(self._starts, MOST)
            self._starts[listing, offset + limit] = keys[-1]

    def invalidate(self) -> None:
        """Know nothing any more."""
        self._texts.clear()
        self._totals.clear()
        self._starts.clear()


def _is_short(listing: Listing) -> bool:
    return sum(len(part) for part in listing if isinstance(part, str)) <= LONGEST


def _bound(entries: dict[Any, Any], most: int) -> None:
    if len(entries) >= most:
        entries.clear()
