"""The pure decisions about products between Novaoito and Tiny; no call, no clock, no memory.

The tables and the numbers (N1.3, N3.7 and so on) are those of the page `novaoito`, section 3.
"""

import re
from collections.abc import Mapping
from copy import copy
from typing import Any, Self

from homologa.sync.core.ports import Id
from homologa.sync.flows.decisions import Refusal
from homologa.sync.integrations.novaoito import fields
from homologa.sync.integrations.tiny import TinyProductRules
from homologa.sync.platforms.tiny.fields import copied_list, decimal, text

Record = dict[str, Any]

NAME_LIMIT = 120
CODE_LIMIT = 30


class ProductRules(TinyProductRules):
    """What the store and Tiny decide between them, beside what holds for Tiny and any shop."""

    def __init__(self, default_visibility: str = "catalog") -> None:
        self._default_visibility = default_visibility

    def with_settings(self, settings: Mapping[str, Any]) -> Self:
        """The same rules under the settings of the app's screen."""
        rules = copy(self)
        rules._default_visibility = settings.get("default_visibility", "catalog")
        return rules

    def is_active(self, product: Record) -> bool:
        """Whether the store sells a product."""
        return bool(product["status"] == "active")

    def has_variants(self, product: Record) -> bool:
        """Whether a product of the store is of the kind that has variants."""
        return bool(product["type"] == "configurable")

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

    def main_category(self, product: Record) -> Id | None:
        """The first category of a product of the store."""
        ids: list[Id] = product["category_ids"]
        return ids[0] if ids else None

    def full_record(self, product: Record, categories: Mapping[Id, str]) -> Record:
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

    def with_category(self, record: Record, category_id: Id | None) -> Record:
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
