"""Fields of a product as each side writes them (page novaoito, N1.4 and N3.7)."""

import re
from typing import Any

from homologa.sync.platforms.tiny.fields import copied_list, decimal, text

Record = dict[str, Any]


def commercial(product: Record) -> Record:
    """Prices, stock and preparation, as `produto.incluir` names them."""
    availability = product["availability"]
    return {
        "preco": product["price"],
        "preco_promocional": product["special_price"],
        "preco_custo": product["cost"],
        "estoque_atual": product["stock_quantity"],
        "sob_encomenda": "S" if availability["type"] == "made_to_order" else "N",
        "dias_preparacao": availability["lead_days"],
    }


def fiscal(product: Record) -> Record:
    """Origin and tax codes, as `produto.incluir` names them."""
    codes = {name: product[name] for name in ("gtin", "ncm", "cest")}
    return {"origem": str(product["origin"] or 0), **codes}


def physical(product: Record) -> Record:
    """Weights and packaging, as `produto.incluir` names them."""
    return {
        "peso_bruto": product["weight"],
        "peso_liquido": product["weight"],
        "altura_embalagem": product["height"],
        "largura_embalagem": product["width"],
        "comprimento_embalagem": product["length"],
    }


def grade(row: Record) -> list[Record]:
    """The attributes of a variation in a notification."""
    return [pair for pair in copied_list(row.get("grade")) if isinstance(pair, dict)]


def measure(value: Any) -> float | None:
    """A price or a measure; Tiny writes an absent one as zero."""
    return decimal(value) or None


def origin(value: Any) -> int | None:
    """The NF-e origin, 0 to 8, if it is one."""
    written = text(value)
    return int(written) if re.fullmatch("[0-8]", written) else None


def availability(dados: Record) -> Record:
    """How soon Tiny's product can be sent."""
    kind = "made_to_order" if dados.get("sobEncomenda") == "S" else "immediate"
    days = decimal(dados.get("diasPreparacao"))
    return {"type": kind, "lead_days": int(days)} if days else {"type": kind}


def image_urls(dados: Record) -> list[str]:
    """The addresses of Tiny's images that are addresses."""
    urls = [text(row.get("url")) for row in copied_list(dados.get("anexos")) if isinstance(row, dict)]
    return [url for url in urls if re.match(r"https?://[^\s/]+", url)]


def path(written: Any) -> list[str]:
    """The names of a category path from the root down; Tiny writes it with `>>`, in notifications with `>` as well."""
    return [name.strip() for name in re.split(">>?", text(written)) if name.strip()]


def tree(dados: Record) -> list[str]:
    """The names from the root down by the tree of categories in a notification, whatever stands in the names."""
    nodes = {text(node.get("id")): node for node in copied_list(dados.get("arvoreCategoria")) if isinstance(node, dict)}
    names: list[str] = []
    node = nodes.pop(text(dados.get("idCategoria")), None)
    while node is not None:
        names.insert(0, text(node.get("descricao")))
        node = nodes.pop(text(node.get("idPai")), None)
    return names if all(names) else []
