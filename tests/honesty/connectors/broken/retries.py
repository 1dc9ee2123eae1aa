"""What was refused is not tried again, or far too often."""

from datetime import timedelta
from typing import Any

from broken.fault import Fault
from homologa.sync.core.errors import PlatformError, RateLimited, WaitUntil
from homologa.sync.flows.jobs import JobFlow
from homologa.sync.flows.values import PriceChange, StockChange
from homologa.sync.flows.values.change import Change
from homologa.sync.platforms.tiny.client import Tiny

Record = dict[str, Any]
INTEGRATION = "homologa.sync.integrations.novaoito.integration"
A_MINUTE_LONG = (1,) * 60
"""Seconds between one try and the next."""


class Once(Change):
    """Tries a notice once."""

    def run(self, key: str) -> None:
        """Forget it when a platform cannot be had."""
        try:
            super().run(key)
        except WaitUntil:
            raise
        except PlatformError as error:
            self._log.error(f"Aviso sobre o SKU {key} perdido: {error}.")


class StockOnce(Once, StockChange):
    """Tries a notice of stock once."""


class PriceOnce(Once, PriceChange):
    """Tries a notice of prices once."""


class LeavesTheJobOpen(JobFlow):
    """Never tells the store that a job failed."""

    def abandon(self, key: str, code: str, reason: str) -> bool:
        """Forget the job."""
        self._forget(key)
        return False


class DoesNotPause(Tiny):
    """Takes a refusal for too many calls for one that the next second mends."""

    def _answer(self, service: str, form: Record) -> Record:
        try:
            return super()._answer(service, form)
        except RateLimited:
            raise RateLimited(self._clock.now() + timedelta(seconds=1)) from None


FAULTS = {
    "does_not_pause": Fault(instead={f"{INTEGRATION}.Tiny": DoesNotPause}),
    "tries_a_notice_once": Fault(
        instead={f"{INTEGRATION}.StockChange": StockOnce, f"{INTEGRATION}.PriceChange": PriceOnce}
    ),
    "leaves_the_job_open": Fault(instead={f"{INTEGRATION}.JobFlow": LeavesTheJobOpen}),
    "insists": Fault(instead={"homologa.sync.core.engine.DELAYS": A_MINUTE_LONG}),
}
