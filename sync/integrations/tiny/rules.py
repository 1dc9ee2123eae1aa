"""Decisions about Tiny's products and their mappings that hold whichever the shop; no call, no clock, no memory."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from homologa.sync.core.errors import Rejected
from homologa.sync.core.ports import Id
from homologa.sync.flows.products.matching import SkuMatching
from homologa.sync.platforms.tiny.fields import copied_list, moment
from homologa.sync.platforms.tiny.records import mapping_in

Record = dict[str, Any]

PACKAGING = {
    "tipoEmbalagem": "tipo_embalagem",
    "alturaEmbalagem": "altura_embalagem",
    "larguraEmbalagem": "largura_embalagem",
    "comprimentoEmbalagem": "comprimento_embalagem",
    "diametroEmbalagem": "diametro_embalagem",
}
SEO = ("seo_title", "seo_keywords", "link_video", "seo_description", "slug")
READ_ONLY = ("data_criacao", "preco_custo_medio", "idProdutoPai", "tipoVariacao", "mapeamentos")
LISTS = ("variacoes", "kit", "anexos", "imagens_externas")
MAPPING_IDS = ("idMapeamento", "idMapeamentoPai")
DUPLICATE = "30"
REFUSAL_CODES = {"31": "erp_validation", "33": "duplicate_sku_erp"}


class TinyProductRules(SkuMatching):
    """Every decision as a method of its own, so that one of them can be replaced without the others."""

    def code(self, row: Mapping[str, Any]) -> str:
        """The code of a product or variation of Tiny, as it is written there."""
        return str(row.get("codigo") or "")

    def is_excluded(self, row: Mapping[str, Any]) -> bool:
        """Whether a product of Tiny is excluded."""
        return row.get("situacao") == "E"

    def is_retired(self, row: Record) -> bool:
        """Whether a product of Tiny is inactive."""
        return row.get("situacao") == "I"

    def created_at(self, row: Record) -> datetime | None:
        """When a product of Tiny was created, if its row says it."""
        return moment(row.get("data_criacao"))

    def listed_row(self, external_id: str, sku: str, *, has_variants: bool) -> Record:
        """The row as which `produtos.pesquisa` lists a product that was just created."""
        return {"id": external_id, "codigo": sku, "situacao": "A", "tipoVariacao": "P" if has_variants else "N"}

    def is_duplicate(self, error: Rejected) -> bool:
        """Whether Tiny refused a creation as a duplicate."""
        return error.code == DUPLICATE

    def refusal_code(self, error: Rejected) -> str:
        """The machine word of a refusal, by Tiny's code."""
        return REFUSAL_CODES.get(error.code, "erp_error")

    def echo(self, record: Record) -> Record:
        """What `produto.alterar` must get so that a record of `produto.obter` stays as it is.

        Whatever is left out would be reset, so all is sent back, spelled as the service wants it.
        """
        single = {*LISTS, *READ_ONLY, *SEO}
        echoed = {PACKAGING.get(name, name): value for name, value in record.items() if name not in single}
        echoed["seo"] = {name: record[name] for name in SEO if name in record}
        echoed |= {name: copied_list(record[name]) for name in LISTS if name in record}
        for row in echoed.get("variacoes", []):
            row["variacao"] = self._echoed_variation(row["variacao"])
        return echoed

    def mapping_in(self, record: Record, id_ecommerce: Id) -> Record:
        """The mapping of this integration in a product or variation of Tiny; one without SKU when there is none."""
        return mapping_in(record, id_ecommerce)

    def mapped_sku(self, mapping: Record) -> str:
        """The store's SKU in a mapping or in a notification; "" when there is none."""
        return self.key(mapping.get("skuMapeamento"))

    def mapping_id(self, mapping: Record) -> str | None:
        """Tiny's id of a mapping, or of a product's mapping in a notification."""
        return str(mapping.get("idMapeamento") or "") or None

    def mapping_to(self, sku: str, id_ecommerce: Id) -> Record:
        """The part of a record for Tiny that maps it to a SKU of the store."""
        return {"mapeamentos": [{"mapeamento": {"idEcommerce": id_ecommerce, "skuMapeamento": sku}}]}

    def variations(self, record: Record) -> dict[str, Record]:
        """The variations of a product of Tiny by their code."""
        rows = (row["variacao"] for row in copied_list(record.get("variacoes")))
        return {self.key(row.get("codigo")): row for row in rows}

    def missing_variants(self, product: Record, record: Record) -> list[str]:
        """The SKUs of the store's variants that the product of Tiny does not have (N2)."""
        known = self.variations(record)
        return [self.key(variant["sku"]) for variant in product["variants"] if self.key(variant["sku"]) not in known]

    def lacks_mapping(self, product: Record, record: Record, id_ecommerce: Id) -> bool:
        """Whether the product of Tiny, or a variation that the store has too, is not mapped with the integration."""
        wanted = {self.key(variant["sku"]) for variant in product["variants"]}
        variations = [row for sku, row in self.variations(record).items() if sku in wanted]
        return any(not self.mapping_in(row, id_ecommerce)["skuMapeamento"] for row in (record, *variations))

    def add_mappings(self, record: Record, product: Record, id_ecommerce: Id) -> Record:
        """A record to be written, with the mapping of the product and of each variation that the store has too."""
        wanted = {self.key(variant["sku"]) for variant in product["variants"]}
        mapped = {**record, **self.mapping_to(self.key(product["sku"]), id_ecommerce)}
        if "variacoes" in record:
            rows = (row["variacao"] for row in record["variacoes"])
            mapped["variacoes"] = [{"variacao": self._mapped_variation(row, wanted, id_ecommerce)} for row in rows]
        return mapped

    def _mapped_variation(self, row: Record, wanted: set[str], id_ecommerce: Id) -> Record:
        sku = self.key(row.get("codigo"))
        if sku not in wanted or self.mapping_in(row, id_ecommerce)["skuMapeamento"]:
            return row
        mapping = {"idEcommerce": id_ecommerce, "skuMapeamento": sku}
        return {**row, "mapeamentos": [*copied_list(row.get("mapeamentos")), {"mapeamento": mapping}]}

    def _echoed_variation(self, variation: Record) -> Record:
        mappings = [
            {"mapeamento": {k: v for k, v in row["mapeamento"].items() if k not in MAPPING_IDS}}
            for row in copied_list(variation.get("mapeamentos"))
        ]
        return {**variation, "mapeamentos": mappings} if mappings else variation
