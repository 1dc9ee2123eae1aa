"""How much a journal keeps: of the exchanges the newest, of a large body the beginning."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
SEPARATORS = (b" ", b'"', b"&", b",", b"<", b">", b"\n", b"%")
NEAR = 256
"""Bytes before the end in which a body is cut at a separator."""


@dataclass(frozen=True)
class JournalBounds:
    """What a journal keeps at most: exchanges, bytes of all of them, and bytes of each body."""

    exchanges: int = 10_000
    total_bytes: int = 64 * MEGABYTE
    body_bytes: int = 64 * 1024


def cut(body: bytes, most: int) -> bytes:
    """The beginning of a body, of at most so many bytes.

    It ends before a separator where there is one near: half a secret, or half a number of a person, is not known for
    what it is and would not be masked.
    """
    if len(body) <= most:
        return body
    ends = (body.rfind(separator, max(most - NEAR, 0), most) for separator in SEPARATORS)
    end = max(ends)
    return body[: most if end < 0 else end]


class Retention:
    """Knows the size of each exchange that is kept, and which are to be forgotten: the oldest, so that all fit."""

    def __init__(self, bounds: JournalBounds, sizes: Mapping[int, int], dropped: int) -> None:
        self._bounds = bounds
        self._sizes = dict(sizes)
        self._numbers = sorted(sizes)
        self._total = sum(sizes.values())
        self.dropped = dropped
        """The number up to which everything is forgotten."""

    def add(self, number: int, size: int) -> None:
        """Count an exchange, in place of what was known of it before."""
        if number not in self._sizes:
            heapq.heappush(self._numbers, number)
        self._total += size - self._sizes.get(number, 0)
        self._sizes[number] = size
        self.dropped = max(self.dropped, number - self._bounds.exchanges)

    def drop(self) -> int:
        """Forget what is too much; the number up to which. The newest exchange is always kept."""
        while len(self._numbers) > 1 and (self._numbers[0] <= self.dropped or self._total > self._bounds.total_bytes):
            number = heapq.heappop(self._numbers)
            self._total -= self._sizes.pop(number)
            self.dropped = max(self.dropped, number)
        return self.dropped
