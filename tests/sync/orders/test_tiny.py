"""What the flows of orders ask of Tiny, on a real account."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homologa.sync.core.rules import money
from homologa.sync.platforms.tiny import situations
from homologa.sync.platforms.tiny.changes import WINDOW
from homologa.sync.platforms.tiny.sales import TinySales

lines = st.tuples(st.decimals("0.001", 90, places=3), st.decimals("0.01", 900, places=4))


@given(st.lists(lines, min_size=1, max_size=4), st.decimals(0, 50, places=2), st.integers(0, 999), st.integers(1, 12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_total_in_tiny_is_the_shops_to_the_cent(tiny_bench, rows, freight, odd, number):
    goods = money.to_cents(sum(quantity * price for quantity, price in rows))
    total = goods + freight + Decimal(odd - 500) / 100
    total = max(total, Decimal("0.01"))
    order_id, _, _ = tiny_bench.sells(lines=rows, freight=freight, total=total, parcels=number)
    tiny_bench.pull()
    record = tiny_bench.erp.seen.order(tiny_bench.theirs(order_id)).record
    assert money.number(record["total_pedido"]) == total
    assert sum(money.number(row["parcela"]["valor"]) for row in record["parcelas"]) == total


def test_texts_are_cut_to_the_sizes_of_tiny_at_a_character(tiny_bench):
    order_id, _, document = tiny_bench.sells(name="Família " + "👩\u200d👧" * 9, note="obrigada 🇧🇷" * 12)
    tiny_bench.pull()
    record = tiny_bench.erp.seen.order(tiny_bench.theirs(order_id)).record
    assert record["cliente"]["nome"] == "Família " + "👩\u200d👧" * 7
    assert 90 < len(record["obs"]) <= 100
    assert len(tiny_bench.erp.seen.find_customers(document)) == 1


@pytest.mark.fact("tiny-api2", 13)
def test_a_refusal_without_a_code_on_top_is_a_refusal(tiny_bench):
    tiny_bench.sells(lines=[(Decimal(1), Decimal(5))], total=Decimal(5), name="")
    tiny_bench.pull()
    (task,) = tiny_bench.queue.describe()
    assert (task["state"], "nome" in task["cause"]) == ("dead", True)


def test_orders_of_another_integration_are_not_ours(tiny_bench, tiny_world):
    _, world, _ = tiny_world
    other = world.act("tiny", "incluir_integracao", plataforma="Novaoito e-commerce", nome="Outra")["identificador"]
    order_id, number, _ = tiny_bench.sells()
    tiny_bench.pull()
    seen = tiny_bench.erp.seen
    assert [order.id for order in seen.find_orders(number)] == [tiny_bench.theirs(order_id)]
    assert TinySales(seen._tiny, other).find_orders(number) == []


def test_an_invoice_counts_once_it_is_authorised(tiny_bench, tiny_world):
    _, world, _ = tiny_world
    order_id, _, _ = tiny_bench.sells()
    tiny_bench.pull()
    seen = tiny_bench.erp.seen
    order = seen.order(tiny_bench.theirs(order_id))
    note = world.act("tiny", "gerar_nota_do_pedido", pedido=int(order.record["numero"]))
    assert seen.invoice(seen.order(order.id)) is None
    world.act("tiny", "emitir_nota", nota=note["id"])
    found = seen.invoice(seen.order(order.id))
    assert (len(found["key"]), money.number(found["value"])) == (44, Decimal("13.88"))


@pytest.mark.parametrize(
    ("present", "wanted", "forward"),
    [("aberto", "aprovado", True), ("faturado", "aprovado", False), ("aprovado", "cancelado", True),
     ("cancelado", "aprovado", False), ("entregue", "cancelado", False), ("dados_incompletos", "aprovado", True),
     ("enviado", "enviado", False)],
)  # fmt: skip
def test_situations_go_forward_alone(present, wanted, forward):
    assert situations.is_forward(present, wanted) is forward


@pytest.mark.parametrize(
    ("description", "code"),
    [("Em aberto", "aberto"), ("Não entregue", "nao_entregue"), ("ATENDIDO", "faturado"), ("Enviado", "enviado")],
)  # fmt: skip
def test_descriptions_have_codes(description, code):
    assert situations.code_of(description) == code


def test_sellers_are_found_by_a_part_of_their_name(tiny_bench):
    tiny_bench.erp.world.act("tiny", "incluir_vendedor", nome="Marina Vendas")
    assert [row["nome"] for row in tiny_bench.erp.free.sellers("Marina")] == ["Marina Vendas"]
    assert tiny_bench.erp.free.sellers("ninguém") == []


def test_the_oldest_window_that_a_queue_takes_is_read(tiny_bench):
    assert timedelta(28) < WINDOW < timedelta(30)
    changes = tiny_bench.erp.changes(tiny_bench.clock)["stock"]
    while changes.read()[1]:
        pass
    assert changes.read() == ([], False)


def test_variations_have_the_sku_of_their_own_mapping(tiny_bench):
    account = tiny_bench.erp
    mapping = [{"mapeamento": {"idEcommerce": account.number, "skuMapeamento": "LOJA-P", "skuMapeamentoPai": "LOJA"}}]
    variation = {"codigo": "ERP-P", "preco": 1, "grade": {"Tamanho": "P"}, "mapeamentos": mapping}
    record = {"nome": "Camiseta", "codigo": "ERP-CAM", "unidade": "UN", "preco": 1, "origem": "0", "situacao": "A",
              "tipo": "P", "classe_produto": "V", "variacoes": [{"variacao": variation}]}  # fmt: skip
    (written,) = account.free.create([record])
    (row,) = account.free.search("ERP-P")
    source = account.changes(tiny_bench.clock)["stock"]
    assert (source.sku_of(str(row["id"])), source.sku_of(written.id), source.sku_of("999999999")) == ("LOJA-P", "", "")


@pytest.mark.parametrize(("hour", "day"), [(23, "02/11/2026"), (0, "02/11/2026")])
def test_an_order_keeps_its_day_in_brasilia(tiny_bench, hour, day):
    at = datetime(2026, 11, 2, hour, 30, tzinfo=timezone(timedelta(hours=-3))).astimezone(UTC)
    order_id, _, _ = tiny_bench.sells(at=at)
    tiny_bench.pull()
    assert tiny_bench.erp.seen.order(tiny_bench.theirs(order_id)).record["data_pedido"] == day


def test_a_combining_mark_is_not_cut_from_its_letter(tiny_bench):
    order_id, _, _ = tiny_bench.sells(name="a" * 29 + "e\u0301")
    tiny_bench.pull()
    record = tiny_bench.erp.seen.order(tiny_bench.theirs(order_id)).record
    assert record["cliente"]["nome"] == "a" * 29


def test_a_company_is_one_in_tiny_and_a_person_is_none(tiny_bench):
    company, person = "12.ABC.345/01DE-35", tiny_bench.sells()[2]
    tiny_bench.sells(document=company)
    tiny_bench.pull()
    found = [tiny_bench.erp.seen.find_customers(document) for document in (company, person)]
    assert [[customer.record["tipo_pessoa"] for customer in each] for each in found] == [["J"], ["F"]]
