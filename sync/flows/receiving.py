"""Products that the ERP sends to the store (N3): each one linked, created or refused.

The answer is the mapping, so nothing here waits: errors of the store are left to whoever answers the ERP. All of
it can come again at any time, and finds what was done before.
"""

from typing import Any

from homologa.sync.core.errors import NotFound, Rejected
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.ports import Erp, Id, Storefront
from homologa.sync.flows.categories import StoreCategories
from homologa.sync.flows.decisions import DuplicateInErp, ProductDecisions
from homologa.sync.flows.stages import PRODUCT

Record = dict[str, Any]

BLANK_SKU = "SKU obrigatório"
MISMATCH = "type_mismatch: o produto tem variações só em um dos lados"
OF_A_VARIANT = "unsupported_type: na loja este SKU é de uma variação"


class NotMapped(Exception):
    """The product stays unmapped in the ERP; the text is for whoever sent it."""


class ProductReceiving:
    """Answers the ERP's notifications of products."""

    def __init__(
        self,
        store: Storefront,
        erp: Erp,
        categories: StoreCategories,
        rules: ProductDecisions,
        memory: Memory,
        log: Log,
    ) -> None:
        self._store = store
        self._erp = erp
        self._categories = categories
        self._rules = rules
        self._memory = memory
        self._log = log

    def answer(self, products: list[Record]) -> list[Record]:
        """One entry per product and variation: the SKU that it is mapped to, or an error."""
        return [entry for sent in products for entry in self._entries(sent)]

    def _entries(self, sent: Record) -> list[Record]:
        try:
            product = self._accept(sent)
        except NotMapped as refused:
            self._log.warning(f"Produto {sent.get('id')} {self._erp.name.of} não mapeado: {refused}.")
            rows = (sent, *self._rules.variations_of(sent))
            return [self._rules.answer_refused(row, str(refused)) for row in rows]
        own = self._rules.answer_mapped(sent, str(product["sku"]))
        return [own, *(self._variation_entry(row, product) for row in self._rules.variations_of(sent))]

    def _variation_entry(self, row: Record, product: Record) -> Record:
        sku = self._rules.key(self._rules.code(row))
        variant = next((each for each in product["variants"] if self._rules.key(each["sku"]) == sku), None)
        if variant is None:
            return self._rules.answer_refused(row, f"a variação {sku} não existe no produto da loja")
        return self._rules.answer_mapped(row, str(variant["sku"]))

    def _accept(self, sent: Record) -> Record:
        """The store's product that the sent one is linked to from now on; raises NotMapped."""
        sku = self._rules.key(self._rules.code(sent))
        if not sku:
            raise NotMapped(BLANK_SKU)
        external_id = str(sent["id"])
        product = self._find_linked(sent, external_id) or self._find_or_create(sent, sku)
        if self._rules.has_variants(product) != bool(self._rules.variations_of(sent)):
            raise NotMapped(MISMATCH)
        link = self._store.link_in(product)
        if link["external_id"] != external_id or not link["active"] or product["variants"]:
            self._link(product, external_id, sent)
        self._memory.add_link(PRODUCT, product["id"], external_id)
        return product

    def _find_or_create(self, sent: Record, sku: str) -> Record:
        """The store's product of this SKU, created when there is none; one SKU in the ERP, one in the store."""
        product = self._by_sku(sku)
        link = self._store.link_in(product) if product is not None else {"active": None}
        if link["active"] and link["external_id"] != str(sent["id"]):
            raise NotMapped(f"already_linked: o SKU {sku} já está vinculado a outro produto {self._erp.name.of}")
        try:
            self._rules.choose(self._rules.matches(sku, self._erp.search(sku)))
        except DuplicateInErp as error:
            raise NotMapped(f"duplicate_sku_erp: há mais de um produto com o SKU {sku} {self._erp.name.at}") from error
        return product or self._create(sent, sku)

    def _find_linked(self, sent: Record, external_id: str) -> Record | None:
        """The product linked to the sent one, also when a SKU changed since (N3.3)."""
        known = self._memory.ours_of(PRODUCT, external_id)
        candidates = [None if known is None else self._by_id(known)]
        mapped_sku = self._rules.mapped_sku(sent)
        if candidates == [None] and mapped_sku:
            candidates.append(self._by_sku(mapped_sku))
        linked = (row for row in candidates if row and self._store.link_in(row)["external_id"] == external_id)
        return next(linked, None)

    def _by_id(self, product_id: Id) -> Record | None:
        try:
            return self._store.product(product_id)
        except NotFound:
            return None

    def _by_sku(self, sku: str) -> Record | None:
        try:
            product = self._store.product_by_sku(sku)
        except NotFound:
            return None
        except Rejected as error:
            if error.code != "sku_not_unique":
                raise
            raise NotMapped(f"duplicate_sku_store: há mais de um produto com o SKU {sku} na loja") from error
        if str(product["sku"]).strip() != sku.strip():
            raise NotMapped(OF_A_VARIANT)
        return product

    def _create(self, sent: Record, sku: str) -> Record:
        refused = self._rules.incomplete(sent)
        if refused is not None:
            raise NotMapped(f"{refused.code}: {refused.message}")
        record = self._rules.store_record(sent)
        path = self._rules.category_path(sent)
        category = self._categories.reach(path, sku) if path else None
        try:
            product = self._store.create_product(self._rules.with_category(record, category))
        except Rejected as error:
            found = self._by_sku(sku) if error.code == "sku_already_exists" else None
            if found is None:
                raise NotMapped(f"{error.code}: {error}") from error
            return found
        self._log.info(f"Produto {sku} criado na loja a partir {self._erp.name.of}.")
        if self._rules.lacks_price(sent):
            self._log.warning(
                f"Produto {sku} criado inativo na loja: {self._erp.name.at} o preço é {self._rules.price_text(sent)}."
            )
        return product

    def _link(self, product: Record, external_id: str, sent: Record) -> None:
        sku = self._rules.key(self._rules.code(sent))
        link: Record = {"external_id": external_id, "mapping_id": self._rules.mapping_id(sent), "external_sku": sku}
        if product["variants"]:
            link["variants"] = self._variant_links(product, sent)
        try:
            self._store.link(product["id"], link)
        except Rejected as error:
            raise NotMapped(f"{error.code}: o SKU {sku} já está vinculado a outro produto") from error
        self._log.info(f"Produto {sku} da loja vinculado ao produto {external_id} {self._erp.name.of}.")

    def _variant_links(self, product: Record, sent: Record) -> list[Record]:
        known = {self._rules.key(self._rules.code(row)): row for row in self._rules.variations_of(sent)}
        both = [(variant, known.get(self._rules.key(variant["sku"]))) for variant in product["variants"]]
        return [
            {
                "variant_id": variant["id"],
                "external_id": str(row.get("id") or ""),
                "mapping_id": self._rules.mapping_id(row),
                "external_sku": self._rules.key(variant["sku"]),
            }
            for variant, row in both
            if row is not None
        ]
