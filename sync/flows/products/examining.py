"""Looks at both sides of each product, and decides those that a job leaves alone (N1.1 to N1.3)."""

from collections.abc import Sequence

from homologa.sync.core.memory import Intent
from homologa.sync.flows.decisions import DuplicateInErp
from homologa.sync.flows.outcome import Outcome, failed, skipped
from homologa.sync.flows.products.catalogue import Catalogue
from homologa.sync.flows.products.services import Candidate, Record, Services, Step
from homologa.sync.flows.products.store_products import StoreProducts
from homologa.sync.flows.stages import DECIDED, REFUSED_AS_DUPLICATE, SENDING

DOUBTFUL = (SENDING, REFUSED_AS_DUPLICATE)
"""Stages at which the ERP may know more than it has shown."""


class Examining:
    """The first step of a batch."""

    def __init__(self, services: Services, catalogue: Catalogue) -> None:
        self._services = services
        self._products = StoreProducts(services.store, services.rules, services.clock)
        self._catalogue = catalogue

    def forget(self) -> None:
        """Look at both sides anew: what was read for one job may be wrong for the next."""
        self._products.forget()
        self._catalogue.forget()

    def candidates(self, items: Sequence[Intent], left: int) -> list[Candidate]:
        """The items that stay in the job when both sides have been examined; the others are decided."""
        if any(item.stage in DOUBTFUL for item in items):
            self._catalogue.forget()
        self._products.begin(left)
        self._catalogue.begin(left)
        products = self._products.products([item.part for item in items])
        found: list[Candidate] = []
        steps: list[Step] = []
        for item in items:
            examined = self._examine(item, products.get(item.part))
            if isinstance(examined, Candidate):
                found.append(examined)
            else:
                steps.append((item, DECIDED, examined.detail))
        self._services.advance(*steps)
        return found

    def _examine(self, item: Intent, product: Record | None) -> Outcome | Candidate:
        if product is None:
            return skipped("not_active", "O produto foi excluído da loja.")
        left_alone = self._not_eligible(product) or self._sku_problem(item, product)
        # When a creation got no answer the ERP is searched first, whatever the store says of the product now.
        if left_alone is not None and item.stage != SENDING:
            return left_alone
        rows, rules = self._catalogue.rows(item.label), self._services.rules
        try:
            match = rules.choose(rules.matches(item.label, rows))
        except DuplicateInErp:
            return failed(
                "duplicate_sku_erp", f"Há mais de um produto com o SKU {item.label} {self._services.erp.name.at}."
            )
        if match is None and left_alone is not None:
            return left_alone
        return Candidate(item, product, match, rows)

    def _not_eligible(self, product: Record) -> Outcome | None:
        if not self._services.rules.is_active(product):
            return skipped("not_active", "O produto não está mais ativo.")
        if self._services.rules.is_linked(product):
            return skipped("already_linked", "O produto já está integrado.")
        return None

    def _sku_problem(self, item: Intent, product: Record) -> Outcome | None:
        sku, *others = (self._services.rules.key(bearer["sku"]) for bearer in (product, *product["variants"]))
        skus = [sku, *others]
        if "" in skus:
            whose = "O produto" if not sku else "Uma variação do produto"
            return failed("missing_sku", f"{whose} não tem SKU.")
        if sku != item.label:
            return failed("sku_changed", "O SKU mudou depois do pedido; integre o produto de novo.")
        for own in skus:
            if skus.count(own) > 1 or self._is_repeated(item, product, own):
                return failed("duplicate_sku_store", f"O SKU {own} está em mais de um produto da loja.")
        return None

    def _is_repeated(self, item: Intent, product: Record, sku: str) -> bool:
        bearers = self._services.memory.labelled(item.kind, item.key, sku) - (sku == item.label)
        return bearers > 0 or self._products.is_repeated(product, sku)
