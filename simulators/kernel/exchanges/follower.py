"""Tells each exchange of a journal once, when it has ended, to somebody who follows it."""

from typing import Any

from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import Journal

PAGE = 100


class Follower:
    """Follows a journal from after a number on; `filters` are those of `sought`.

    Exchanges end in another order than they begin. Whoever stops and begins again after the number told with the last
    exchange misses nothing, and may hear some a second time.
    """

    def __init__(self, journal: Journal, after: int = 0, **filters: Any) -> None:
        self._journal = journal
        self._filters = filters
        self._start = self._after = after
        self._late: frozenset[int] = frozenset()
        self._ends = 0
        self._has_more = True

    @property
    def closed(self) -> bool:
        """Whether nothing will be told any more."""
        return self._journal.progress.closed

    def wait(self, seconds: float) -> bool:
        """Wait for something to look at, for so many seconds at most; False when there is nothing."""
        return self._has_more or self._journal.progress.wait(self._ends, seconds)

    def poll(self) -> list[tuple[Exchange, int]]:
        """What has ended since the last look, each with the number after which to begin again; some, or nothing."""
        before, moment = self._resume, self._journal.progress.state()
        late = self._journal.get_many(sorted(self._late - moment.opened), **self._filters)
        found = self._journal.find(after=self._after, limit=PAGE, **self._filters)
        self._has_more = len(found) == PAGE
        top = min(moment.top, found[-1].seq) if self._has_more else moment.top
        ended = [one for one in found if one.seq <= top and one.seq not in moment.opened]
        self._ends, self._after = moment.ends, max(self._after, top)
        self._late = frozenset(number for number in moment.opened if self._start < number <= self._after)
        return [(one, before) for one in late] + [(one, min(one.seq, self._resume)) for one in ended]

    @property
    def _resume(self) -> int:
        return min(self._late, default=self._after + 1) - 1
