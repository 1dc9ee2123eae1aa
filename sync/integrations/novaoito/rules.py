"""The pure decisions about products between Novaoito and Tiny; no call, no clock, no memory.

The tables and the numbers (N1.3, N3.7 and so on) are those of the page `novaoito`, section 3.
"""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime
from typing import Any, Self

from homologa.sync.core.errors import Rejected
from homologa.sync.flows.decisions import DuplicateInErp, Refusal
from homologa.sync.integrations.novaoito import fields
from homologa.sync.platforms.tiny.fields import copied_list, decimal, moment, text
from homologa.sync.platforms.tiny.records import mapping_in

Record = dict[str, Any]

NAME_LIMIT = 120
CODE_LIMIT = 30
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


class ProductRules:
    """Every decision as a method of its own, so that one of them can be replaced without the others."""

    def __init__(self, default_visibility: str = "catalog") -> None:
        self._default_visibility = default_visibility

    def with_settings(self, settings: Mapping[str, Any]) -> Self:
        """The same rules under the settings of the app's screen."""
        rules = copy(self)
        rules._default_visibility = settings.get("default_visibility", "catalog")
        return rules

    def key(self, sku: Any) -> str:
        """What of a SKU is compared: all of it but the blanks around it."""
        return text(sku)

    def code(self, row: Mapping[str, Any]) -> str:
        """The code of a product or variation of Tiny, as it is written there."""
        return str(row.get("codigo") or "")

    def matches(self, sku: str, rows: Sequence[Record]) -> list[Record]:
        """The rows of a Tiny search that bear exactly `sku`: trimmed, case-sensitive, excluded ones apart."""
        wanted = self.key(sku)
        return [row for row in rows if self.key(row.get("codigo")) == wanted and row.get("situacao") != "E"]

    def near_misses(self, sku: str, rows: Sequence[Record]) -> list[Record]:
        """The rows whose code differs from `sku` only in case."""
        wanted = self.key(sku)
        codes = [(row, self.key(row.get("codigo"))) for row in rows]
        return [row for row, code in codes if code != wanted and code.lower() == wanted.lower()]

    def choose(self, matches: Sequence[Record]) -> Record | None:
        """The one match, or None when there is none; raises DuplicateInErp when there are several (N1.3)."""
        if len(matches) > 1:
            raise DuplicateInErp
        return matches[0] if matches else None

    def is_active(self, product: Record) -> bool:
        """Whether the store sells a product."""
        return bool(product["status"] == "active")

    def has_variants(self, product: Record) -> bool:
        """Whether a product of the store is of the kind that has variants."""
        return bool(product["type"] == "configurable")

    def is_retired(self, row: Record) -> bool:
        """Whether a product of Tiny is inactive."""
        return row.get("situacao") == "I"

    def created_at(self, row: Record) -> datetime | None:
        """When a product of Tiny was created, if its row says it."""
        return moment(row.get("data_criacao"))

    def is_linked(self, product: Record) -> bool:
        """Whether a store product is linked, so that a job leaves it alone (N1.1)."""
        return bool(product["erp"]["tiny"]["status"] == "linked")

    def type_mismatch(self, product: Record, row: Record) -> bool:
        """Whether one of the two has variations and the other none; a single variation may be sold alone (N2)."""
        return self.has_variants(product) != (row.get("tipoVariacao") == "P")

    def sending_problem(self, product: Record) -> Refusal | None:
        """Why Tiny could not hold the product at all, by the sizes that it documents (N1.4)."""
        if len(product["name"]) > NAME_LIMIT:
            return Refusal("name_too_long", f"O nome passa de {NAME_LIMIT} caracteres, o máximo do Tiny.")
        skus = [product["sku"], *(variant["sku"] for variant in product["variants"])]
        if any(len(self.key(sku)) > CODE_LIMIT for sku in skus):
            return Refusal("sku_too_long", f"O SKU passa de {CODE_LIMIT} caracteres, o máximo do Tiny.")
        return None

    def main_category(self, product: Record) -> int | None:
        """The first category of a product of the store."""
        ids: list[int] = product["category_ids"]
        return ids[0] if ids else None

    def listed_row(self, external_id: str, sku: str, *, has_variants: bool) -> Record:
        """The row as which `produtos.pesquisa` lists a product that was just created."""
        return {"id": external_id, "codigo": sku, "situacao": "A", "tipoVariacao": "P" if has_variants else "N"}

    def is_duplicate(self, error: Rejected) -> bool:
        """Whether Tiny refused a creation as a duplicate."""
        return error.code == DUPLICATE

    def refusal_code(self, error: Rejected) -> str:
        """The machine word of a refusal, by Tiny's code."""
        return REFUSAL_CODES.get(error.code, "erp_error")

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """The record for `produto.incluir` (N1.4); `categories` are paths of the store by id of category."""
        paths = [categories[key] for key in product["category_ids"] if key in categories]
        record = {
            "nome": product["name"],
            "codigo": self.key(product["sku"]),
            "unidade": product["unit"] or "UN",
            "situacao": "A",
            "tipo": "P",
            "classe_produto": "V" if product["variants"] else "S",
            "descricao_complementar": product["description"],
            "marca": product["brand"],
            "categoria": paths[0] if paths else None,
            "imagens_externas": [{"imagem_externa": {"url": image["url"]}} for image in product["images"]],
            "seo": {"slug": product["slug"]},
            **fields.commercial(product),
            **fields.fiscal(product),
            **fields.physical(product),
        }
        if product["variants"]:
            record["variacoes"] = [{"variacao": self._variation(variant)} for variant in product["variants"]]
        return {name: value for name, value in record.items() if value is not None}

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

    def mapping_in(self, record: Record, id_ecommerce: int) -> Record:
        """The mapping of this integration in a product or variation of Tiny; one without SKU when there is none."""
        return mapping_in(record, id_ecommerce)

    def mapped_sku(self, mapping: Record) -> str:
        """The store's SKU in a mapping or in a notification; "" when there is none."""
        return self.key(mapping.get("skuMapeamento"))

    def mapping_id(self, mapping: Record) -> str | None:
        """Tiny's id of a mapping, or of a product's mapping in a notification."""
        return str(mapping.get("idMapeamento") or "") or None

    def mapping_to(self, sku: str, id_ecommerce: int) -> Record:
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

    def lacks_mapping(self, product: Record, record: Record, id_ecommerce: int) -> bool:
        """Whether the product of Tiny, or a variation that the store has too, is not mapped with the integration."""
        wanted = {self.key(variant["sku"]) for variant in product["variants"]}
        variations = [row for sku, row in self.variations(record).items() if sku in wanted]
        return any(not self.mapping_in(row, id_ecommerce)["skuMapeamento"] for row in (record, *variations))

    def add_mappings(self, record: Record, product: Record, id_ecommerce: int) -> Record:
        """A record to be written, with the mapping of the product and of each variation that the store has too."""
        wanted = {self.key(variant["sku"]) for variant in product["variants"]}
        mapped = {**record, **self.mapping_to(self.key(product["sku"]), id_ecommerce)}
        if "variacoes" in record:
            rows = (row["variacao"] for row in record["variacoes"])
            mapped["variacoes"] = [{"variacao": self._mapped_variation(row, wanted, id_ecommerce)} for row in rows]
        return mapped

    def visibility_for_new(self) -> str:
        """The visibility of a product that Tiny brings to the store (N3.7)."""
        return self._default_visibility

    def incomplete(self, dados: Record) -> Refusal | None:
        """Why a product of Tiny cannot be created in the store (N3.8)."""
        if not text(dados.get("nome")):
            return Refusal("validation", "O nome do produto é obrigatório.")
        if decimal(dados.get("preco")) is None:
            return Refusal("validation", "O preço do produto não é um número.")
        if any(not self.key(row.get("codigo")) for row in self.variations_of(dados)):
            return Refusal("validation", "Uma variação do produto não tem SKU.")
        return None

    def variations_of(self, dados: Record) -> list[Record]:
        """The variations in the `dados` of Tiny's product notification."""
        return [row for row in copied_list(dados.get("variacoes")) if isinstance(row, dict)]

    def store_record(self, dados: Record) -> Record:
        """The product for POST /products, from the `dados` of Tiny's product notification (N3.7)."""
        record = {
            "sku": text(dados.get("codigo")),
            "name": text(dados.get("nome")),
            "status": "inactive" if dados.get("situacao") == "I" or self.lacks_price(dados) else "active",
            "visibility": self.visibility_for_new(),
            "price": decimal(dados.get("preco")),
            "special_price": fields.measure(dados.get("precoPromocional")),
            "cost": fields.measure(dados.get("precoCusto")),
            "stock_quantity": decimal(dados.get("estoqueAtual")),
            "description": dados.get("descricaoComplementar") or None,
            "weight": fields.measure(dados.get("pesoBruto")) or fields.measure(dados.get("pesoLiquido")),
            "height": fields.measure(dados.get("alturaEmbalagem")),
            "width": fields.measure(dados.get("larguraEmbalagem")),
            "length": fields.measure(dados.get("comprimentoEmbalagem")),
            "gtin": re.sub(r"\D", "", text(dados.get("gtin"))) or None,
            "ncm": text(dados.get("ncm")) or None,
            "cest": text(dados.get("cest")) or None,
            "origin": fields.origin(dados.get("origem")),
            "unit": text(dados.get("unidade")) or None,
            "brand": text(dados.get("marca")) or None,
            "availability": fields.availability(dados),
            "images": [{"url": url} for url in fields.image_urls(dados)],
        }
        variants = [self._variant(row) for row in self.variations_of(dados)]
        if variants:
            record |= {"type": "configurable", "variants": variants}
        return {name: value for name, value in record.items() if value is not None}

    def category_path(self, dados: Record) -> list[str]:
        """The names of the category in Tiny's product notification, from the root down; none when it has none."""
        return fields.tree(dados) or fields.path(
            dados.get("descricaoArvoreCategoria") or dados.get("descricaoCategoria")
        )

    def with_category(self, record: Record, category_id: int | None) -> Record:
        """The product for POST /products in a category."""
        return {**record, "category_ids": [] if category_id is None else [category_id]}

    def price_text(self, dados: Record) -> str:
        """The price of a notification as it came."""
        return str(dados.get("preco"))

    def answer_mapped(self, row: Record, sku: str) -> Record:
        """The entry of the answer to a notification for a product or variation that is mapped."""
        return {"idMapeamento": self.mapping_id(row) or "", "skuMapeamento": sku}

    def answer_refused(self, row: Record, error: str) -> Record:
        """The entry of the answer to a notification for a product or variation that is not."""
        return {"idMapeamento": self.mapping_id(row) or "", "error": error}

    def lacks_price(self, dados: Record) -> bool:
        """Whether a product of Tiny has no price to sell it at: it is created, and is not for sale (statement 47)."""
        return (decimal(dados.get("preco")) or 0) <= 0

    def _variant(self, row: Record) -> Record:
        record = {
            "sku": self.key(row.get("codigo")),
            "options": [
                {"name": text(pair.get("chave")), "value": text(pair.get("valor"))} for pair in fields.grade(row)
            ],
            "price": fields.measure(row.get("preco")),
            "special_price": fields.measure(row.get("precoPromocional")),
            "stock_quantity": decimal(row.get("estoqueAtual")),
            "gtin": re.sub(r"\D", "", text(row.get("gtin"))) or None,
        }
        return {name: value for name, value in record.items() if value is not None}

    def _variation(self, variant: Record) -> Record:
        record = {
            "codigo": self.key(variant["sku"]),
            "preco": variant["price"],
            "preco_promocional": variant["special_price"],
            "estoque_atual": variant["stock_quantity"],
            "grade": {option["name"]: option["value"] for option in variant["options"]},
        }
        return {name: value for name, value in record.items() if value is not None}

    def _mapped_variation(self, row: Record, wanted: set[str], id_ecommerce: int) -> Record:
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
