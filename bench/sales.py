"""Sales for volume runs: real orders of Brazilian marketplaces, or made-up ones of the same shape.

The real ones carry cities, values, freight and dates; names, CPFs and SKUs are derived from the ids.
"""

import csv
import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

SITUATIONS = {
    "delivered": "entregue",
    "shipped": "enviado",
    "invoiced": "faturado",
    "processing": "preparando_envio",
    "canceled": "cancelado",
    "unavailable": "aberto",
}
FIRST_NAMES = ("Ana", "Bruno", "Carla", "Diego", "Elisa", "Fábio", "Glória", "Hélio", "Inês", "João")
LAST_NAMES = ("Silva", "Souza", "Costa", "Araújo", "Gonçalves", "Lima", "Rocha", "Teixeira", "Moreira", "Brandão")
CITIES = (("sao paulo", "SP"), ("niteroi", "RJ"), ("contagem", "MG"), ("olinda", "PE"), ("xangri-la", "RS"))


@dataclass(frozen=True)
class Line:
    """So many of one product in a sale."""

    sku: str
    quantity: int
    price: Decimal


@dataclass(frozen=True)
class Sale:
    """One order of a marketplace."""

    number: str
    day: date
    status: str
    person: str
    zip_prefix: str
    city: str
    state: str
    seller: str
    freight: Decimal
    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        """Products and freight."""
        return sum((line.price * line.quantity for line in self.lines), self.freight)

    @property
    def situation(self) -> str:
        """Tiny's code of its status."""
        return SITUATIONS[self.status]


def real(folder: Path) -> list[Sale]:
    """The sales of a folder with `orders.csv`, `order_items.csv` and `customers.csv`, as in the public dataset."""
    customers = {row["customer_id"]: row for row in _rows(folder / "customers.csv")}
    items: dict[str, list[dict[str, str]]] = {}
    for row in _rows(folder / "order_items.csv"):
        items.setdefault(row["order_id"], []).append(row)
    return [
        _real(row, customers[row["customer_id"]], items.get(row["order_id"], []))
        for row in _rows(folder / "orders.csv")
    ]


def made_up(count: int, seed: int = 1) -> list[Sale]:
    """Sales of the same shape, one in eighty without items."""
    source = random.Random(seed)
    return [_made_up(source, number) for number in range(count)]


def record(sale: Sale, sellers: Sequence[str] = ()) -> dict[str, Any]:
    """The sale as the record of `pedido.incluir`; the seller is named when he is one of `sellers`."""
    return {
        "data_pedido": f"{sale.day:%d/%m/%Y}",
        "cliente": {
            "nome": name(sale.person),
            "cpf_cnpj": cpf(sale.person),
            "cep": f"{sale.zip_prefix:0>5}000",
            "cidade": sale.city[:30],
            "uf": sale.state,
        },
        "itens": [{"item": _item(line)} for line in sale.lines],
        "valor_frete": str(sale.freight),
        "situacao": sale.situation,
        "numero_pedido_ecommerce": sale.number,
        "marcadores": [{"marcador": {"descricao": sale.state}}],
        **({"nome_vendedor": sale.seller} if sale.seller in sellers else {}),
    }


def name(person: str) -> str:
    """The name of a person, who is known by an id."""
    draw = _draw(person, "name")
    return f"{FIRST_NAMES[draw % 10]} {LAST_NAMES[draw // 10 % 10]} {LAST_NAMES[draw // 100 % 10]}"


def cpf(person: str) -> str:
    """The CPF of a person, with good check digits."""
    digits = f"{_draw(person, 'cpf') % 10**9:09}"
    for length in (10, 11):
        total = sum(int(digit) * weight for digit, weight in zip(digits, range(length, 1, -1), strict=True))
        digits += str(total * 10 % 11 % 10)
    return digits


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _real(order: dict[str, str], customer: dict[str, str], items: list[dict[str, str]]) -> Sale:
    counted = Counter((f"SKU-{row['product_id'][:12]}", Decimal(row["price"])) for row in items)
    return Sale(
        number=order["order_id"],
        day=datetime.fromisoformat(order["order_purchase_timestamp"]).date(),
        status=order["order_status"],
        person=customer["customer_unique_id"],
        zip_prefix=customer["customer_zip_code_prefix"],
        city=customer["customer_city"],
        state=customer["customer_state"],
        seller=f"Vendedor {items[0]['seller_id'][:12]}" if items else "",
        freight=sum((Decimal(row["freight_value"]) for row in items), Decimal()),
        lines=tuple(Line(sku, quantity, price) for (sku, price), quantity in counted.items()),
    )


def _made_up(source: random.Random, number: int) -> Sale:
    city, state = source.choice(CITIES)
    lines = [Line(f"SKU-{source.randrange(400):04}", source.randint(1, 3), _cents(source, 30_000)) for _ in range(2)]
    return Sale(
        number=f"{number:06}-{source.randbytes(8).hex()}",
        day=date(2026, 1, 1) + timedelta(days=source.randrange(200)),
        status=source.choice(list(SITUATIONS)),
        person=source.randbytes(16).hex(),
        zip_prefix=str(source.randrange(1000, 99_999)),
        city=city,
        state=state,
        seller=f"Vendedor {source.randrange(40):02}",
        freight=_cents(source, 6_000),
        lines=tuple(lines[: source.randint(1, 2)]) if number % 80 else (),
    )


def _cents(source: random.Random, most: int) -> Decimal:
    return Decimal(source.randint(100, most)) / 100


def _item(line: Line) -> dict[str, Any]:
    description = f"Produto {line.sku}"
    item = {"codigo": line.sku, "descricao": description, "unidade": "UN", "quantidade": line.quantity}
    return {**item, "valor_unitario": str(line.price)}


def _draw(person: str, what: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{what}/{person}".encode()).digest()[:8], "big")
