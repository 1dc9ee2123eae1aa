"""Request limits, counted on the world's clock, and requests in flight."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

LimitMode = Literal["observe", "enforce", "off"]
MODES: tuple[LimitMode, ...] = get_args(LimitMode)
OWNER = "/"
"""In the key of a credential's own limit, stands between the account and the credential."""


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
class Usage:
    """What one account was asked: requests in the clock's minute that begins at `minute`, and how many were too many.

    `beyond` counts the requests beyond a limit, and `refused` those of them that were refused for it.
    """

    minute: datetime | None = None
    calls: int = 0
    peak_calls: int = 0
    in_flight: int = 0
    peak_in_flight: int = 0
    beyond: int = 0
    refused: int = 0

    def count_request(self, now: datetime) -> None:
        """Count one request, which is in flight already."""
        minute = now.replace(second=0, microsecond=0)
        if self.minute is None or self.minute < minute:
            self.minute, self.calls = minute, 0
        self.calls += 1
        self.peak_calls = max(self.peak_calls, self.calls)
        self.peak_in_flight = max(self.peak_in_flight, self.in_flight)


@dataclass
class Limits:
    """The counters of one world; `observe` counts and reports, `enforce` refuses, `off` does neither.

    They are kept in memory and begin anew when the world is restored. A key names an account or, as
    `account/credential`, a credential of it with a limit of its own.
    """

    mode: LimitMode = "observe"
    _minutes: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    _buckets: dict[str, tuple[datetime, float]] = field(default_factory=dict)
    _usage: dict[str, Usage] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, key: str, rule: PerMinute | Bucket, now: datetime) -> float:
        """Count one request; 0 when it is within the limit, else the seconds until one would be."""
        if self.mode == "off":
            return 0.0
        with self._lock:
            wait = self._minute(key, rule, now) if isinstance(rule, PerMinute) else self._bucket(key, rule, now)
            if wait:
                self._exceed(self._of(key.partition(OWNER)[0]))
        return wait

    @contextmanager
    def track(self, account: str, now: datetime) -> Iterator[int]:
        """A request on its way, from its arrival to its answer; gives how many of the account are, itself included."""
        with self._lock:
            usage = self._of(account)
            usage.in_flight += 1
            in_flight = usage.in_flight
            if self.mode != "off":
                usage.count_request(now)
        try:
            yield in_flight
        finally:
            with self._lock:
                self._of(account).in_flight -= 1

    def exceeds_concurrency(self, account: str, in_flight: int, cap: int) -> bool:
        """Whether a request that arrived as one of `in_flight` is one too many, which is counted then."""
        if self.mode == "off" or in_flight <= cap:
            return False
        with self._lock:
            self._exceed(self._of(account))
        return True

    def usage(self, account: str, now: datetime) -> Usage:
        """What an account was asked until `now`."""
        minute = now.replace(second=0, microsecond=0)
        with self._lock:
            found = self._of(account)
            is_present = found.minute is not None and found.minute >= minute
            calls, begun = (found.calls, found.minute) if is_present else (0, minute)
            return Usage(
                begun, calls, found.peak_calls, found.in_flight, found.peak_in_flight, found.beyond, found.refused
            )

    def clear(self) -> None:
        """Forget all that was counted, but for what is in flight."""
        with self._lock:
            self._minutes.clear()
            self._buckets.clear()
            self._usage = {
                account: Usage(in_flight=usage.in_flight, peak_in_flight=usage.in_flight)
                for account, usage in self._usage.items()
            }

    def _of(self, account: str) -> Usage:
        found = self._usage.get(account)
        if found is None:
            found = self._usage[account] = Usage()
        return found

    def _exceed(self, usage: Usage) -> None:
        usage.beyond += 1
        usage.refused += self.mode == "enforce"

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
