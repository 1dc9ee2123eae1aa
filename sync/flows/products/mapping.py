"""Maps products of the ERP to the store's, changing nothing else of them (N2)."""

from collections.abc import Sequence
from datetime import timedelta

from homologa.sync.core.errors import Lost, NotFound, Rejected
from homologa.sync.core.memory import Intent
from homologa.sync.flows.outcome import Outcome, failed
from homologa.sync.flows.products.linking import Linking, intent
from homologa.sync.flows.products.services import Candidate, Record, Services, Step
from homologa.sync.flows.stages import DECIDED, LINKING, READ, SENDING

UNCHANGED = timedelta(minutes=2)
"""For how long a record that was read in the ERP is believed to be as it was, before it is written back."""


class Mapping:
    """Reads each product whole, and writes them back with their mappings, a batch in one call."""

    def __init__(self, services: Services, linking: Linking) -> None:
        self._services = services
        self._linking = linking
        self._name = services.erp.name

    def is_ready(self, item: Intent) -> bool:
        """Whether the item's record waits to be written, and is as it was read."""
        return item.stage == READ and item.at + UNCHANGED >= self._services.clock.now()

    def match(self, job: Record, candidates: list[Candidate]) -> None:
        """Map the products of the ERP that bear the SKUs, changing nothing else of them; the links follow."""
        for candidate in candidates:
            stage, detail = self._match(job, candidate)
            self._services.advance((candidate.item, stage, detail))
        matched = self._services.memory.refresh([candidate.item for candidate in candidates])
        self.write([item for item in matched if item.stage == READ])
        self._linking.finish([item for item in matched if item.stage == LINKING])

    def write(self, items: list[Intent]) -> None:
        """Write the mapped records of READ items back to the ERP in one call, and link them."""
        if not items:
            return
        try:
            answers = self._services.erp.alter([item.detail["record"] for item in items])
        except Rejected as error:
            self._services.advance(*((item, DECIDED, self._services.refused(error).detail) for item in items))
            return
        steps: list[Step] = []
        for item, answer in zip(items, answers, strict=True):
            if answer is None:
                continue
            if answer.error is None:
                steps.append((item, LINKING, {**item.detail, "record": None}))
            else:
                steps.append((item, DECIDED, self._services.refused(answer.error).detail))
        self._services.advance(*steps)
        if len(steps) < len(items):
            raise Lost(f"{self._name.article} {self._name.bare} não informou o resultado de todas as alterações")
        self._linking.finish(self._services.memory.refresh(items))

    def _match(self, job: Record, candidate: Candidate) -> tuple[str, Record]:
        item, product, match = candidate.item, candidate.product, candidate.match or {}
        external_id = str(match["id"])
        if self._services.rules.type_mismatch(product, match):
            message = f"O produto tem variações só em um dos lados: na loja ou {self._name.at}."
            return DECIDED, failed("type_mismatch", message, external_id).detail
        try:
            record = self._services.erp.product(external_id)
        except NotFound:
            return DECIDED, failed("erp_error", f"O produto foi excluído {self._name.of} durante a integração.").detail
        mapping = self._services.rules.mapping_in(record, self._services.integration_id)
        mapped_sku = self._services.rules.mapped_sku(mapping)
        if mapped_sku not in ("", item.label):
            message = f"{self._name.at_start} o produto já está mapeado para o SKU {mapped_sku} desta loja."
            return DECIDED, failed("erp_product_already_linked", message, external_id).detail
        created = item.stage == SENDING and mapped_sku != ""
        outcome = self._outcome(match, self._services.rules.missing_variants(product, record), created=created)
        if job["dry_run"]:
            return DECIDED, outcome.detail
        return self._next(product, record, intent(outcome, product, self._services.rules.mapping_id(mapping)))

    def _next(self, product: Record, record: Record, meant: Record) -> tuple[str, Record]:
        """Write the record with its mappings, or link at once when it has them."""
        rules, integration_id = self._services.rules, self._services.integration_id
        if not rules.lacks_mapping(product, record, integration_id):
            return LINKING, meant
        return READ, {**meant, "record": rules.add_mappings(rules.echo(record), product, integration_id)}

    def _outcome(self, match: Record, missing: Sequence[str], *, created: bool) -> Outcome:
        external_id = str(match["id"])
        if created:
            return Outcome("created", external_id=external_id)
        if missing:
            message = f"Faltam {self._name.at} as variações: {', '.join(missing)}."
            return Outcome("linked", "partially_linked", message, external_id)
        if self._services.rules.is_retired(match):
            return Outcome("linked", "erp_product_inactive", f"O produto está inativo {self._name.at}.", external_id)
        message = f"O produto já existia {self._name.at} e foi apenas vinculado."
        return Outcome("linked", "linked_existing", message, external_id)
