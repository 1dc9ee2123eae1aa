"""Writes the links of a job's products in the store, the last step before their results."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from homologa.sync.core.errors import NotFound, Rejected
from homologa.sync.core.memory import Id, Intent
from homologa.sync.flows.decisions import ProductDecisions
from homologa.sync.flows.outcome import Outcome, failed, skipped
from homologa.sync.flows.products.services import Record, Services
from homologa.sync.flows.stages import DECIDED, LINKING, PRODUCT


def intent(outcome: Outcome, product: Mapping[str, Any], mapping_id: str | None = None) -> Record:
    """What an item at LINKING needs: its result to be, its variants, the ERP's id of the mapping if known."""
    variants = [(variant["id"], variant["sku"]) for variant in product["variants"]]
    return {"outcome": outcome.detail, "variants": variants, "mapping_id": mapping_id}


class Linking:
    """Links products one by one: the store takes no batch of links."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def finish(self, items: Sequence[Intent]) -> None:
        """Link those of the items that wait for it, and decide them; the same again is harmless."""
        for item in items:
            if item.stage == LINKING:
                outcome = self._link(item)
                self._services.advance((item, DECIDED, outcome.detail))

    def _link(self, item: Intent) -> Outcome:
        outcome = Outcome.of(item.detail["outcome"])
        external_id = str(outcome.external_id)
        link = {"external_id": external_id, "mapping_id": item.detail["mapping_id"], "external_sku": item.label}
        try:
            self._services.store.link(item.part, {**link, **self._variants(item, external_id)})
        except NotFound:
            return skipped("not_active", "O produto foi excluído da loja.")
        except Rejected as error:
            if error.code != "already_linked":
                return failed("link_refused", f"A loja recusou o vínculo: {error}", external_id)
            return self._lost_race(item, external_id)
        self._services.memory.add_link(PRODUCT, item.part, external_id)
        return outcome

    def _variants(self, item: Intent, external_id: str) -> Record:
        """The links of the variants that the ERP has; one more call, for products with variants alone."""
        if not item.detail["variants"]:
            return {}
        known = self._services.rules.variations(self._services.erp.product(external_id))
        return {
            "variants": variant_links(
                self._services.rules, item.detail["variants"], known, self._services.integration_id
            )
        }

    def _lost_race(self, item: Intent, external_id: str) -> Outcome:
        try:
            self._services.store.link_of(item.part)
        except NotFound:
            message = f"O produto {self._services.erp.name.of} já está vinculado a outro produto da loja."
            return failed("erp_product_already_linked", message, external_id)
        return skipped("already_linked", "O produto foi integrado por outro caminho durante a integração.")


def variant_links(
    rules: ProductDecisions, variants: Iterable[tuple[Id, str]], known: Mapping[str, Record], integration_id: Id
) -> list[Record]:
    """The link of each variant (id, SKU) that is among the ERP's variations (by code)."""
    links = []
    for variant_id, sku in variants:
        variation = known.get(rules.key(sku))
        if variation is not None:
            mapping_id = rules.mapping_id(rules.mapping_in(variation, integration_id))
            links.append(
                {
                    "variant_id": variant_id,
                    "external_id": str(variation["id"]),
                    "mapping_id": mapping_id,
                    "external_sku": rules.key(sku),
                }
            )
    return links
