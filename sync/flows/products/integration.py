"""Brings the products of a job to their results by the rules of N1 and N2, a batch of them at a time."""

from collections.abc import Sequence

from homologa.sync.core.memory import Intent
from homologa.sync.flows.products.catalogue import Catalogue
from homologa.sync.flows.products.creating import Creating
from homologa.sync.flows.products.examining import Examining
from homologa.sync.flows.products.linking import Linking
from homologa.sync.flows.products.mapping import Mapping
from homologa.sync.flows.products.services import Record, Services
from homologa.sync.flows.stages import LINKING


class ProductIntegration:
    """Works for one store and one account of an ERP; everything that it does can be done again."""

    def __init__(self, services: Services) -> None:
        catalogue = Catalogue(services.erp, services.rules, services.clock)
        self._memory = services.memory
        self._job = ""
        self._linking = Linking(services)
        self._examining = Examining(services, catalogue)
        self._mapping = Mapping(services, self._linking)
        self._creating = Creating(services, catalogue, self._linking)

    def advance(self, job: Record, items: Sequence[Intent], left: int) -> None:
        """Bring up to 20 items of a job at least one stage further; `left` of them all have no result yet."""
        if job["id"] != self._job:
            self._job = job["id"]
            self._examining.forget()
        self._linking.finish(items)
        self._mapping.write([item for item in items if self._mapping.is_ready(item)])
        waiting = [item for item in items if item.stage != LINKING and not self._mapping.is_ready(item)]
        if not waiting:
            return
        newest = self._memory.last_link()
        candidates = self._examining.candidates(waiting, left)
        self._mapping.match(job, [candidate for candidate in candidates if candidate.match is not None])
        self._creating.create(job, [candidate for candidate in candidates if candidate.match is None], newest)
