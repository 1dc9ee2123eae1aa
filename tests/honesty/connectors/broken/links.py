"""Mappings of others taken for ours or lost, links that are not there, and SKUs trimmed on one side alone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from broken.fault import Fault
from homologa.sync.core.errors import Lost, Unavailable
from homologa.sync.core.memory import Intent
from homologa.sync.core.ports import Written
from homologa.sync.flows.jobs import JobFlow, Verdict
from homologa.sync.flows.outcome import Outcome
from homologa.sync.flows.products.examining import Examining
from homologa.sync.flows.products.linking import Linking
from homologa.sync.flows.products.services import Candidate
from homologa.sync.flows.receiving import ProductReceiving
from homologa.sync.flows.stages import REPORTED
from homologa.sync.integrations.novaoito.rules import ProductRules
from homologa.sync.platforms.tiny.client import Tiny
from homologa.sync.platforms.tiny.fields import as_list

Record = dict[str, Any]
INTEGRATION = "homologa.sync.integrations.novaoito.integration"
UNKNOWN = (Lost, Unavailable)
"""What leaves it open whether a call was obeyed."""


class AnyMapping(ProductRules):
    """Takes the mapping of another integration for its own."""

    def mapping_in(self, record: Record, id_ecommerce: int) -> Record:
        """The first mapping there is."""
        mappings = [row["mapeamento"] for row in as_list(record.get("mapeamentos"))]
        return next(iter(mappings), {"skuMapeamento": ""})


class ErasesMappings(Tiny):
    """Clears the mappings of a product before it writes its own."""

    def alter(self, products: Sequence[Record]) -> list[Written | None]:
        """Write twice."""
        super().alter([{**product, "mapeamentos": []} for product in products])
        return super().alter(products)


class BelievesInTheLink(Linking):
    """Takes a link whose answer was lost for written."""

    def _link(self, item: Intent) -> Outcome:
        try:
            return super()._link(item)
        except UNKNOWN:
            return Outcome.of(item.detail["outcome"])


class BelievesItself(JobFlow):
    """Does not look at what the store says of its results."""

    def _after(self, item: Intent, outcome: Outcome, verdict: Verdict) -> tuple[Intent, str, dict[str, Any]]:
        return item, REPORTED, outcome.detail


class AnswersAnyhow(ProductReceiving):
    """Answers the mapping of a product whose link may not have been written."""

    def _link(self, product: Record, external_id: str, dados: Record) -> None:
        try:
            super()._link(product, external_id, dados)
        except UNKNOWN:
            self._log.warning(f"Produto {product['sku']}: vínculo sem resposta da loja.")


class TrimsTheStoreAlone(ProductRules):
    """Compares the store's SKU without its blanks with Tiny's code as it is written."""

    def matches(self, sku: str, rows: Sequence[Record]) -> list[Record]:
        """The rows whose code, blanks and all, is the SKU."""
        wanted = self.key(sku)
        return [row for row in rows if row.get("codigo") == wanted and row.get("situacao") != "E"]


class BelievesInTheFormerLink(Examining):
    """Takes the product of Tiny that the store's product was linked to before."""

    def _examine(self, item: Intent, product: Record | None) -> Outcome | Candidate:
        found = super()._examine(item, product)
        former = product and product["erp"]["tiny"]["external_id"]
        if isinstance(found, Outcome) or not former:
            return found
        row = self._services.rules.listed_row(former, item.label, has_variants=False)
        return replace(found, match=row)


FAULTS = {
    "any_mapping": Fault(AnyMapping),
    "erases_mappings": Fault(instead={f"{INTEGRATION}.Tiny": ErasesMappings}),
    "believes_in_the_link": Fault(
        instead={
            "homologa.sync.flows.products.integration.Linking": BelievesInTheLink,
            f"{INTEGRATION}.JobFlow": BelievesItself,
        }
    ),
    "believes_in_the_former_link": Fault(
        instead={"homologa.sync.flows.products.integration.Examining": BelievesInTheFormerLink}
    ),
    "answers_anyhow": Fault(instead={f"{INTEGRATION}.ProductReceiving": AnswersAnyhow}),
    "trims_the_store_alone": Fault(TrimsTheStoreAlone),
}
