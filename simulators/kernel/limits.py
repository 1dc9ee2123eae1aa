"""Request limits, counted on the world's clock."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

LimitMode = Literal["observe", "enforce", "off"]
MODES: tuple[LimitMode, ...] = get_args(LimitMode)


@dataclass(frozen=True)
class PerMinute:
    """So many requests in each minute of the clock."""

    limit: int


@dataclass(frozen=True)
class Bucket:
    """So many requests at once, refilled at `rate` a second."""

    capacity: int
    rate: float


@dataclass
class Limits:
    """The counters of one world; `observe` counts and reports, `enforce` refuses, `off` does neither."""

    mode: LimitMode = "observe"
    _minutes: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    _buckets: dict[str, tuple[datetime, float]] = field(default_factory=dict)

    def spend(self, key: str, rule: PerMinute | Bucket, now: datetime) -> float:
        """Count one request; 0 when it is within the limit, else the seconds until one would be."""
        if self.mode == "off":
            return 0.0
        return self._minute(key, rule, now) if isinstance(rule, PerMinute) else self._bucket(key, rule, now)

    def clear(self) -> None:
        """Forget all that was counted."""
        self._minutes.clear()
        self._buckets.clear()

    def _minute(self, key: str, rule: PerMinute, now: datetime) -> float:
        minute = now.replace(second=0, microsecond=0)
        since, used = self._minutes.get(key, (minute, 0))
        # A moment that was read before another's and comes after it belongs to the other's minute.
        used, minute = (1, minute) if since < minute else (used + 1, since)
        self._minutes[key] = (minute, used)
        return 0.0 if used <= rule.limit else min(60.0, 60.0 - (now - minute).total_seconds())

    def _bucket(self, key: str, rule: Bucket, now: datetime) -> float:
        since, left = self._buckets.get(key, (now, float(rule.capacity)))
        now = max(now, since)
        left = min(rule.capacity, left + (now - since).total_seconds() * rule.rate)
        if left < 1:
            self._buckets[key] = (now, left)
            return (1 - left) / rule.rate
        self._buckets[key] = (now, left - 1)
        return 0.0
