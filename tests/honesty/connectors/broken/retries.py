"""What was refused is not tried again, or far too often."""

from broken.fault import Fault
from homologa.sync.core.errors import PlatformError, WaitUntil
from homologa.sync.flows.jobs import JobFlow
from homologa.sync.flows.values import PriceChange, StockChange
from homologa.sync.flows.values.change import Change

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


FAULTS = {
    "tries_a_notice_once": Fault(
        instead={f"{INTEGRATION}.StockChange": StockOnce, f"{INTEGRATION}.PriceChange": PriceOnce}
    ),
    "leaves_the_job_open": Fault(instead={f"{INTEGRATION}.JobFlow": LeavesTheJobOpen}),
    "insists": Fault(instead={"homologa.sync.core.engine.DELAYS": A_MINUTE_LONG}),
}
