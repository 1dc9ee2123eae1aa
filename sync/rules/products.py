"""The pure decisions about products between Novaoito and Tiny; no call, no clock, no memory.

The tables and the numbers (N1.3, N3.7 and so on) are those of the page `novaoito`, section 3.
"""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Self

from homologa.sync.rules import fields

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


class DuplicateInErp(Exception):
    """More than one product of Tiny bears the SKU; none of them may be chosen."""


@dataclass(frozen=True)
class Refusal:
    """Why a product is left as it is: a machine word and a sentence for people, in Portuguese."""

    code: str
    message: str


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
        return fields.text(sku)

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

    def is_linked(self, product: Record) -> bool:
        """Whether a store product is linked, so that a job leaves it alone (N1.1)."""
        return bool(product["erp"]["tiny"]["status"] == "linked")

    def type_mismatch(self, product: Record, row: Record) -> bool:
        """Whether one of the two has variations and the other none; a single variation may be sold alone (N2)."""
        has_variants: bool = product["type"] == "configurable"
        return has_variants != (row.get("tipoVariacao") == "P")

    def sending_problem(self, product: Record) -> Refusal | None:
        """Why Tiny could not hold the product at all, by the sizes that it documents (N1.4)."""
        if len(product["name"]) > NAME_LIMIT:
            return Refusal("name_too_long", f"O nome passa de {NAME_LIMIT} caracteres, o máximo do Tiny.")
        skus = [product["sku"], *(variant["sku"] for variant in product["variants"])]
        if any(len(self.key(sku)) > CODE_LIMIT for sku in skus):
            return Refusal("sku_too_long", f"O SKU passa de {CODE_LIMIT} caracteres, o máximo do Tiny.")
        return None

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
        echoed |= {name: fields.as_list(record[name]) for name in LISTS if name in record}
        for row in echoed.get("variacoes", []):
            row["variacao"] = self._echoed_variation(row["variacao"])
        return echoed

    def mapping_in(self, record: Record, id_ecommerce: int) -> Record:
        """The mapping of this integration in a product or variation of Tiny; one without SKU when there is none."""
        mappings = [row["mapeamento"] for row in fields.as_list(record.get("mapeamentos"))]
        ours = (row for row in mappings if str(row["idEcommerce"]) == str(id_ecommerce))
        return next(ours, {"skuMapeamento": ""})

    def mapping_to(self, sku: str, id_ecommerce: int) -> Record:
        """The part of a record for Tiny that maps it to a SKU of the store."""
        return {"mapeamentos": [{"mapeamento": {"idEcommerce": id_ecommerce, "skuMapeamento": sku}}]}

    def variations(self, record: Record) -> dict[str, Record]:
        """The variations of a product of Tiny by their code."""
        rows = (row["variacao"] for row in fields.as_list(record.get("variacoes")))
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
        if not fields.text(dados.get("nome")):
            return Refusal("validation", "O nome do produto é obrigatório.")
        if fields.decimal(dados.get("preco")) is None:
            return Refusal("validation", "O preço do produto não é um número.")
        if any(not self.key(row.get("codigo")) for row in self.variations_of(dados)):
            return Refusal("validation", "Uma variação do produto não tem SKU.")
        return None

    def variations_of(self, dados: Record) -> list[Record]:
        """The variations in the `dados` of Tiny's product notification."""
        return [row for row in fields.as_list(dados.get("variacoes")) if isinstance(row, dict)]

    def store_record(self, dados: Record) -> Record:
        """The product for POST /products, from the `dados` of Tiny's product notification (N3.7)."""
        record = {
            "sku": fields.text(dados.get("codigo")),
            "name": fields.text(dados.get("nome")),
            "status": "inactive" if dados.get("situacao") == "I" or self.lacks_price(dados) else "active",
            "visibility": self.visibility_for_new(),
            "price": fields.decimal(dados.get("preco")),
            "special_price": fields.measure(dados.get("precoPromocional")),
            "cost": fields.measure(dados.get("precoCusto")),
            "stock_quantity": fields.decimal(dados.get("estoqueAtual")),
            "description": dados.get("descricaoComplementar") or None,
            "weight": fields.measure(dados.get("pesoBruto")) or fields.measure(dados.get("pesoLiquido")),
            "height": fields.measure(dados.get("alturaEmbalagem")),
            "width": fields.measure(dados.get("larguraEmbalagem")),
            "length": fields.measure(dados.get("comprimentoEmbalagem")),
            "gtin": re.sub(r"\D", "", fields.text(dados.get("gtin"))) or None,
            "ncm": fields.text(dados.get("ncm")) or None,
            "cest": fields.text(dados.get("cest")) or None,
            "origin": fields.origin(dados.get("origem")),
            "unit": fields.text(dados.get("unidade")) or None,
            "brand": fields.text(dados.get("marca")) or None,
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

    def lacks_price(self, dados: Record) -> bool:
        """Whether a product of Tiny has no price to sell it at: it is created, and is not for sale (statement 47)."""
        return (fields.decimal(dados.get("preco")) or 0) <= 0

    def _variant(self, row: Record) -> Record:
        record = {
            "sku": self.key(row.get("codigo")),
            "options": [
                {"name": fields.text(pair.get("chave")), "value": fields.text(pair.get("valor"))}
                for pair in fields.grade(row)
            ],
            "price": fields.measure(row.get("preco")),
            "special_price": fields.measure(row.get("precoPromocional")),
            "stock_quantity": fields.decimal(row.get("estoqueAtual")),
            "gtin": re.sub(r"\D", "", fields.text(row.get("gtin"))) or None,
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
        return {**row, "mapeamentos": [*fields.as_list(row.get("mapeamentos")), {"mapeamento": mapping}]}

    def _echoed_variation(self, variation: Record) -> Record:
        mappings = [
            {"mapeamento": {k: v for k, v in row["mapeamento"].items() if k not in MAPPING_IDS}}
            for row in fields.as_list(variation.get("mapeamentos"))
        ]
        return {**variation, "mapeamentos": mappings} if mappings else variation
