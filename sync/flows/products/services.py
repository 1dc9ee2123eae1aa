"""What every part of the product integration has in hand."""

from dataclasses import dataclass
from typing import Any

from homologa.sync.clients.novaoito import Novaoito
from homologa.sync.clients.tiny import Tiny
from homologa.sync.core.clock import Clock
from homologa.sync.core.errors import Rejected
from homologa.sync.flows.outcome import Outcome, failed
from homologa.sync.memory import Item, Memory
from homologa.sync.rules import ProductRules

Record = dict[str, Any]
Step = tuple[Item, str, Record]
"""An item, the stage that it goes to, and what it needs there."""

INVALID, AMBIGUOUS = "31", "33"


@dataclass(frozen=True)
class Services:
    """One store, one Tiny account and its integration, the rules, the memory and the time."""

    store: Novaoito
    tiny: Tiny
    id_ecommerce: int
    rules: ProductRules
    memory: Memory
    clock: Clock

    def advance(self, *steps: Step) -> None:
        """Bring items to their next stages, all or none."""
        self.memory.advance(steps, self.clock.now())


@dataclass(frozen=True)
class Candidate:
    """A product that a job may integrate; `match` is the row of the Tiny product that bears its SKU, if one does."""

    item: Item
    product: Record
    match: Record | None
    rows: list[Record]


def refused(error: Rejected) -> Outcome:
    """The result of a product that Tiny refused, by Tiny's code."""
    codes = {INVALID: "erp_validation", AMBIGUOUS: "duplicate_sku_erp"}
    return failed(codes.get(error.code, "erp_error"), f"O Tiny recusou o produto: {error}")
