"""Moving a world's clock, with everything that is due on the way."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from homologa.simulators.kernel.clock import LAST
from homologa.simulators.kernel.deliveries.pump import Pump
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.faults import FaultRules
from homologa.simulators.kernel.world_settings import PersistedSettings


@dataclass(frozen=True)
class Timeline:
    """The time of one world as it passes."""

    settings: PersistedSettings
    pump: Pump
    next_due: Callable[[], datetime | None]
    faults: FaultRules

    def advance(self, target: datetime, *, deliver: bool) -> None:
        """Move the clock to `target`, doing everything due on the way at its own time and in order.

        Raises UsageError for a moment beyond LAST, and when a delivery's receiver asks for it before it answers.
        """
        if self.pump.inside_delivery:
            raise UsageError("o relógio não anda no meio de uma entrega")
        if target > LAST:
            raise UsageError(f"o relógio não passa de {LAST:%Y}")
        if deliver:
            self.pump.run(wait=True)
            while (due := self.next_due()) is not None and due <= target:
                self.settings.move_to(due)
                self.pump.run(wait=True)
        self.settings.move_to(target)
        if deliver:
            self.pump.trigger()

    def pass_by(self, seconds: float, patience: float = math.inf) -> None:
        """Have time pass: a real clock is waited for, `patience` seconds at most, and a frozen one is moved.

        A delivery whose receiver may itself be calling is not waited for.
        """
        clock = self.settings.clock
        if clock.mode == "real":
            self.faults.sleep(min(seconds, patience))
            return
        self.settings.move_to(min(clock.now() + timedelta(seconds=seconds), LAST))
        self.pump.trigger()
