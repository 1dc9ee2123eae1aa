"""The connector's clock: the machine's, until somebody says what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def machine_time() -> datetime:
    """The machine's time, in UTC."""
    return datetime.now(UTC)


class Clock:
    """The time of `source` until it is set; from then on it stands still until set again."""

    def __init__(self, source: Callable[[], datetime] = machine_time) -> None:
        self._source = source
        self._fixed: datetime | None = None

    @property
    def is_real(self) -> bool:
        """Whether time passes by itself."""
        return self._fixed is None

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._source() if self._fixed is None else self._fixed

    def set(self, moment: datetime) -> None:
        """Make `moment` (with offset) the present."""
        self._fixed = moment.astimezone(UTC)

    def next_minute(self) -> datetime:
        """The moment at which the next whole minute begins."""
        return self.now().replace(second=0, microsecond=0) + timedelta(minutes=1)
