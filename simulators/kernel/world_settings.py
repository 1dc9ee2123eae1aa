"""What a world keeps of itself beside the documents of its platforms: clock, request limits and credentials."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from homologa.simulators.kernel.clock import Clock, Mode
from homologa.simulators.kernel.index import Entry
from homologa.simulators.kernel.limits import LimitMode, Limits
from homologa.simulators.kernel.store import Store

CLOCK, LIMITS, BORN, WAITING = "clock", "limits", "born", "waiting"


@dataclass(frozen=True)
class PersistedSettings:
    """The clock and the limits of a world, each change of which is stored."""

    store: Store
    clock: Clock
    limits: Limits

    def move_to(self, moment: datetime) -> None:
        """Move the clock."""
        with self.store.lock:
            self.clock.move_to(moment)
            self.save_clock()

    def set_clock_mode(self, mode: Mode) -> None:
        """Freeze the clock, or let it run."""
        with self.store.lock:
            self.clock.switch(mode)
            self.save_clock()

    def set_limit_mode(self, mode: LimitMode) -> None:
        """Observe, enforce or switch off the request limits."""
        with self.store.lock:
            self.limits.mode = mode
            self.store.save_setting(LIMITS, json.dumps(mode))

    def save_clock(self) -> None:
        """Store the clock as it is."""
        self.store.save_setting(CLOCK, json.dumps(self.clock.dump()))

    def load(self) -> None:
        """Take clock and limits from the stored state; what was counted is forgotten."""
        stored = self.store.settings()
        if CLOCK in stored:
            self.clock.load(json.loads(stored[CLOCK]))
        self.limits.clear()
        self.limits.mode = json.loads(stored.get(LIMITS, '"observe"'))

    def save_birth(self, moment: datetime) -> None:
        """Store the moment of which every account is made."""
        self.store.save_setting(BORN, json.dumps(moment.isoformat()))

    def birth(self) -> datetime:
        """The moment of which every account is made."""
        return datetime.fromisoformat(json.loads(self.store.settings()[BORN]))

    def save_waiting(self, platforms: Iterable[str]) -> None:
        """Store which platforms have no account yet."""
        self.store.save_setting(WAITING, json.dumps(sorted(platforms)))

    def waiting(self) -> frozenset[str]:
        """The platforms on which there is no account yet."""
        return frozenset(json.loads(self.store.settings().get(WAITING, "[]")))

    def credentials(self) -> list[Entry]:
        """Every value by which a request finds this world, in the order of minting."""
        rows = self.store.rows("SELECT platform, kind, value, data FROM credential ORDER BY rowid")
        return [((platform, kind, value), _data(data)) for platform, kind, value, data in rows]


def _data(text: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    return data
