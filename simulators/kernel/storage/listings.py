"""What was seen of listings, for as long as nothing changes: how many there are, and where pages begin."""

from dataclasses import dataclass, field

MOST = 2_048
LONGEST = 200
Listing = tuple[object, ...]
"""A table, a condition and its parameters; listed by key."""


@dataclass
class Listings:
    """Totals, and the keys after which pages begin, of the listings seen since the last change."""

    _totals: dict[Listing, int] = field(default_factory=dict)
    _starts: dict[tuple[Listing, int], int | str] = field(default_factory=dict)

    def total(self, listing: Listing) -> int | None:
        """How many there are, where that is known."""
        return self._totals.get(listing)

    def keep_total(self, listing: Listing, total: int) -> None:
        """Know how many there are."""
        if _is_short(listing):
            _bound(self._totals)
            self._totals[listing] = total

    def start(self, listing: Listing, offset: int) -> int | str | None:
        """The key after which the page at an offset begins, where the page before it was seen."""
        return self._starts.get((listing, offset))

    def keep_page(self, listing: Listing, offset: int, limit: int, keys: list[int | str]) -> None:
        """Know what a page tells: where the next one begins or, as it is the last one, how many there are."""
        if len(keys) < limit:
            if keys or not offset:
                self.keep_total(listing, offset + len(keys))
        elif _is_short(listing):
            _bound(self._starts)
            self._starts[listing, offset + limit] = keys[-1]

    def forget(self) -> None:
        """Know nothing any more."""
        self._totals.clear()
        self._starts.clear()


def _is_short(listing: Listing) -> bool:
    return sum(len(part) for part in listing if isinstance(part, str)) <= LONGEST


def _bound(kept: dict[Listing, int] | dict[tuple[Listing, int], int | str]) -> None:
    if len(kept) >= MOST:
        kept.clear()
