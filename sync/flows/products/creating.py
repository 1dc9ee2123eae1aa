"""Creates in the ERP the products that it lacks, many in one call (N1.4 to N1.6)."""

from homologa.sync.core.errors import Lost, RateLimited, Rejected
from homologa.sync.core.ports import Id, Written
from homologa.sync.flows.outcome import Outcome, failed, skipped
from homologa.sync.flows.products.catalogue import Catalogue
from homologa.sync.flows.products.linking import Linking, intent
from homologa.sync.flows.products.services import Candidate, Record, Services, Step
from homologa.sync.flows.stages import DECIDED, LINKING, OPEN, PRODUCT, REFUSED_AS_DUPLICATE, SENDING


class Creating:
    """The last step of a batch whose operation is send."""

    def __init__(self, services: Services, catalogue: Catalogue, linking: Linking) -> None:
        self._services = services
        self._catalogue = catalogue
        self._linking = linking
        self._paths: dict[Id, str] = {}
        self._name = services.erp.name

    def create(self, job: Record, candidates: list[Candidate], newest: int) -> None:
        """Create what the ERP lacks, if that is the job's operation; raises Lost when it is not known of which."""
        made = [(candidate, self._prepare(job, candidate)) for candidate in candidates]
        self._services.advance(*((each.item, DECIDED, of.detail) for each, of in made if isinstance(of, Outcome)))
        wanted = [(each, record) for each, record in made if not isinstance(record, Outcome)]
        newcomers = self._catalogue.update() if wanted else []
        brought = self._services.memory.linked_since(newest, PRODUCT)
        lacking = [
            (each, record)
            for each, record in wanted
            if each.item.part not in brought and not self._is_among(each.product, newcomers)
        ]
        if lacking:
            self._send([each for each, _ in lacking], [record for _, record in lacking])

    def _is_among(self, product: Record, rows: list[Record]) -> bool:
        """Whether the ERP has the product, or a variation of it, after all: it is examined anew."""
        bearers = (product, *product["variants"])
        return any(self._services.rules.matches(bearer["sku"], rows) for bearer in bearers)

    def _send(self, candidates: list[Candidate], records: list[Record]) -> None:
        """They are marked before the call: whatever happens to the answer, the ERP is searched before a second try."""
        items = [candidate.item for candidate in candidates]
        self._services.advance(*((item, SENDING, {}) for item in items))
        try:
            answers = self._services.erp.create(records)
        except RateLimited:
            self._services.advance(*((item, OPEN, {}) for item in items))
            raise
        except Rejected as error:
            self._services.advance(*((item, DECIDED, self._services.refused(error).detail) for item in items))
            return
        steps = [
            (candidate.item, *self._after(candidate, answer))
            for candidate, answer in zip(candidates, answers, strict=True)
            if answer is not None or candidate.item.stage == SENDING
        ]
        self._services.advance(*steps)
        self._learn(steps)
        if len(steps) < len(items):
            raise Lost(f"{self._name.article} {self._name.bare} não informou o resultado de todos os produtos do lote")
        self._linking.finish(self._services.memory.refresh(items))

    def _learn(self, steps: list[Step]) -> None:
        for item, stage, detail in steps:
            if stage == LINKING:
                external_id, has_variants = detail["outcome"]["external_id"], bool(detail["variants"])
                row = self._services.rules.listed_row(external_id, item.label, has_variants=has_variants)
                self._catalogue.learn(row)

    def _prepare(self, job: Record, candidate: Candidate) -> Outcome | Record:
        """Map leaves the product pending; send makes the record for the ERP."""
        if job["operation"] == "map":
            return self._leave_pending(candidate)
        problem = self._problem(candidate)
        if problem is not None or job["dry_run"]:
            return problem or Outcome("created")
        rules, product = self._services.rules, candidate.product
        record = rules.full_record(product, self._category_paths(product))
        return rules.add_mappings(record, product, self._services.integration_id)

    def _leave_pending(self, candidate: Candidate) -> Outcome:
        sku = candidate.item.label
        near = self._services.rules.near_misses(sku, candidate.rows)
        if near:
            return skipped(
                "sku_case_mismatch", f"{self._name.at_start} o SKU está escrito {self._services.rules.code(near[0])}."
            )
        return skipped("not_found_in_erp", f"Não há produto com o SKU {sku} {self._name.at}.")

    def _problem(self, candidate: Candidate) -> Outcome | None:
        if candidate.item.stage == REFUSED_AS_DUPLICATE:
            return failed("erp_validation", f"{self._name.subject} recusou o cadastro: registro em duplicidade.")
        problem = self._services.rules.sending_problem(candidate.product)
        if problem is not None:
            return failed(problem.code, problem.message)
        for variant in candidate.product["variants"]:
            if self._services.rules.matches(variant["sku"], self._catalogue.rows(variant["sku"])):
                return failed("duplicate_sku_erp", f"O SKU {variant['sku']} da variação já existe {self._name.at}.")
        return None

    def _category_paths(self, product: Record) -> dict[Id, str]:
        category_id = self._services.rules.main_category(product)
        if category_id is not None and category_id not in self._paths:
            self._paths[category_id] = self._services.store.category(category_id)["path"]
        return self._paths

    def _after(self, candidate: Candidate, answer: Written | None) -> tuple[str, Record]:
        """What follows the answer to a creation; one that is not answered for is tried twice."""
        if answer is None:
            message = f"{self._name.subject} não informou o resultado do cadastro."
            return DECIDED, failed("erp_error", message).detail
        if answer.error is None:
            return LINKING, intent(Outcome("created", external_id=answer.id), candidate.product)
        if self._services.rules.is_duplicate(answer.error):
            return REFUSED_AS_DUPLICATE, {}
        return DECIDED, self._services.refused(answer.error).detail
