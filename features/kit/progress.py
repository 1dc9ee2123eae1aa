"""When a connector that is still busy is given up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime

from homologa.features.kit.errors import Blocked

PATIENCE = 90.0
"""Seconds of real time without any exchange after which a connector that is still busy is given up."""
PAUSE = 0.02
MOST_WAITS = 100
"""One after another with nothing written in between: no limit makes a connector read for so long."""
MOST_REAL_WAITS = 10
"""The same where time cannot be moved: each may take as long as the patience."""
MOST_EXCHANGES = 20_000
"""Within one wait for rest: no flow needs so many, a loop that calls for ever does."""

NO_WAIT = "a próxima consulta de quem consulta não é espera: diz-se em `wakes_at`, com o estado `idle`"


class ProgressWatch:
    """Watches whether anything still happens; raises what `give_up` makes of the reason when nothing does."""

    def __init__(
        self,
        patience: float,
        give_up: Callable[[str], Blocked] = Blocked,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ticks = ticks
        self._patience = patience
        self._give_up = give_up
        self._first: int | None = None
        self._seen = -1
        self._deadline = 0.0
        self._waits = 0
        self._waited_at = 0
        self._awaited: datetime | None = None

    def is_still(self, exchanges: int) -> bool:
        """Whether no exchange came since the last look; `exchanges` is the number of the newest one."""
        if self._first is None:
            self._first = self._waited_at = exchanges
        is_still, now = exchanges == self._seen, self._ticks()
        if not is_still:
            self._seen = exchanges
            self._deadline = now + self._patience
        if now > self._deadline:
            raise self._give_up(f"o conector continua ocupado, e nada acontece há {self._patience:g} s")
        if exchanges - self._first > MOST_EXCHANGES:
            raise self._give_up(f"o conector continua ocupado depois de {MOST_EXCHANGES} trocas num passo só")
        return is_still

    def count_wait(self, until: datetime, has_written: Callable[[int], bool], *, is_real: bool = False) -> None:
        """Count a wait of the connector; one after another with nothing written in between lead nowhere.

        `has_written` says whether anything was after an exchange. A wait that takes real time is seen many times.
        """
        if is_real and until == self._awaited:
            return
        self._awaited = until
        self._waits = 0 if self._seen > self._waited_at and has_written(self._waited_at) else self._waits + 1
        self._waited_at = self._seen
        if self._waits > (most := MOST_REAL_WAITS if is_real else MOST_WAITS):
            raise Blocked(f"o conector esperou {most} vezes seguidas sem nada gravar entre uma e outra; {NO_WAIT}")

    def pause(self) -> None:
        """Pause for a moment: the connector may answer `busy` at once, whatever it was asked to wait."""
        threading.Event().wait(PAUSE)
