"""Request limits, counted on the world's clock, and requests in flight."""

import math
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from homologa.simulators.kernel.clock import BRASILIA

LimitMode = Literal["observe", "enforce", "off"]
MODES: tuple[LimitMode, ...] = get_args(LimitMode)
OWNER = "/"
"""In the key of a credential's own limit, stands between the account and the credential."""


@dataclass(frozen=True)
class PerMinute:
    """So many requests in each minute of the clock."""

    limit: int

    def window(self, now: datetime) -> tuple[datetime, timedelta]:
        """The window of a moment: its beginning and its length."""
        return now.replace(second=0, microsecond=0), timedelta(minutes=1)


@dataclass(frozen=True)
class PerDay:
    """So many requests on each day of Brasília."""

    limit: int

    def window(self, now: datetime) -> tuple[datetime, timedelta]:
        """The window of a moment: its beginning and its length."""
        return now.astimezone(BRASILIA).replace(hour=0, minute=0, second=0, microsecond=0), timedelta(days=1)


@dataclass(frozen=True)
class Bucket:
    """So many requests at once, refilled at `rate` a second."""

    capacity: int
    rate: float


Window = PerMinute | PerDay
Rule = Window | Bucket


@dataclass(frozen=True)
class Quota:
    """A rule for some operations: those that have the `trait`, all of them without one.

    Quotas of one `name` count together, and apart from those of another.
    """

    rule: Rule
    trait: str = ""
    name: str = ""

    def counts(self, traits: Mapping[str, Any]) -> bool:
        """Whether it counts a request for an operation with these traits."""
        return not self.trait or bool(traits.get(self.trait))


@dataclass(frozen=True)
class Left:
    """What is left of a limit: requests, and the seconds until all of it is there again."""

    limit: int
    remaining: int
    reset: float


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
    _windows: dict[tuple[str, type[Window]], tuple[datetime, int]] = field(default_factory=dict)
    """By key and kind, the beginning of a window and the requests in it."""
    _buckets: dict[tuple[str, Bucket], tuple[datetime, float]] = field(default_factory=dict)
    _usage: dict[str, Usage] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, key: str, rules: Rule | Iterable[Rule], now: datetime) -> float:
        """Count one request by all rules of a key; 0 within all of them, else the seconds until one would be."""
        if self.mode == "off":
            return 0.0
        given = dict.fromkeys((rules,) if isinstance(rules, Rule) else rules)
        with self._lock:
            windows = {type(rule): rule for rule in given if not isinstance(rule, Bucket)}
            for window in windows.values():
                self._count(key, window, now)
            within = [self._has_room(key, rule, now) for rule in given]
            if all(within):
                return 0.0
            self._exceed(self._of(key.partition(OWNER)[0]))
            return max(self._wait(key, rule, now) for rule in given)

    def left(self, key: str, rule: Rule, now: datetime) -> Left:
        """What is left of a rule of a key; all of it where nothing was counted."""
        with self._lock:
            if isinstance(rule, Bucket):
                now, level = self._level(key, rule, now)
                return Left(rule.capacity, math.floor(level), (rule.capacity - level) / rule.rate)
            begun, length = rule.window(now)
            since, used = self._windows.get((key, type(rule)), (begun, 0))
            used, begun = (0, begun) if since < begun else (used, since)
            return Left(rule.limit, max(0, rule.limit - used), (begun + length - now).total_seconds())

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
            self._windows.clear()
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

    def _count(self, key: str, rule: Window, now: datetime) -> None:
        begun, _ = rule.window(now)
        since, used = self._windows.get((key, type(rule)), (begun, 0))
        # A moment that was read before another's and comes after it belongs to the other's window.
        self._windows[key, type(rule)] = (begun, 1) if since < begun else (since, used + 1)

    def _has_room(self, key: str, rule: Rule, now: datetime) -> bool:
        """Whether a request is within a rule: in a window it is counted already, from a bucket it is taken here."""
        if not isinstance(rule, Bucket):
            return self._windows[key, type(rule)][1] <= rule.limit
        now, level = self._level(key, rule, now)
        self._buckets[key, rule] = (now, level - 1 if level >= 1 else level)
        return level >= 1

    def _wait(self, key: str, rule: Rule, now: datetime) -> float:
        """The seconds until the next request would be within a rule."""
        if isinstance(rule, Bucket):
            return max(0.0, 1 - self._level(key, rule, now)[1]) / rule.rate
        since, used = self._windows[key, type(rule)]
        length = rule.window(now)[1].total_seconds()
        return 0.0 if used < rule.limit else min(length, length - (now - since).total_seconds())

    def _level(self, key: str, rule: Bucket, now: datetime) -> tuple[datetime, float]:
        """The moment of a look at a bucket, never before that of another, and what is in it then."""
        since, level = self._buckets.get((key, rule), (now, float(rule.capacity)))
        now = max(now, since)
        return now, min(rule.capacity, level + (now - since).total_seconds() * rule.rate)
