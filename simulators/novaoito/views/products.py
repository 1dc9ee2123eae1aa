"""The screens "Produtos", and where shoppers see them."""

from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.rules import catalogue, categories, eligibility, inventory, storefront
from homologa.simulators.novaoito.rules.labels import INTEGRATION
from homologa.simulators.novaoito.views import columns
from homologa.simulators.novaoito.views.registry import VIEWS


@VIEWS.screen("Produtos", "Produtos", columns.PRODUCT)
def produtos(work: Work, *, sku: str | None = None) -> list[dict[str, Any]]:
    """Os produtos da loja, ou os que têm este SKU; em `registro`, como a API os mostra.

    O saldo negativo que a loja guarda aparece como 0.
    """
    found = catalogue.everything(work) if sku is None else catalogue.bearing(work, sku)
    return [_product(work, product) for product in found]


@VIEWS.screen("Produtos > Variações", "Variações", columns.PRODUCT_VARIANT)
def variacoes(work: Work, *, produto: str | None = None, sku: str | None = None) -> list[dict[str, Any]]:
    """As variações dos produtos, uma por linha: todas, as do produto com este SKU, ou as que têm este SKU.

    O preço é o que vale: o da variação ou, se ela não tem um seu, o do produto.
    """
    found = catalogue.everything(work) if produto is None else catalogue.bearing(work, produto)
    return [
        _variant(work, product, variant)
        for product in found
        for variant in product["variants"]
        if sku is None or variant["sku"] == sku
    ]


@VIEWS.screen("Produtos > Vitrine", "Onde aparece", columns.PLACE)
def vitrine(work: Work, *, sku: str | None = None) -> list[dict[str, Any]]:
    """Onde o comprador encontra cada produto: na listagem, na busca e pelo endereço direto; e se pode comprá-lo."""
    found = catalogue.everything(work) if sku is None else catalogue.bearing(work, sku)
    return [_place(work, product) for product in found]


def _product(work: Work, product: Document) -> dict[str, Any]:
    shown = catalogue.shown(work, product)
    tiny = shown["erp"]["tiny"]
    return {
        "id": shown["id"],
        "sku": shown["sku"],
        "nome": shown["name"],
        "situacao": shown["status_label"],
        "visibilidade": shown["visibility_label"],
        **_figures(shown),
        "categoria": _category(work, shown["category_ids"]),
        "imagens": [image["url"] for image in shown["images"]],
        "integracao": INTEGRATION[tiny["status"]],
        "id_tiny": tiny["external_id"],
        "id_mapeamento": tiny["mapping_id"],
        "vinculado_em": tiny["linked_at"],
        "vinculo_ativo": tiny["active"],
        "variacoes_pendentes": eligibility.variants_pending(work, product),
        "ultimo_erro": product["last_error"],
        "tentativas": product["attempts"],
        "criado_por": product["created_by"],
        "estoque_alterado_por": inventory.changed_by(product),
        "registro": shown,
    }


def _figures(shown: Document) -> dict[str, Any]:
    return {
        "preco": shown["price"],
        "preco_promocional": shown["special_price"],
        "custo": shown["cost"],
        "descricao": shown["description"],
        "descricao_curta": shown["short_description"],
        "peso": shown["weight"],
        "altura": shown["height"],
        "largura": shown["width"],
        "comprimento": shown["length"],
        "gtin": shown["gtin"],
        "ncm": shown["ncm"],
        "cest": shown["cest"],
        "origem": shown["origin"],
        "unidade": shown["unit"],
        "marca": shown["brand"],
        "estoque": inventory.available(shown),
        "controla_estoque": shown["manage_stock"],
    }


def _variant(work: Work, product: Document, variant: Document) -> dict[str, Any]:
    links = {link["variant_id"]: link for link in eligibility.variant_links(work, product["id"])}
    link = links.get(variant["id"], {})
    priced = product if variant["price"] is None else variant
    return {
        "id": variant["id"],
        "produto": product["sku"],
        "sku": variant["sku"],
        "opcoes": [f"{option['name']}: {option['value']}" for option in variant["options"]],
        "preco": priced["price"],
        "preco_promocional": priced["special_price"],
        "preco_do_produto": priced is product,
        "estoque": inventory.available(variant),
        "situacao": eligibility.STATUS_LABELS[variant["status"]],
        "gtin": variant["gtin"],
        "id_tiny": link.get("external_id"),
        "estoque_alterado_por": inventory.changed_by(product),
        "registro": variant,
    }


def _category(work: Work, ids: list[int]) -> str | None:
    return str(categories.get(work, ids[0])["path"]) if ids else None


def _place(work: Work, product: Document) -> dict[str, Any]:
    bearers = storefront.active_variants(product) if product["variants"] else [product]
    priced = [bearer for bearer in bearers if storefront.is_priced(product, bearer, work.now)]
    is_reached = storefront.is_reached(product)
    return {
        "id": product["id"],
        "sku": product["sku"],
        "nome": product["name"],
        "situacao": eligibility.STATUS_LABELS[product["status"]],
        "visibilidade": catalogue.VISIBILITY_LABELS[product["visibility"]],
        "na_listagem": storefront.is_listed(product),
        "na_busca": storefront.is_searched(product),
        "endereco_direto": is_reached,
        "a_venda": is_reached and bool(priced),
        "em_estoque": any(storefront.is_in_stock(product, bearer) for bearer in bearers),
    }
