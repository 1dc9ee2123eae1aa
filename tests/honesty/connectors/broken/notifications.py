"""Notifications of Tiny answered or believed wrongly."""

import math
from collections.abc import Mapping
from typing import Any

from broken.fault import Fault
from homologa.sync.core.hooks import Delivery, Reply
from homologa.sync.flows.receiving import NotMapped, ProductReceiving
from homologa.sync.flows.stages import PRODUCT
from homologa.sync.integrations.novaoito import NovaoitoIntegration
from homologa.sync.integrations.novaoito.store_events import StoreEvents
from homologa.sync.platforms.tiny.notifications import Account, Unreadable, ValueNotice, parse_value_notice
from homologa.sync.platforms.tiny.pricing import PriceList, ValueRules
from homologa.sync.platforms.tiny.values import TinyValues

Record = dict[str, Any]
INTEGRATION = "homologa.sync.integrations.novaoito.integration"


class OverwritesWhatIsThere(ProductReceiving):
    """A product that the store has gets Tiny's record."""

    def _find_or_create(self, dados: Record, sku: str) -> Record:
        product = super()._find_or_create(dados, sku)
        fields = self._rules.store_record(dados)
        changed = {name: fields[name] for name in ("name", "price", "description") if name in fields}
        return self._store._object("PATCH", f"/products/{product['id']}", json=changed)


class ResetsTheVisibility(ProductReceiving):
    """Hides a product again whenever it comes."""

    def _accept(self, dados: Record) -> Record:
        product = super()._accept(dados)
        self._store._object("PATCH", f"/products/{product['id']}", json={"visibility": "catalog"})
        return product


class OnlyOnce(ProductReceiving):
    """Takes the same notification for another product, the second time."""

    def _accept(self, dados: Record) -> Record:
        known = self._memory.ours_of(PRODUCT, str(dados["id"]))
        if known is not None:
            raise NotMapped("already_linked: o produto já foi recebido")
        return super()._accept(dados)


class NamesTheUnnamed(ProductReceiving):
    """Gives a product without a SKU one of its own making."""

    def _accept(self, dados: Record) -> Record:
        return super()._accept({**dados, "codigo": dados["codigo"] or f"TINY-{dados['id']}"})


class MapsTheParentAlone(ProductReceiving):
    """Answers with the mapping of the product and none of its variations."""

    def answer(self, products: list[Record]) -> list[Record]:
        """One entry for each product."""
        return super().answer(products)[: len(products)]


class PlainAnswer(NovaoitoIntegration):
    """Does all that a product asks for, and answers that it came."""

    def _answer_product(self, dados: Any) -> Reply:
        super()._answer_product(dados)
        return Reply()


class FirstOfTheNotice(ProductReceiving):
    """Follows the first of the products that a notification tells of."""

    def answer(self, products: list[Record]) -> list[Record]:
        """What became of the first."""
        return super().answer(products[:1])


class AllOrNothing(ProductReceiving):
    """Takes the products of a notification together, or none of them."""

    def answer(self, products: list[Record]) -> list[Record]:
        """What became of them all, or an error for each."""
        if all(self._rules.key(self._rules.code(sent)) for sent in products):
            return super().answer(products)
        return [self._rules.answer_refused(sent, "um dos produtos não tem SKU") for sent in products]


class FailsForGood(NovaoitoIntegration):
    """Tells Tiny that a product cannot be had when the store cannot answer for a moment."""

    def _answer_product(self, dados: Any) -> Reply:
        reply = super()._answer_product(dados)
        return Reply(200, {"error": "a loja não respondeu"}) if reply.status == 503 else reply


class OpenToAll(NovaoitoIntegration):
    """Takes whatever comes, whoever knows its URL."""

    def _is_open(self, key: str) -> bool:
        return True


class AnyAccount(Account):
    """Does not ask whose notification it is."""

    def parse_notification(self, delivery: Delivery, kind: str) -> Any:
        """What is in it."""
        body = delivery.document
        return body.get("dados") if isinstance(body, Mapping) else None


class RefusesTheProbe(Account):
    """Takes the empty body of a saved URL for an error."""

    def parse_notification(self, delivery: Delivery, kind: str) -> Any:
        """What is in it, or a fault."""
        if not delivery.body:
            raise Unreadable("O corpo está vazio.")
        return super().parse_notification(delivery, kind)


class LastNotice:
    """Balances as notices told them, by Tiny's id."""

    def __init__(self) -> None:
        self.balances: dict[str, float] = {}

    def take(self, kind: str, dados: Any) -> ValueNotice:
        """Take note of a notice."""
        if kind == "estoque":
            self.balances[str(dados["idProduto"])] = float(dados["saldo"])
        return parse_value_notice(kind, dados)


def trusts_the_notice() -> Fault:
    """A connector to which the number of the newest notice is the stock."""
    last = LastNotice()

    class Trusting(TinyValues):
        """Asks Tiny only for what it was never told."""

        def quantity(self, external_id: str) -> float:
            """What was told last."""
            known = last.balances.get(external_id)
            return super().quantity(external_id) if known is None else known

    return Fault(instead={f"{INTEGRATION}.TinyValues": Trusting, f"{INTEGRATION}.parse_value_notice": last.take})


class PhysicalStock(ValueRules):
    """Sells what is reserved."""

    def quantity(self, kind: str, balance: Record) -> float:
        """The physical balance, whatever the integration says."""
        return super().quantity("F", balance)


class NoPromotions(ValueRules):
    """Takes the price and leaves the promotion."""

    def prices(
        self, record: Mapping[str, Any], mapping: Mapping[str, Any], list_: PriceList | None, exception: Record | None
    ) -> Record | None:
        """The price alone."""
        found = super().prices(record, mapping, list_, exception)
        return None if found is None else {**found, "special_price": None}


class DeafToUninstalling(NovaoitoIntegration):
    """Goes on answering when the app is gone."""

    def _is_open(self, key: str) -> bool:
        return key == self._key


class AnySignature(StoreEvents):
    """Takes whatever says that it comes from the store."""

    def _verify(self, body: bytes, signature: str) -> None:
        """Nothing."""


FAULTS = {
    "any_age": Fault(instead={"homologa.sync.integrations.novaoito.store_events.TOLERANCE": math.inf}),
    "any_signature": Fault(instead={f"{INTEGRATION}.StoreEvents": AnySignature}),
    "overwrites_what_is_there": Fault(instead={f"{INTEGRATION}.ProductReceiving": OverwritesWhatIsThere}),
    "resets_the_visibility": Fault(instead={f"{INTEGRATION}.ProductReceiving": ResetsTheVisibility}),
    "takes_a_product_only_once": Fault(instead={f"{INTEGRATION}.ProductReceiving": OnlyOnce}),
    "names_the_unnamed": Fault(instead={f"{INTEGRATION}.ProductReceiving": NamesTheUnnamed}),
    "maps_the_parent_alone": Fault(instead={f"{INTEGRATION}.ProductReceiving": MapsTheParentAlone}),
    "first_of_the_notice": Fault(instead={f"{INTEGRATION}.ProductReceiving": FirstOfTheNotice}),
    "all_or_nothing": Fault(instead={f"{INTEGRATION}.ProductReceiving": AllOrNothing}),
    "plain_answer": Fault(instead={"homologa.sync.embedded.INTEGRATIONS": {"novaoito": PlainAnswer}}),
    "fails_for_good": Fault(instead={"homologa.sync.embedded.INTEGRATIONS": {"novaoito": FailsForGood}}),
    "open_to_all": Fault(instead={"homologa.sync.embedded.INTEGRATIONS": {"novaoito": OpenToAll}}),
    "deaf_to_uninstalling": Fault(instead={"homologa.sync.embedded.INTEGRATIONS": {"novaoito": DeafToUninstalling}}),
    "any_account": Fault(instead={f"{INTEGRATION}.Account": AnyAccount}),
    "refuses_the_probe": Fault(instead={f"{INTEGRATION}.Account": RefusesTheProbe}),
    "trusts_the_notice": trusts_the_notice(),
    "physical_stock": Fault(instead={"homologa.sync.platforms.tiny.values.ValueRules": PhysicalStock}),
    "no_promotions": Fault(instead={"homologa.sync.platforms.tiny.values.ValueRules": NoPromotions}),
}
