"""A slice of the volume run of the benchmarks: made-up sales under a plan, with the same laws."""

import random
from collections import Counter

import pytest

from homologa.simulators.control.client import ScreenRefused

SALES, PER_PAGE, PER_MINUTE, EMPTY_EACH = 230, 100, 120, 40
SITUATIONS = ("aberto", "aprovado", "enviado", "entregue", "cancelado")
BLOCKED = 6


def sale(source, number):
    items = [
        {
            "codigo": f"S{source.randrange(20):02}",
            "quantidade": source.randint(1, 3),
            "valor_unitario": source.randint(1, 99),
        }
        for _ in range(2 if number % 2 else 1)
    ]
    return {
        "cliente": {"nome": f"Cliente {number % 50}", "codigo": f"C-{number % 50}", "cidade": "sao paulo"},
        "itens": [{"item": {**item, "descricao": "Produto", "unidade": "UN"}} for item in items if number % EMPTY_EACH],
        "numero_pedido_ecommerce": f"P-{number:04}",
        "situacao": source.choice(SITUATIONS),
        "data_pedido": f"{1 + number % 28:02}/02/2026",
    }


@pytest.fixture
def sales():
    source = random.Random(7)
    return [sale(source, number) for number in range(SALES)]


@pytest.fixture
def limited(account):
    """The account on a plan of 120 a minute that is kept to."""
    account.world.set_limits("enforce")
    account.act("trocar_de_plano", plano="Grande")
    return account


def enter(account, record):
    """Sends an order, and waits a minute of the world's clock when the account has asked too much."""
    while True:
        answer = account.try_order(**record)
        if answer.get("codigo_erro") != BLOCKED:
            return answer
        account.world.advance(seconds=60)


def pages(account, **filters):
    found, total = [], 1
    while len(found) < total:
        answer = account.answer("pedidos.pesquisa", pagina=str(len(found) + 1), **filters)
        if answer["status"] != "OK":
            assert answer["codigo_erro"] == 20
            return []
        total = answer["numero_paginas"]
        found.append([row["pedido"]["numero_ecommerce"] for row in answer["pedidos"]])
    return found


def test_all_with_items_enter_under_the_plan_and_the_others_leave_no_trace(limited, sales):
    start = limited.world.advance(seconds=1)
    answers = {record["numero_pedido_ecommerce"]: enter(limited, record) for record in sales}
    took = limited.world.advance(seconds=1) - start
    limited.world.set_limits("off")

    with_items = [record for record in sales if record["itens"]]
    refused = [
        answer["registros"][0]["registro"]["codigo_erro"] for answer in answers.values() if answer["status"] == "Erro"
    ]
    assert refused == ["31"] * (SALES - len(with_items))
    assert took.total_seconds() >= (SALES - PER_MINUTE) / PER_MINUTE * 60
    _check_orders(limited, with_items)
    _check_pages(limited, with_items)


def _check_orders(account, with_items):
    orders = {order["numero_ecommerce"]: order for order in account.view("lista_de_pedidos")}
    assert set(orders) == {record["numero_pedido_ecommerce"] for record in with_items}
    assert len(account.view("contatos")) == len({record["cliente"]["codigo"] for record in with_items})
    for record in with_items:
        total = sum(row["item"]["quantidade"] * row["item"]["valor_unitario"] for row in record["itens"])
        assert orders[record["numero_pedido_ecommerce"]]["total_pedido"] == total


def _check_pages(account, with_items):
    filters = [({"situacao": code}, lambda record, code=code: record["situacao"] == code) for code in SITUATIONS]
    filters.append(({"dataInicial": "01/02/2026"}, lambda record: True))
    filters.append(({"cliente": "C-7"}, lambda record: record["cliente"]["codigo"] == "C-7"))
    for fields, belongs in filters:
        wanted = Counter(record["numero_pedido_ecommerce"] for record in with_items if belongs(record))
        found = pages(account, **fields)
        assert Counter(number for page in found for number in page) == wanted
        assert {len(page) for page in found[:-1]} <= {PER_PAGE}


def test_stock_agrees_with_what_was_sold(account, sales):
    alive = [record for record in sales if record["itens"] and record["situacao"] != "cancelado"]
    for record in sales:
        account.try_order(**record)
    sold = Counter()
    for record in alive:
        for row in record["itens"]:
            sold[row["item"]["codigo"]] += row["item"]["quantidade"]

    for order in account.view("lista_de_pedidos"):
        if order["situacao"] == "Cancelado":
            with pytest.raises(ScreenRefused, match="cancelado"):
                account.act("lancar_estoque_do_pedido", pedido=order["numero"])
        else:
            account.act("lancar_estoque_do_pedido", pedido=order["numero"])

    shown = {row["codigo"]: (row["saldo"], row["reservado"]) for row in account.view("estoque")}
    assert shown == {sku: (-quantity, 0) for sku, quantity in sold.items()}


def test_many_orders_are_imported_at_once(account):
    rows = [{"cliente": "Ana", "itens": [{"codigo": "A", "valor": 1}]} for _ in range(3)]

    assert len(account.act("importar_pedidos", pedidos=rows)["ids"]) == 3
