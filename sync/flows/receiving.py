"""Products of Tiny to the store ("Enviar para o e-commerce", N3): each one linked, created or refused.

The answer is the mapping, so nothing here waits: errors of the store are left to whoever answers Tiny. All of
it can come again at any time, and finds what was done before.
"""

from typing import Any

from homologa.sync.clients.novaoito import Novaoito
from homologa.sync.clients.tiny import Tiny
from homologa.sync.core.errors import NotFound, Rejected
from homologa.sync.core.log import Log
from homologa.sync.flows.categories import StoreCategories
from homologa.sync.memory import Memory
from homologa.sync.rules import DuplicateInErp, ProductRules

Record = dict[str, Any]

BLANK_SKU = "SKU obrigatório"
MISMATCH = "type_mismatch: o produto tem variações só em um dos lados"
OF_A_VARIANT = "unsupported_type: na loja este SKU é de uma variação"


class NotMapped(Exception):
    """The product stays unmapped in Tiny; the text is for whoever sent it."""


class ProductReceiving:
    """Answers Tiny's `produto` notifications."""

    def __init__(
        self,
        store: Novaoito,
        tiny: Tiny,
        categories: StoreCategories,
        rules: ProductRules,
        memory: Memory,
        log: Log,
    ) -> None:
        self._store = store
        self._tiny = tiny
        self._categories = categories
        self._rules = rules
        self._memory = memory
        self._log = log

    def answer(self, products: list[Record]) -> list[Record]:
        """One entry per product and variation: the SKU that it is mapped to, or an error."""
        return [entry for dados in products for entry in self._entries(dados)]

    def _entries(self, dados: Record) -> list[Record]:
        try:
            product = self._accept(dados)
        except NotMapped as refused:
            self._log.warning(f"Produto {dados.get('id')} do Tiny não mapeado: {refused}.")
            rows = (dados, *self._rules.variations_of(dados))
            return [{"idMapeamento": _mapping_id(row), "error": str(refused)} for row in rows]
        own = {"idMapeamento": _mapping_id(dados), "skuMapeamento": str(product["sku"])}
        return [own, *(self._variation_entry(row, product) for row in self._rules.variations_of(dados))]

    def _variation_entry(self, row: Record, product: Record) -> Record:
        sku = self._rules.key(row.get("codigo"))
        variant = next((each for each in product["variants"] if self._rules.key(each["sku"]) == sku), None)
        if variant is None:
            return {"idMapeamento": _mapping_id(row), "error": f"a variação {sku} não existe no produto da loja"}
        return {"idMapeamento": _mapping_id(row), "skuMapeamento": str(variant["sku"])}

    def _accept(self, dados: Record) -> Record:
        """The store's product that Tiny's is linked to from now on; raises NotMapped."""
        sku = self._rules.key(dados.get("codigo"))
        if not sku:
            raise NotMapped(BLANK_SKU)
        external_id = str(dados["id"])
        product = self._find_linked(dados, external_id) or self._find_or_create(dados, sku)
        if (product["type"] == "configurable") != bool(self._rules.variations_of(dados)):
            raise NotMapped(MISMATCH)
        link = product["erp"]["tiny"]
        if link["external_id"] != external_id or not link["active"] or product["variants"]:
            self._link(product, external_id, dados)
        self._memory.add_link(external_id, product["id"])
        return product

    def _find_or_create(self, dados: Record, sku: str) -> Record:
        """The store's product of this SKU, created when there is none; one SKU in Tiny, one in the store."""
        product = self._by_sku(sku)
        link = product["erp"]["tiny"] if product is not None else {"active": None}
        if link["active"] and link["external_id"] != str(dados["id"]):
            raise NotMapped(f"already_linked: o SKU {sku} já está vinculado a outro produto do Tiny")
        try:
            self._rules.choose(self._rules.matches(sku, self._tiny.search(sku)))
        except DuplicateInErp as error:
            raise NotMapped(f"duplicate_sku_erp: há mais de um produto com o SKU {sku} no Tiny") from error
        return product or self._create(dados, sku)

    def _find_linked(self, dados: Record, external_id: str) -> Record | None:
        """The product linked to this one of Tiny, also when a SKU changed since (N3.3)."""
        known = self._memory.product_of(external_id)
        candidates = [None if known is None else self._by_id(known)]
        mapped_sku = str(dados.get("skuMapeamento") or "")
        if candidates == [None] and mapped_sku:
            candidates.append(self._by_sku(mapped_sku))
        linked = (row for row in candidates if row and row["erp"]["tiny"]["external_id"] == external_id)
        return next(linked, None)

    def _by_id(self, product_id: int) -> Record | None:
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

    def _create(self, dados: Record, sku: str) -> Record:
        refused = self._rules.incomplete(dados)
        if refused is not None:
            raise NotMapped(f"{refused.code}: {refused.message}")
        record = self._rules.store_record(dados)
        path = self._rules.category_path(dados)
        category = self._categories.reach(path, sku) if path else None
        record["category_ids"] = [] if category is None else [category]
        try:
            product = self._store.create_product(record)
        except Rejected as error:
            found = self._by_sku(sku) if error.code == "sku_already_exists" else None
            if found is None:
                raise NotMapped(f"{error.code}: {error}") from error
            return found
        self._log.info(f"Produto {sku} criado na loja a partir do Tiny.")
        if self._rules.lacks_price(dados):
            self._log.warning(f"Produto {sku} criado inativo na loja: no Tiny o preço é {dados.get('preco')}.")
        return product

    def _link(self, product: Record, external_id: str, dados: Record) -> None:
        sku = str(dados["codigo"]).strip()
        link: Record = {"external_id": external_id, "mapping_id": _mapping_id(dados) or None, "external_sku": sku}
        if product["variants"]:
            link["variants"] = self._variant_links(product, dados)
        try:
            self._store.link(product["id"], link)
        except Rejected as error:
            raise NotMapped(f"{error.code}: o SKU {sku} já está vinculado a outro produto") from error
        self._log.info(f"Produto {sku} da loja vinculado ao produto {external_id} do Tiny.")

    def _variant_links(self, product: Record, dados: Record) -> list[Record]:
        known = {self._rules.key(row.get("codigo")): row for row in self._rules.variations_of(dados)}
        both = [(variant, known.get(self._rules.key(variant["sku"]))) for variant in product["variants"]]
        return [
            {
                "variant_id": variant["id"],
                "external_id": str(row.get("id") or ""),
                "mapping_id": _mapping_id(row) or None,
                "external_sku": self._rules.key(variant["sku"]),
            }
            for variant, row in both
            if row is not None
        ]


def _mapping_id(row: Record) -> str:
    return str(row.get("idMapeamento") or "")
