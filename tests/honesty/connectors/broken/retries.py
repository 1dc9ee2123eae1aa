"""What was refused is not tried again, or far too often."""

from broken.fault import Fault
from homologa.sync.core.errors import PlatformError, WaitUntil
from homologa.sync.flows.jobs import JobFlow
from homologa.sync.flows.values import PriceChange, StockChange

INTEGRATION = "homologa.sync.integrations.novaoito"
A_MINUTE_LONG = (1,) * 60
"""Seconds between one try and the next."""


class StockOnce(StockChange):
    """Tries a notice of stock once."""

    def run(self, key: str) -> None:
        """Forget it when a platform cannot be had."""
        try:
            super().run(key)
        except WaitUntil:
            raise
        except PlatformError as error:
            self._log.error(f"Aviso sobre o SKU {key} perdido: {error}.")


class PriceOnce(PriceChange):
    """Tries a notice of prices once."""

    def run(self, key: str) -> None:
        """Forget it when a platform cannot be had."""
        try:
            super().run(key)
        except WaitUntil:
            raise
        except PlatformError as error:
            self._log.error(f"Aviso sobre o SKU {key} perdido: {error}.")


class LeavesTheJobOpen(JobFlow):
    """Never tells the store that a job failed."""

    def abandon(self, key: str, code: str, reason: str) -> bool:
        """Forget the job."""
        self._memory.forget_job(key)
        return False


FAULTS = {
    "tries_a_notice_once": Fault(
        instead={f"{INTEGRATION}.StockChange": StockOnce, f"{INTEGRATION}.PriceChange": PriceOnce}
    ),
    "leaves_the_job_open": Fault(instead={f"{INTEGRATION}.JobFlow": LeavesTheJobOpen}),
    "insists": Fault(instead={"homologa.sync.core.engine.DELAYS": A_MINUTE_LONG}),
}
