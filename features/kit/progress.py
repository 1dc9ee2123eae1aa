"""When a connector that is still busy is given up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from homologa.features.kit.errors import Blocked

PATIENCE = 90.0
"""Seconds of real time without any exchange after which a connector that is still busy is given up."""
PAUSE = 0.02
MOST_WAITS = 100
MOST_EXCHANGES = 20_000
"""Within one wait for rest: no flow needs so many, a loop that calls for ever does."""


class ProgressWatch:
    """Watches whether anything still happens; raises what `give_up` makes of the reason when nothing does."""

    def __init__(self, patience: float, give_up: Callable[[str], Blocked] = Blocked) -> None:
        self._patience = patience
        self._give_up = give_up
        self._first: int | None = None
        self._seen = -1
        self._deadline = 0.0
        self._waits = 0

    def is_still(self, exchanges: int) -> bool:
        """Whether no exchange came since the last look; `exchanges` is the number of the newest one."""
        if self._first is None:
            self._first = exchanges
        is_still = exchanges == self._seen
        if not is_still:
            self._seen, self._waits = exchanges, 0
            self._deadline = time.monotonic() + self._patience
        if time.monotonic() > self._deadline:
            raise self._give_up(f"o conector continua ocupado, e nada acontece há {self._patience:g} s")
        if exchanges - self._first > MOST_EXCHANGES:
            raise self._give_up(f"o conector continua ocupado depois de {MOST_EXCHANGES} trocas num passo só")
        return is_still

    def count_wait(self) -> None:
        """Count a wait of the connector; one after another with nothing in between lead nowhere."""
        self._waits += 1
        if self._waits > MOST_WAITS:
            raise Blocked(f"o conector esperou {MOST_WAITS} vezes seguidas sem nada fazer entre uma e outra")

    def pause(self) -> None:
        """Pause for a moment: the connector may answer `busy` at once, whatever it was asked to wait."""
        threading.Event().wait(PAUSE)
