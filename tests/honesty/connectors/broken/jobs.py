"""Integration jobs of the store done wrong."""

from collections.abc import Sequence
from typing import Any

from broken.fault import Fault
from broken.work import BelievesItsList
from homologa.sync.connector import Connector
from homologa.sync.core.engine import DISPOSITIONS, Engine
from homologa.sync.core.errors import PlatformError, Rejected, WaitUntil
from homologa.sync.core.memory import Intent
from homologa.sync.core.ports import Written
from homologa.sync.flows.jobs import Job, JobFlow
from homologa.sync.flows.outcome import Outcome
from homologa.sync.flows.products.creating import Creating
from homologa.sync.flows.products.examining import Examining
from homologa.sync.flows.products.linking import Linking
from homologa.sync.flows.products.mapping import Mapping
from homologa.sync.flows.products.services import Candidate
from homologa.sync.flows.stages import DECIDED, JOB
from homologa.sync.integrations.novaoito.rules import ProductRules
from homologa.sync.platforms.novaoito import Novaoito
from homologa.sync.platforms.tiny.client import Tiny

Record = dict[str, Any]
STORE = "homologa.sync.integrations.novaoito.integration.Novaoito"
TINY = "homologa.sync.integrations.novaoito.integration.Tiny"
ENGINE = "homologa.sync.core.engine"
PRODUCTS = "homologa.sync.flows.products.integration"


class SendsLinkedToo(ProductRules):
    """Does not ask whether a product is linked."""

    def is_linked(self, product: Record) -> bool:
        """Never."""
        return False


class EveryActiveProduct(Novaoito):
    """A job is about every product of the store."""

    def job_items(self, job_id: str, page: int) -> tuple[list[Record], int | None]:
        """The items of the job and, after the last, the linked products."""
        items, following = super().job_items(job_id, page)
        if following is None:
            linked = self._page("/products", 1, **{"filter[erp_status][tiny]": "linked"})[0]
            items += [{"product_id": row["id"], "sku": row["sku"], "result": None} for row in linked]
        return items, following


class SendsOverWhatIsThere(Mapping):
    """A product that Tiny has gets the store's record."""

    def match(self, job: Record, candidates: list[Candidate]) -> None:
        """Write before mapping."""
        rules, id_ecommerce = self._services.rules, self._services.integration_id
        for candidate in candidates:
            record = rules.add_mappings(rules.full_record(candidate.product, {}), candidate.product, id_ecommerce)
            self._services.erp.alter([{"id": (candidate.match or {})["id"], **record}])
        super().match(job, candidates)


class CreatesAlways(Creating):
    """Takes a mapping for a sending."""

    def create(self, job: Record, candidates: list[Candidate], newest: int) -> None:
        """Create what Tiny lacks, whatever was asked for."""
        super().create({**job, "operation": "send"}, candidates, newest)


class ByPosition(Tiny):
    """Gives the ids that a batch was answered to its products in their order."""

    def create(self, products: Sequence[Record]) -> list[Written | None]:
        """The records that went well first, the others after them."""
        answers = super().create(products)
        return sorted(answers, key=lambda answer: answer is None or answer.error is not None)


class AccessIsOnlyAnError(Tiny):
    """Takes a refused token for something that is wrong with one product."""

    def _error(self, code: str, texts: Sequence[str]) -> PlatformError:
        return Rejected(code, texts)


class StopsAtTheFirst(Examining):
    """Gives a whole job up when one of its products cannot be integrated."""

    def candidates(self, items: Sequence[Intent], left: int) -> list[Candidate]:
        """All of them or none."""
        found = super().candidates(items, left)
        decided = self._services.memory.intents(JOB, items[0].key, DECIDED)
        if any(item.detail["result"] == "failed" for item in decided):
            raise Rejected("31", ["um produto da integração é inválido"])
        return found


class SendsInactive(Examining):
    """Does not look again at whether a product is active."""

    def _not_eligible(self, product: Record) -> Outcome | None:
        return super()._not_eligible({**product, "status": "active"})


class MakesSkusUp(ProductRules):
    """Calls every product without a SKU the same."""

    def key(self, sku: Any) -> str:
        """The SKU, or one for all that have none."""
        return super().key(sku) or "SEM-SKU"


class SendsWithoutSku(Examining):
    """Does not ask for a SKU."""

    def _sku_problem(self, item: Intent, product: Record) -> Outcome | None:
        return super()._sku_problem(item, product) if item.label else None


class LooksAtTheParentAlone(Examining):
    """Never looks at the SKUs of variants."""

    def _sku_problem(self, item: Intent, product: Record) -> Outcome | None:
        return super()._sku_problem(item, {**product, "variants": []})


class AnyOfTheStore(Examining):
    """Takes each of two products of the store that bear one SKU for the only one."""

    def _is_repeated(self, item: Intent, product: Record, sku: str) -> bool:
        return False


class TakesOver(Mapping):
    """Does not mind that Tiny's product belongs to another SKU."""

    def _match(self, job: Record, candidate: Candidate) -> tuple[str, Record]:
        item, product = candidate.item, candidate.product
        record = self._services.erp.product(str((candidate.match or {})["id"]))
        own = self._services.rules.mapping_in(record, self._services.integration_id)
        if own["skuMapeamento"] in ("", item.label):
            return super()._match(job, candidate)
        self._services.store.link(product["id"], {"external_id": str(record["id"]), "external_sku": item.label})
        return DECIDED, Outcome("linked", None, None, str(record["id"])).detail


class LinksTinyAlone(Linking):
    """Writes the mapping in Tiny and no link in the store."""

    def _link(self, item: Intent) -> Outcome:
        return Outcome.of(item.detail["outcome"])


class FirstBatchOnly(JobFlow):
    """Takes the first page of work for all of it."""

    def _advance(self, job: Job) -> bool:
        super()._advance(job)
        return False


class ForgetsAtTheEnd(Connector):
    """Keeps its work in the process."""

    def restart(self) -> None:
        """Start again knowing its set-up and nothing else."""
        self._memory.reset(setup=self._memory.get("setup"), secrets=self._memory.get("secrets"))
        super().restart()


FAULTS = {
    "resends_linked": Fault(SendsLinkedToo, {STORE: EveryActiveProduct, f"{PRODUCTS}.Mapping": SendsOverWhatIsThere}),
    "sends_over_what_is_there": Fault(instead={f"{PRODUCTS}.Mapping": SendsOverWhatIsThere}),
    "creates_in_map": Fault(instead={f"{PRODUCTS}.Creating": CreatesAlways}),
    "matches_by_position": Fault(instead={TINY: ByPosition}),
    "goes_on_after_a_revoked_token": Fault(instead={TINY: AccessIsOnlyAnError}),
    "gives_up_at_the_limit": Fault(instead={f"{ENGINE}.DISPOSITIONS": {**DISPOSITIONS, WaitUntil: Engine._bury}}),
    "believes_its_list_after_a_lost_answer": Fault(
        instead={
            "homologa.sync.flows.products.examining.DOUBTFUL": (),
            "homologa.sync.flows.products.catalogue.FEW": 0,
            f"{PRODUCTS}.Catalogue": BelievesItsList,
        }
    ),
    "stops_at_the_first_failure": Fault(instead={f"{PRODUCTS}.Examining": StopsAtTheFirst}),
    "sends_inactive": Fault(instead={f"{PRODUCTS}.Examining": SendsInactive}),
    "sends_without_sku": Fault(MakesSkusUp, {f"{PRODUCTS}.Examining": SendsWithoutSku}),
    "looks_at_the_parent_alone": Fault(instead={f"{PRODUCTS}.Examining": LooksAtTheParentAlone}),
    "any_of_the_store": Fault(instead={f"{PRODUCTS}.Examining": AnyOfTheStore}),
    "takes_over": Fault(instead={f"{PRODUCTS}.Mapping": TakesOver}),
    "links_tiny_alone": Fault(instead={f"{PRODUCTS}.Linking": LinksTinyAlone}),
    "first_batch_only": Fault(instead={"homologa.sync.integrations.novaoito.integration.JobFlow": FirstBatchOnly}),
    "forgets_at_the_end": Fault(instead={"homologa.sync.embedded.Connector": ForgetsAtTheEnd}),
}
