"""Writes the links of a job's products in the store, the last step before their results."""

from collections.abc import Mapping, Sequence
from typing import Any

from homologa.sync.core.errors import NotFound, Rejected
from homologa.sync.flows.outcome import Outcome, failed, skipped
from homologa.sync.flows.products.services import Record, Services
from homologa.sync.memory import DECIDED, LINKING, Item
from homologa.sync.rules import ProductRules


def intent(outcome: Outcome, product: Mapping[str, Any], mapping_id: Any = None) -> Record:
    """What an item at LINKING needs: the result that it will have, its variants, Tiny's id of the mapping if known."""
    variants = {str(variant["id"]): variant["sku"] for variant in product["variants"]}
    return {"outcome": outcome.detail, "variants": variants, "mapping_id": str(mapping_id) if mapping_id else None}


class Linking:
    """Links products one by one: the store takes no batch of links."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def finish(self, items: Sequence[Item]) -> None:
        """Link those of the items that wait for it, and decide them; the same again is harmless."""
        for item in items:
            if item.stage == LINKING:
                outcome = self._link(item)
                self._services.advance((item, DECIDED, outcome.detail))

    def _link(self, item: Item) -> Outcome:
        outcome = Outcome.of(item.detail["outcome"])
        external_id = str(outcome.external_id)
        link = {"external_id": external_id, "mapping_id": item.detail["mapping_id"], "external_sku": item.sku}
        try:
            self._services.store.link(item.product_id, {**link, **self._variants(item, external_id)})
        except NotFound:
            return skipped("not_active", "O produto foi excluído da loja.")
        except Rejected as error:
            if error.code != "already_linked":
                return failed("link_refused", f"A loja recusou o vínculo: {error}", external_id)
            return self._lost_race(item, external_id)
        self._services.memory.add_link(external_id, item.product_id)
        return outcome

    def _variants(self, item: Item, external_id: str) -> Record:
        """The links of the variants that Tiny has; one more call, for products with variants alone."""
        if not item.detail["variants"]:
            return {}
        known = self._services.rules.variations(self._services.tiny.product(external_id))
        return {
            "variants": variant_links(self._services.rules, item.detail["variants"], known, self._services.id_ecommerce)
        }

    def _lost_race(self, item: Item, external_id: str) -> Outcome:
        try:
            self._services.store.link_of(item.product_id)
        except NotFound:
            message = "O produto do Tiny já está vinculado a outro produto da loja."
            return failed("erp_product_already_linked", message, external_id)
        return skipped("already_linked", "O produto foi integrado por outro caminho durante a integração.")


def variant_links(
    rules: ProductRules, variants: Mapping[str, Any], known: Mapping[str, Record], id_ecommerce: int
) -> list[Record]:
    """The link of each variant (SKU by id) that is among Tiny's variations (by code)."""
    links = []
    for variant_id, sku in variants.items():
        variation = known.get(rules.key(sku))
        if variation is not None:
            mapping_id = rules.mapping_in(variation, id_ecommerce).get("idMapeamento")
            links.append(
                {
                    "variant_id": int(variant_id),
                    "external_id": str(variation["id"]),
                    "mapping_id": str(mapping_id) if mapping_id else None,
                    "external_sku": rules.key(sku),
                }
            )
    return links
