"""Stock and prices after linking (N4): what Tiny tells of is read again, so that old and doubled notices do no harm."""

import json
from datetime import UTC, datetime

import httpx
import pytest
from wire import TINY, tiny_error, tiny_ok

SITE = "Site"


@pytest.fixture
def linked(shop):
    """So many products, linked, whose stock in Tiny is another; gives their ids in the store."""

    def make(number, **fields):
        return shop.share(*({"codigo": f"P-{n:03}", "estoque_atual": n + 1, **fields} for n in range(number)))

    return make


def tell_stock(bench, saldo=7, kind="F", sku="CAN"):
    dados = {"tipoEstoque": kind, "saldo": saldo, "idProduto": 1, "sku": sku, "skuMapeamento": sku}
    return bench.tell("stock", dados).status_code


def stock(bench, *args, **dados):
    status = tell_stock(bench, *args, **dados)
    bench.settle()
    return status


def price(bench, sku="CAN", preco="1"):
    dados = {"skuMapeamento": sku, "codigo": sku, "preco": preco, "precoPromocional": "0"}
    status = bench.tell("price", dados).status_code
    bench.settle()
    return status


def stocks(shop):
    return [row["stock_quantity"] for row in shop.products().values()]


def prices(shop, product_id):
    shown = shop.product(product_id)
    return shown["price"], shown["special_price"]


@pytest.mark.fact("novaoito", 43)
@pytest.mark.parametrize(("kind", "quantity"), [("F", 7), ("D", 5)])
def test_the_present_stock_is_written_by_the_rule_of_the_integration(bench, shop, mug, kind, quantity):
    shop.world.act("tiny", "reservar_estoque", codigo="CAN", quantidade=2)
    assert stock(bench, saldo=999, kind=kind) == 200
    assert stocks(shop) == [quantity]


@pytest.mark.fact("novaoito", 43)
def test_notices_in_any_order_and_number_leave_the_present_value(bench, shop, mug):
    for saldo in (3, 7, "7.0", 1):
        stock(bench, saldo)
    assert stocks(shop) == [7]
    assert shop.wire.count("/stock/bulk") == 1


@pytest.mark.fact("novaoito", 43)
def test_a_notice_of_what_is_not_linked_is_taken_and_left_in_the_log(bench, shop):
    shop.sells("LIVRE", estoque=1)
    assert (stock(bench, sku="LIVRE"), stock(bench, sku="NADA")) == (200, 200)
    assert stocks(shop) == [1]
    assert sum("não está vinculado" in text for text in bench.messages()) == 2


@pytest.mark.parametrize("saldo", ["muito", None, ""])
def test_a_balance_that_is_no_number_is_refused(bench, mug, saldo):
    assert stock(bench, saldo) == 400


@pytest.mark.fact("novaoito", 47)
def test_a_negative_balance_is_stored(bench, shop, mug):
    shop.world.act("tiny", "saida_de_estoque", codigo="CAN", quantidade=10)
    stock(bench)
    assert stocks(shop) == [-3]


def test_a_variant_gets_its_own_stock(bench, shop):
    grade = {"Cor": "azul"}
    variation = {"codigo": "CAM-P", "preco": 5, "estoque_atual": 4, "grade": grade}
    erp_id = shop.has_in_erp("CAM", variacoes=[{"variacao": variation}])
    product = shop.sells("CAM", variacoes=[{"sku": "CAM-P", "opcoes": grade}])
    (variant,) = shop.product(product)["variants"]
    shop.links(product, erp_id, variants=[{"variant_id": variant["id"], "external_id": shop.in_erp("CAM-P")["id"]}])
    stock(bench, sku="CAM-P")
    assert [row["stock_quantity"] for row in shop.product(product)["variants"]] == [4]


def test_the_merchant_may_switch_a_kind_off_and_still_do_it_by_hand(bench, shop, mug):
    bench.change(automatic={"stock": False})
    assert stock(bench) == 200
    assert stocks(shop) == [1]
    bench.run("reconcile_stock")
    assert stocks(shop) == [7]


def test_the_present_price_is_written(bench, shop, mug):
    shop.world.act("tiny", "alterar_produto", codigo="CAN", preco_promocional=15)
    assert price(bench) == 200
    assert prices(shop, mug) == (19.9, 15)


@pytest.mark.parametrize(
    ("exceptions", "expected"), [([], (17.91, None)), ([(12, 11)], (12, 11)), ([(0, 5)], (17.91, None))]
)
def test_the_price_list_of_the_settings_is_followed(bench, shop, mug, exceptions, expected):
    listed = shop.world.act("tiny", "incluir_lista_de_precos", descricao=SITE, acrescimo_desconto=-10)
    for preco, promocional in exceptions:
        own = {"codigo": "CAN", "preco": preco, "preco_promocional": promocional}
        shop.world.act("tiny", "incluir_excecao_de_preco", lista=SITE, **own)
    bench.change(price_list=listed["id"])
    price(bench)
    assert prices(shop, mug) == expected


def test_without_its_price_list_no_price_is_written(bench, shop, mug):
    bench.change(price_list=99)
    price(bench)
    assert prices(shop, mug) == (10, None)
    assert "lista de preços 99" in bench.messages()[-1]


def test_a_reconciliation_stopped_by_a_limit_goes_on_where_it_was(bench, shop, linked):
    linked(5)
    shop.wire.interfere("obter.estoque", None, None, None, tiny_error(6, "API Bloqueada"))
    bench.run("reconcile_stock")
    assert stocks(shop) == [1, 2, 3, 4, 5]
    assert (shop.wire.count("obter.estoque"), shop.wire.count("/stock/bulk")) == (6, 2)


@pytest.mark.fact("novaoito", 43)
def test_after_the_app_is_uninstalled_nobody_answers(bench, shop, mug):
    receivers = [bench.receiver(kind) for kind in ("stock", "price", "product")]
    shop.world.act("novaoito", "desinstalar")
    assert [bench.http.post(path, json={}).status_code for path in receivers] == [404] * 3


def test_a_reconciliation_takes_a_call_each_and_few_more(bench, shop, linked):
    linked(250)
    number = len(shop.wire.calls)
    bench.run("reconcile_stock")
    assert stocks(shop) == [n + 1 for n in range(250)]
    assert len(shop.wire.calls) - number <= 250 + 2 * (250 // 20 + 4)


def test_a_reconciliation_of_prices_ends_however_few_calls_a_minute_allows(bench, shop, linked):
    linked(25, preco=7)
    listed = shop.world.act("tiny", "incluir_lista_de_precos", descricao=SITE)
    bench.change(price_list=listed["id"])
    minutes = {}

    def limit(call):
        if TINY not in call:
            return None
        minute = bench.now.replace(second=0)
        minutes[minute] = minutes.get(minute, 0) + 1
        return tiny_error(6, "API Bloqueada") if minutes[minute] > 5 else None

    shop.wire.hook(limit)
    bench.run("reconcile_prices")
    assert {row["price"] for row in shop.products().values()} == {7}
    assert len(minutes) > 5


def test_a_reconciliation_writes_no_price_that_is_right(bench, shop, linked):
    linked(25, preco=7)
    bench.run("reconcile_prices")
    written = shop.wire.count("/prices/bulk")
    bench.run("reconcile_prices")
    assert {row["price"] for row in shop.products().values()} == {7}
    assert shop.wire.count("/prices/bulk") == written > 0


@pytest.mark.parametrize("gone", [0, 5, 19, 20, 99])
def test_what_is_unlinked_while_it_runs_hides_no_other(bench, shop, linked, gone):
    linked(130)
    shop.wire.meanwhile("obter.estoque", lambda: unlink(shop, gone), nth=gone + 2)
    bench.run("reconcile_stock")
    assert stocks(shop) == [n + 1 for n in range(130)]


@pytest.mark.parametrize("gone", [0, 40, 99])
@pytest.mark.parametrize("moment", range(1, 5))
def test_what_is_unlinked_between_two_looks_at_the_list_hides_no_other(bench, shop, linked, gone, moment):
    linked(130)
    shop.wire.meanwhile("GET /api/v1/products?", lambda: unlink(shop, gone), nth=4 + moment)
    bench.run("reconcile_stock")
    found = stocks(shop)
    assert found[:gone] + found[gone + 1 :] == [n + 1 for n in range(130) if n != gone]


def unlink(shop, number):
    shop.world.act("novaoito", "desvincular_produto", sku=f"P-{number:03}")


def test_a_notice_is_stored_whole_or_not_at_all(bench, store, mug, monkeypatch):
    monkeypatch.setattr(type(bench.queue), "add", lambda *_: 1 / 0)
    assert stock(bench, kind="D") == 500
    assert (bench.memory.get("stock_kind"), store.all("SELECT * FROM inbox WHERE body LIKE '%estoque%'")) == (None, [])
    monkeypatch.undo()
    stock(bench, kind="D")
    (row,) = store.all("SELECT body FROM inbox WHERE body LIKE '%estoque%'")
    assert (bench.memory.get("stock_kind"), json.loads(row["body"])["dados"]["skuMapeamento"]) == ("D", "CAN")


def test_a_value_that_a_notice_brings_meanwhile_is_not_overwritten_with_an_older_one(bench, shop, linked):
    linked(30)

    def change():
        shop.world.act("tiny", "balanco_de_estoque", codigo="P-000", quantidade=77)
        tell_stock(bench, 77, sku="P-000")

    shop.wire.meanwhile("obter.estoque", change, nth=10)
    bench.run("reconcile_stock")
    assert stocks(shop)[0] == 77


def test_a_notice_does_not_wait_for_the_end_of_what_is_less_urgent(bench, shop, linked):
    linked(61)
    read = []

    def tell(call):
        if "obter.estoque" in call:
            read.append(call)
            if len(read) == 1:
                tell_stock(bench, 61, sku="P-060")

    shop.wire.hook(tell)
    bench.run("reconcile_stock")
    last = shop.in_erp("P-060")["id"]
    assert [f"id={last}" in call for call in read].index(True) == 20


@pytest.mark.parametrize("operation", ["notice", "reconcile_stock", "reconcile_prices"])
def test_a_refusal_of_the_store_is_not_swallowed(bench, shop, mug, operation):
    row = {"sku": "CAN", "status": 422, "code": "validation_failed", "detail": "não"}
    shop.wire.refuse("/bulk", httpx.Response(207, json={"data": [row]}))
    if operation == "notice":
        stock(bench)
        (task,) = bench.tasks()
        assert (task["state"], task["cause"]) == ("dead", "Pedido recusado: CAN: não.")
        shop.wire.heal()
        bench.run("requeue")
        assert stocks(shop) == [7]
    else:
        bench.run(operation)
        assert ["a loja recusou: não" in message for message in bench.messages("error")] == [True]


def goes_to_the_night(bench, **settings):
    bench.change(**settings)
    bench.settle()
    state = bench.state()
    bench.shop.world.advance(to=datetime(2026, 3, 3, 6, tzinfo=UTC))
    bench.settle()
    return state["state"], state["wakes_at"]


def test_at_night_everything_is_reconciled_by_itself(bench, shop, mug):
    assert goes_to_the_night(bench) == ("idle", "2026-03-03T03:00:00-03:00")
    assert (stocks(shop), prices(shop, mug)) == ([7], (19.9, None))
    assert bench.state()["wakes_at"] == "2026-03-04T03:00:00-03:00"


def test_at_night_one_reconciliation_that_fails_in_between_hides_nothing_from_the_other(bench, shop, linked):
    linked(45, preco=7)
    shop.wire.interfere("obter.estoque", *[None] * 25, httpx.Response(500))
    goes_to_the_night(bench)
    shown = [(row["stock_quantity"], row["price"]) for row in shop.products().values()]
    assert shown == [(n + 1, 7) for n in range(45)]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [({"nightly_reconciliation": False}, (1, 10)), ({"automatic": {"prices": False}}, (7, 10)),
     ({"stock_source": "store"}, (1, 19.9))],
)  # fmt: skip
def test_at_night_only_what_follows_tiny_by_itself_is_reconciled(bench, shop, mug, settings, expected):
    goes_to_the_night(bench, **settings)
    assert (stocks(shop)[0], prices(shop, mug)[0]) == expected


@pytest.mark.fact("novaoito", 47)
def test_a_price_that_cannot_be_sold_at_leaves_the_old_one(bench, shop, mug):
    shop.world.act("tiny", "alterar_produto", codigo="CAN", preco=0)
    assert price(bench) == 200
    assert prices(shop, mug) == (10, None)
    assert "não é válido" in bench.messages()[-1]


@pytest.mark.fact("novaoito", 47)
@pytest.mark.parametrize("preco", ["0", "0.00", "-1", "", "abc"])
def test_a_price_notice_of_nothing_keeps_the_price(bench, shop, mug, preco):
    shop.wire.refuse("/produto.obter.php", tiny_ok(produto={**shop.in_erp("CAN"), "preco": preco}))
    assert price(bench, preco=preco) == 200
    assert prices(shop, mug) == (10, None)
    assert "não é válido" in bench.messages()[-1]
