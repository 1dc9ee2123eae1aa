"""What every part of the product integration has in hand."""

from dataclasses import dataclass
from typing import Any

from homologa.sync.core.clock import Clock
from homologa.sync.core.errors import Rejected
from homologa.sync.core.memory import Intent, Memory
from homologa.sync.core.ports import Erp, Id, Storefront
from homologa.sync.flows.decisions import ProductDecisions
from homologa.sync.flows.outcome import Outcome, failed
from homologa.sync.flows.stages import SETTLED

Record = dict[str, Any]
Step = tuple[Intent, str, Record]
"""An item, the stage that it goes to, and what it needs there."""


@dataclass(frozen=True)
class Services:
    """One store, one account of an ERP and its integration there, the rules, the memory and the time."""

    store: Storefront
    erp: Erp
    integration_id: Id
    rules: ProductDecisions
    memory: Memory
    clock: Clock

    def advance(self, *steps: Step) -> None:
        """Bring items to their next stages, all or none."""
        self.memory.advance(steps, self.clock.now(), *SETTLED)

    def refused(self, error: Rejected) -> Outcome:
        """The result of a product that the ERP refused."""
        return failed(self.rules.refusal_code(error), f"{self.erp.name.subject} recusou o produto: {error}")


@dataclass(frozen=True)
class Candidate:
    """A product that a job may integrate; `match` is the row of the ERP's product that bears its SKU, if one does."""

    item: Intent
    product: Record
    match: Record | None
    rows: list[Record]
