"""Accepted work that is lost, and what is believed for too long."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from broken.fault import Fault
from homologa.sync.core.engine import DELAYS, DISPOSITIONS, Engine
from homologa.sync.core.errors import AccessRefused, Lost, Suspended, Unavailable
from homologa.sync.core.log import Log
from homologa.sync.core.queue import Task
from homologa.sync.flows.categories import StoreCategories
from homologa.sync.flows.products.catalogue import Catalogue
from homologa.sync.integrations.novaoito.rules import ProductRules
from homologa.sync.platforms.novaoito import Novaoito
from homologa.sync.platforms.tiny.fields import MOMENT

Record = dict[str, Any]
ENGINE = "homologa.sync.core.engine"
INTEGRATION = "homologa.sync.integrations.novaoito.integration"


def give_up(engine: Engine, task: Task, error: Lost | Unavailable) -> None:
    """Try again as often as it is worth, and then no more."""
    if engine.queue.attempts(task) < len(DELAYS):
        engine._retry(task, error)
    else:
        engine._bury(task, error)


class BelievesItsList(Catalogue):
    """Takes a list for true as long as a job lasts."""

    def update(self) -> list[Record]:
        """Nothing new."""
        return []


def written_in_utc(at: datetime) -> str:
    """The moment as UTC has it, in Tiny's way of writing, which means Brasília."""
    return at.astimezone(UTC).strftime(MOMENT)


class NoCategories(StoreCategories):
    """Leaves out what the store has not."""

    def _add(self, path: Sequence[str], parent_id: int | None, sku: str) -> int | None:
        return None


class AlwaysCategories(StoreCategories):
    """Creates categories though the merchant wants none created."""

    def __init__(self, store: Novaoito, log: Log, *, creates: bool) -> None:
        super().__init__(store, log, creates=True)


class SellsForNothing(ProductRules):
    """Puts a product without a price up for sale."""

    def lacks_price(self, dados: Record) -> bool:
        """Never."""
        return False


class SkuAsAPath(Novaoito):
    """Takes a SKU for a part of a path, whatever it is."""

    def product_by_sku(self, sku: str) -> Record:
        """What stands at that path."""
        return self._object("GET", f"/products/by-sku/{quote(sku)}")


FAULTS = {
    "discards_what_is_refused": Fault(
        instead={f"{ENGINE}.DISPOSITIONS": {**DISPOSITIONS, AccessRefused: Engine._bury, Suspended: Engine._bury}}
    ),
    "gives_up_after_the_retries": Fault(
        instead={f"{ENGINE}.DISPOSITIONS": {**DISPOSITIONS, Lost: give_up, Unavailable: give_up}}
    ),
    "never_tries_what_is_held": Fault(instead={f"{ENGINE}.PROBE": timedelta(days=365)}),
    "believes_its_list": Fault(instead={"homologa.sync.flows.products.integration.Catalogue": BelievesItsList}),
    "writes_moments_in_utc": Fault(instead={"homologa.sync.platforms.tiny.client.written_moment": written_in_utc}),
    "drops_categories": Fault(instead={f"{INTEGRATION}.StoreCategories": NoCategories}),
    "creates_categories_anyway": Fault(instead={f"{INTEGRATION}.StoreCategories": AlwaysCategories}),
    "sells_for_nothing": Fault(SellsForNothing),
    "sku_as_a_path": Fault(instead={f"{INTEGRATION}.Novaoito": SkuAsAPath}),
}
