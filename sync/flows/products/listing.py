"""A whole list read by pages, where that takes fewer calls than looking its rows up one by one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from homologa.sync.core.clock import Clock
from homologa.sync.core.pages import Read, Record

FRESH = timedelta(minutes=10)
"""For how long a list is believed before it is read again."""
LONGEST = 100
"""Pages of the longest list that is read whole: a longer one would be old before it ends."""


@dataclass
class Progress:
    """How far the reading of a list has come; `rows` are the pages read so far."""

    began: datetime
    pages: int
    rows: dict[int, list[Record]]


class Listing:
    """Reads a list page by page, from the last to the first: what is removed meanwhile moves rows to pages that are
    still to be read, and hides none. What was read stays read when the platform refuses a call for now.
    """

    def __init__(self, read: Read, clock: Clock) -> None:
        self._read = read
        self._clock = clock
        self._progress: Progress | None = None
        self._whole: Progress | None = None

    def rows(self, wanted: int) -> dict[int, list[Record]] | None:
        """The rows by page; None when looking `wanted` of them up takes fewer calls. May raise what `read` raises."""
        if self._whole is not None and self.is_whole:
            return self._whole.rows
        self._whole = None
        progress = self._begun()
        if progress.pages > min(wanted, LONGEST):
            return None
        self._finish(progress)
        self._progress, self._whole = None, progress
        return progress.rows

    @property
    def is_whole(self) -> bool:
        """Whether the list was read, not long ago."""
        return self._whole is not None and self._is_fresh(self._whole)

    @property
    def began(self) -> datetime:
        """When the reading of the list began, or now."""
        return self._clock.now() if self._whole is None else self._whole.began

    def forget(self) -> None:
        """Read the list anew when it is wanted next."""
        self._progress = self._whole = None

    def _begun(self) -> Progress:
        if self._progress is None or not self._is_fresh(self._progress):
            began = self._clock.now()
            rows, pages = self._read(1)
            self._progress = Progress(began, pages, {} if pages > 1 else {1: rows})
        return self._progress

    def _finish(self, progress: Progress) -> None:
        page = progress.pages
        while page > 0:
            if page not in progress.rows:
                rows, pages = self._read(page)
                if pages > progress.pages:
                    progress.pages = page = pages
                    continue
                progress.rows[page] = rows
            page -= 1

    def _is_fresh(self, progress: Progress) -> bool:
        return progress.began + FRESH >= self._clock.now()
