"""The one clock of a world: real, or frozen until it is moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal

BRASILIA = timezone(timedelta(hours=-3))
"""Official time of Brasília; Brazil has had no daylight saving since 2019."""

Mode = Literal["real", "frozen"]
DEFAULT_INSTANT = datetime(2026, 11, 3, 9, 0, tzinfo=BRASILIA)
FIRST = datetime(2000, 1, 1, tzinfo=BRASILIA)
LAST = datetime(2100, 1, 1, tzinfo=BRASILIA)


def read_iso(text: str) -> datetime:
    """Read a moment of ISO 8601, and nothing after it, such as a NUL, which Python takes.

    Raises ValueError, and TypeError for what is no text.
    """
    read = datetime.fromisoformat(text)
    if not text.isprintable():
        raise ValueError(text)
    return read


@dataclass
class Clock:
    """Time as a world sees it; `instant` counts while frozen, `offset` (seconds) while real."""

    mode: Mode = "frozen"
    instant: datetime = DEFAULT_INSTANT
    offset: float = 0.0

    def now(self) -> datetime:
        """The present moment, aware, in the time of Brasília."""
        if self.mode == "frozen":
            return self.instant
        now = datetime.now(BRASILIA)
        return now + timedelta(seconds=self.offset) if self.offset else now

    def move_to(self, moment: datetime) -> None:
        """Go forward to `moment`; one that is not after the present changes nothing."""
        now = self.now()
        if moment <= now:
            return
        if self.mode == "frozen":
            self.instant = moment.astimezone(BRASILIA)
        else:
            self.offset += (moment - now).total_seconds()

    def switch(self, mode: Mode) -> None:
        """Change the mode without a jump of the present moment."""
        now = self.now()
        if mode == "real" != self.mode:
            self.offset = (now - datetime.now(BRASILIA)).total_seconds()
        self.instant = now
        # Last, so that whoever reads the time meanwhile finds it by the one mode or by the other.
        self.mode = mode

    def dump(self) -> dict[str, str | float]:
        """The state to store: mode, ISO instant, offset in seconds."""
        return {"mode": self.mode, "instant": self.instant.isoformat(), "offset": self.offset}

    def load(self, state: dict[str, str | float]) -> None:
        """Take a stored state."""
        self.mode = "real" if state["mode"] == "real" else "frozen"
        self.instant = datetime.fromisoformat(str(state["instant"]))
        self.offset = float(state["offset"])
