"""Catalogues for volume runs: real products of Brazilian marketplaces, or made-up ones of the same shape.

The real ones carry categories, weights and dimensions; names, SKUs and prices are derived from the product's id.
"""

import csv
import hashlib
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = dict[str, str]
CATEGORIES = ("cama_mesa_banho", "beleza_saude", "moveis_decoracao", "cool_stuff", "utilidades_domesticas", "")


def real(path: Path) -> list[Row]:
    """The rows of a `products.csv` (columns as in the public dataset: grams and centimetres, fields may be empty)."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def made_up(count: int, seed: int = 1) -> list[Row]:
    """Rows of the same shape, with the same kinds of holes."""
    source = random.Random(seed)
    return [_made_up(source) for _ in range(count)]


def store_products(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as fields of the store's screen `Novo produto`."""
    return [_filled(_store_product(row)) for row in rows]


def erp_products(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as fields of Tiny's screen `Incluir produto`, described by other hands than the store's."""
    return [_filled(_erp_product(row)) for row in rows]


def sku(row: Row) -> str:
    """The SKU of a product: its category's initials and the beginning of its id."""
    initials = "".join(word[0] for word in row["product_category_name"].split("_") if word) or "x"
    return f"{initials.upper()}-{row['product_id'][:10]}"


def _made_up(source: random.Random) -> Row:
    empty = source.random() < 0.02
    measures = ("product_length_cm", "product_height_cm", "product_width_cm")
    return {
        "product_id": source.randbytes(16).hex(),
        "product_category_name": source.choice(CATEGORIES),
        "product_photos_qty": str(float(source.randint(1, 6))),
        "product_weight_g": "" if empty else str(float(source.randint(50, 30_000))),
        **{name: "" if empty else str(float(source.randint(2, 105))) for name in measures},
    }


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _store_product(row: Row) -> dict[str, Any]:
    kilos = _number(row["product_weight_g"])
    return {
        "sku": sku(row),
        "nome": _name(row),
        "preco": _price(row),
        "categoria": _category(row) or None,
        "peso": kilos / 1000 if kilos is not None else None,
        "altura": _number(row["product_height_cm"]),
        "largura": _number(row["product_width_cm"]),
        "comprimento": _number(row["product_length_cm"]),
        "estoque": _draw(row, "stock") % 50,
        "descricao": f"Descrição do produto {row['product_id']}",
    }


def _erp_product(row: Row) -> dict[str, Any]:
    kilos = _number(row["product_weight_g"])
    return {
        "codigo": sku(row),
        "nome": f"{_name(row)} (ERP)",
        "preco": _price(row) + 1,
        "categoria": _category(row).replace(" > ", " >> "),
        "peso_bruto": kilos / 1000 if kilos is not None else None,
        "altura": _number(row["product_height_cm"]),
        "descricao": f"<p>Texto do ERP para {row['product_id']}</p>",
        "garantia": "90 dias",
        "estoque": _draw(row, "erp stock") % 80,
    }


def _name(row: Row) -> str:
    words = row["product_category_name"].replace("_", " ").strip() or "produto sem categoria"
    return f"{words.capitalize()} {row['product_id'][:6]}"


def _category(row: Row) -> str:
    words = row["product_category_name"].split("_")
    return f"{words[0].capitalize()} > {' '.join(words).capitalize()}" if words[0] else ""


def _price(row: Row) -> float:
    return 5 + _draw(row, "price") % 50_000 / 100


def _draw(row: Row, name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{name}/{row['product_id']}".encode()).digest()[:4], "big")


def _number(text: str) -> float | None:
    return float(text) if text else None
