"""Looks at both sides of each product, and decides those that a job leaves alone (N1.1 to N1.3)."""

from collections.abc import Sequence

from homologa.sync.flows.outcome import Outcome, failed, skipped
from homologa.sync.flows.products.catalogue import Catalogue
from homologa.sync.flows.products.services import Candidate, Record, Services, Step
from homologa.sync.flows.products.store_products import StoreProducts
from homologa.sync.memory import DECIDED, REFUSED_AS_DUPLICATE, SENDING, Item
from homologa.sync.rules import DuplicateInErp

DOUBTFUL = (SENDING, REFUSED_AS_DUPLICATE)
"""Stages at which Tiny may know more than it has shown."""


class Examining:
    """The first step of a batch."""

    def __init__(self, services: Services, catalogue: Catalogue) -> None:
        self._services = services
        self._products = StoreProducts(services.store, services.rules, services.clock)
        self._catalogue = catalogue

    def candidates(self, items: Sequence[Item], left: int) -> list[Candidate]:
        """The items that stay in the job when both sides have been examined; the others are decided."""
        if any(item.stage in DOUBTFUL for item in items):
            self._catalogue.forget()
        self._products.begin(left)
        self._catalogue.begin(left)
        products = self._products.products([item.product_id for item in items])
        found: list[Candidate] = []
        steps: list[Step] = []
        for item in items:
            examined = self._examine(item, products.get(item.product_id))
            if isinstance(examined, Candidate):
                found.append(examined)
            else:
                steps.append((item, DECIDED, examined.detail))
        self._services.advance(*steps)
        return found

    def _examine(self, item: Item, product: Record | None) -> Outcome | Candidate:
        if product is None:
            return skipped("not_active", "O produto foi excluído da loja.")
        left_alone = self._not_eligible(product) or self._sku_problem(item, product)
        # When a creation got no answer Tiny is searched first, whatever the store says of the product now.
        if left_alone is not None and item.stage != SENDING:
            return left_alone
        rows, rules = self._catalogue.rows(item.sku), self._services.rules
        try:
            match = rules.choose(rules.matches(item.sku, rows))
        except DuplicateInErp:
            return failed("duplicate_sku_erp", f"Há mais de um produto com o SKU {item.sku} no Tiny.")
        if match is None and left_alone is not None:
            return left_alone
        return Candidate(item, product, match, rows)

    def _not_eligible(self, product: Record) -> Outcome | None:
        if product["status"] != "active":
            return skipped("not_active", "O produto não está mais ativo.")
        if self._services.rules.is_linked(product):
            return skipped("already_linked", "O produto já está integrado.")
        return None

    def _sku_problem(self, item: Item, product: Record) -> Outcome | None:
        sku, *others = (self._services.rules.key(bearer["sku"]) for bearer in (product, *product["variants"]))
        skus = [sku, *others]
        if "" in skus:
            whose = "O produto" if not sku else "Uma variação do produto"
            return failed("missing_sku", f"{whose} não tem SKU.")
        if sku != item.sku:
            return failed("sku_changed", "O SKU mudou depois do pedido; integre o produto de novo.")
        for own in skus:
            if skus.count(own) > 1 or self._is_repeated(item, product, own):
                return failed("duplicate_sku_store", f"O SKU {own} está em mais de um produto da loja.")
        return None

    def _is_repeated(self, item: Item, product: Record, sku: str) -> bool:
        bearers = self._services.memory.bearers(item.job, sku) - (sku == item.sku)
        return bearers > 0 or self._products.is_repeated(product, sku)
