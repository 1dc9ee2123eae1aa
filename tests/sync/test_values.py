"""Stock and prices after linking (N4): what Tiny tells of is read again, so that old and doubled notices do no harm."""

import json
from datetime import UTC, datetime

import httpx
import pytest


@pytest.fixture
def mug(stub):
    """A product on both sides, linked."""
    erp_id = stub.has_in_erp("CAN", preco="19.90", preco_promocional="0", saldos={"saldo": 7, "saldoReservado": 2})
    product = stub.sells("CAN", stock_quantity=1, price=10.0)
    stub.links[product] = {"external_id": erp_id}
    return stub.products[product], stub.erp[erp_id]


def stock(bench, saldo=7, kind="F", sku="CAN"):
    status = bench.tell("stock", "estoque", tipoEstoque=kind, saldo=saldo, idProduto=1, sku=sku, skuMapeamento=sku)
    bench.settle()
    return status


def price(bench, sku="CAN"):
    status = bench.tell("price", "precos", skuMapeamento=sku, codigo=sku, preco="1", precoPromocional="0")
    bench.settle()
    return status


@pytest.mark.fact("novaoito", 43)
@pytest.mark.parametrize(("kind", "quantity"), [("F", 7), ("D", 5)])
def test_the_present_stock_is_written_by_the_rule_of_the_integration(bench, mug, kind, quantity):
    assert stock(bench, saldo=999, kind=kind) == 200
    assert mug[0]["stock_quantity"] == quantity


@pytest.mark.fact("novaoito", 43)
def test_notices_in_any_order_and_number_leave_the_present_value(bench, stub, mug):
    for saldo in (3, 7, "7.0", 1):
        stock(bench, saldo)
    assert mug[0]["stock_quantity"] == 7
    assert stub.count("/stock/bulk") == 1


@pytest.mark.fact("novaoito", 43)
def test_a_notice_of_what_is_not_linked_is_taken_and_left_in_the_log(bench, stub):
    stub.sells("LIVRE", stock_quantity=1)
    assert (stock(bench, sku="LIVRE"), stock(bench, sku="NADA")) == (200, 200)
    assert [row["stock_quantity"] for row in stub.products.values()] == [1]
    texts = [row["message"] for row in bench.http.get("/log").json["entries"]]
    assert sum("não está vinculado" in text for text in texts) == 2


@pytest.mark.parametrize("saldo", ["muito", None, ""])
def test_a_balance_that_is_no_number_is_refused(bench, mug, saldo):
    assert stock(bench, saldo) == 400


@pytest.mark.fact("novaoito", 47)
def test_a_negative_balance_is_stored(bench, mug):
    mug[1]["saldos"]["saldo"] = -3
    stock(bench)
    assert mug[0]["stock_quantity"] == -3


def test_a_variant_gets_its_own_stock(bench, stub):
    erp_id = stub.has_in_erp("CAM-P", saldos={"saldo": 4, "saldoReservado": None})
    product = stub.sells("CAM", type="configurable", variants=[{"sku": "CAM-P", "stock_quantity": 0}])
    variant = stub.products[product]["variants"][0]
    stub.links[product] = {"external_id": "9", "variants": [{"variant_id": variant["id"], "external_id": erp_id}]}
    stock(bench, sku="CAM-P")
    assert variant["stock_quantity"] == 4


def test_the_merchant_may_switch_a_kind_off_and_still_do_it_by_hand(bench, stub, mug):
    bench.http.patch("/setup", json={"settings": {"automatic": {"stock": False}}})
    assert stock(bench) == 200
    assert mug[0]["stock_quantity"] == 1
    assert bench.http.post("/run", json={"operation": "reconcile_stock"}).status_code == 202
    bench.settle()
    assert mug[0]["stock_quantity"] == 7


def test_the_present_price_is_written(bench, mug):
    mug[1]["preco_promocional"] = "15.00"
    assert price(bench) == 200
    assert (mug[0]["price"], mug[0]["special_price"]) == (19.9, 15.0)


def test_a_price_that_cannot_be_sold_at_leaves_the_old_one(bench, mug):
    mug[1]["preco"] = "0"
    price(bench)
    assert mug[0]["price"] == 10.0


@pytest.mark.parametrize(
    ("exceptions", "expected"),
    [([], (17.91, None)), ([{"preco": "12", "preco_promocional": "11"}], (12.0, 11.0)),
     ([{"preco": "0", "preco_promocional": "5"}], (17.91, None))],
)  # fmt: skip
def test_the_price_list_of_the_settings_is_followed(bench, stub, mug, exceptions, expected):
    stub.price_lists = [{"id": 3, "descricao": "Site", "acrescimo_desconto": -10}]
    stub.exceptions = [{"id_produto": mug[1]["id"], **row} for row in exceptions]
    bench.http.patch("/setup", json={"settings": {"price_list": 3}})
    price(bench)
    assert (mug[0]["price"], mug[0]["special_price"]) == expected


def test_without_its_price_list_no_price_is_written(bench, stub, mug):
    bench.http.patch("/setup", json={"settings": {"price_list": 99}})
    price(bench)
    assert mug[0]["price"] == 10.0
    assert "lista de preços 99" in bench.http.get("/log").json["entries"][-1]["message"]


def test_a_reconciliation_stopped_by_a_limit_goes_on_where_it_was(bench, stub, answers):
    for n in range(5):
        erp_id = stub.has_in_erp(f"P-{n}", saldos={"saldo": n + 1, "saldoReservado": 0})
        stub.links[stub.sells(f"P-{n}")] = {"external_id": erp_id}
    refusals = iter([None, None, None, answers.tiny(6, "API Bloqueada")])
    stub.before = lambda request: next(refusals, None) if "obter.estoque" in str(request.url) else None
    bench.http.post("/run", json={"operation": "reconcile_stock"})
    bench.settle()
    assert [row["stock_quantity"] for row in stub.products.values()] == [1, 2, 3, 4, 5]
    assert (stub.count("obter.estoque"), stub.count("/stock/bulk")) == (6, 2)


@pytest.mark.fact("novaoito", 43)
def test_after_the_app_is_uninstalled_nobody_answers(bench, stub, mug):
    event = stub.event("app.uninstalled", "tiny-erp")
    assert bench.http.post("/hooks/novaoito", **event).status_code == 204
    assert stock(bench) == 404
    assert bench.tell("product", "produto") == 404


def linked(stub, number, **fields):
    """So many products, linked, whose stock in Tiny is another."""
    for n in range(number):
        erp_id = stub.has_in_erp(f"P-{n:03}", saldos={"saldo": n + 1, "saldoReservado": 0}, **fields)
        stub.links[stub.sells(f"P-{n:03}")] = {"external_id": erp_id}


def test_a_reconciliation_takes_a_call_each_and_few_more(bench, stub):
    linked(stub, 250)
    number = len(stub.calls)
    bench.http.post("/run", json={"operation": "reconcile_stock"})
    bench.settle()
    assert [row["stock_quantity"] for row in stub.products.values()] == [n + 1 for n in range(250)]
    assert len(stub.calls) - number <= 250 + 2 * (250 // 20 + 4)


def test_a_reconciliation_of_prices_ends_however_few_calls_a_minute_allows(bench, stub, answers):
    linked(stub, 25, preco="7.00")
    stub.price_lists = [{"id": 3, "descricao": "Site", "acrescimo_desconto": 0}]
    bench.http.patch("/setup", json={"settings": {"price_list": 3}})
    minutes = {}

    def limit(request):
        if request.url.host == "tiny.example":
            minute = bench.now.replace(second=0)
            minutes[minute] = minutes.get(minute, 0) + 1
            return answers.tiny(6, "API Bloqueada") if minutes[minute] > 5 else None
        return None

    stub.before = limit
    bench.http.post("/run", json={"operation": "reconcile_prices"})
    bench.settle()
    assert {row["price"] for row in stub.products.values()} == {7.0}


def test_a_reconciliation_writes_no_price_that_is_right(bench, stub):
    linked(stub, 25, preco="7.00")
    bench.http.post("/run", json={"operation": "reconcile_prices"})
    bench.settle()
    written = stub.count("/prices/bulk")
    bench.http.post("/run", json={"operation": "reconcile_prices"})
    bench.settle()
    assert {row["price"] for row in stub.products.values()} == {7.0}
    assert stub.count("/prices/bulk") == written > 0


@pytest.mark.parametrize("gone", [0, 5, 19, 20, 99])
def test_what_is_unlinked_while_it_runs_hides_no_other(bench, stub, gone):
    linked(stub, 130)
    ids = list(stub.products)
    calls = []

    def unlink(request):
        if "obter.estoque" in str(request.url):
            calls.append(request)
            if len(calls) == gone + 2:
                del stub.links[ids[gone]]

    stub.before = unlink
    bench.http.post("/run", json={"operation": "reconcile_stock"})
    bench.settle()
    assert [row["stock_quantity"] for row in stub.products.values()] == [n + 1 for n in range(130)]


@pytest.mark.parametrize("gone", [0, 40, 99])
@pytest.mark.parametrize("moment", range(1, 5))
def test_what_is_unlinked_between_two_looks_at_the_list_hides_no_other(bench, stub, gone, moment):
    linked(stub, 130)
    ids = list(stub.products)
    looks = []

    def unlink(request):
        if len(stub.calls) > 1 and request.url.path.endswith("/products") and "page" in request.url.params:
            looks.append(request)
            if len(looks) == 4 + moment:
                del stub.links[ids[gone]]

    stub.before = unlink
    bench.http.post("/run", json={"operation": "reconcile_stock"})
    bench.settle()
    stocks = {key: row["stock_quantity"] for key, row in stub.products.items() if key != ids[gone]}
    assert stocks == {key: n + 1 for n, key in enumerate(ids) if n != gone}


def test_a_notice_is_stored_whole_or_not_at_all(bench, store, mug, monkeypatch):
    monkeypatch.setattr(type(bench.queue), "add", lambda *_: 1 / 0)
    assert stock(bench, kind="D") == 500
    assert (bench.memory.get("stock_kind"), store.all("SELECT * FROM inbox WHERE body LIKE '%estoque%'")) == (None, [])
    monkeypatch.undo()
    stock(bench, kind="D")
    (row,) = store.all("SELECT body FROM inbox WHERE body LIKE '%estoque%'")
    assert (bench.memory.get("stock_kind"), json.loads(row["body"])["dados"]["skuMapeamento"]) == ("D", "CAN")


def test_a_value_that_a_notice_brings_meanwhile_is_not_overwritten_with_an_older_one(bench, stub):
    linked(stub, 30)
    first = next(iter(stub.products.values()))
    calls = []

    def change(request):
        if "obter.estoque" in str(request.url):
            calls.append(request)
            if len(calls) == 10:
                stub.erp[stub.links[first["id"]]["external_id"]]["saldos"]["saldo"] = 77
                bench.tell("stock", "estoque", tipoEstoque="F", saldo=77, sku="P-000", skuMapeamento="P-000")

    stub.before = change
    bench.http.post("/run", json={"operation": "reconcile_stock"})
    bench.settle()
    assert first["stock_quantity"] == 77


def test_a_notice_does_not_wait_for_the_end_of_what_is_less_urgent(bench, stub):
    linked(stub, 61)
    told = []

    def tell(request):
        if "obter.estoque" in str(request.url):
            told.append(b"id" in request.content and request)
            if len(told) == 1:
                bench.tell("stock", "estoque", tipoEstoque="F", saldo=61, sku="P-060", skuMapeamento="P-060")

    stub.before = tell
    bench.http.post("/run", json={"operation": "reconcile_stock"})
    bench.settle()
    ids = [request.content.decode().split("id=")[1] for request in told]
    assert ids.index(stub.links[list(stub.products)[60]]["external_id"]) == 20


@pytest.mark.parametrize("operation", ["notice", "reconcile_stock", "reconcile_prices"])
def test_a_refusal_of_the_store_is_not_swallowed(bench, stub, mug, operation):
    stub.refused.add("CAN")
    if operation == "notice":
        stock(bench)
        (task,) = bench.http.get("/work").json["tasks"]
        assert (task["state"], task["cause"]) == ("dead", "Pedido recusado: CAN: não.")
        stub.refused.clear()
        bench.http.post("/run", json={"operation": "requeue"})
        bench.settle()
        assert mug[0]["stock_quantity"] == 7
    else:
        bench.http.post("/run", json={"operation": operation})
        bench.settle()
        messages = [entry["message"] for entry in bench.http.get("/log").json["entries"] if entry["level"] == "error"]
        assert ["a loja recusou: não" in message for message in messages] == [True]


def goes_to_the_night(bench, **settings):
    bench.http.patch("/setup", json={"settings": settings})
    bench.settle()
    state = bench.http.get("/state").json
    bench.now = datetime(2026, 3, 3, 6, tzinfo=UTC)
    bench.settle()
    return state["state"], state["wakes_at"]


def test_at_night_everything_is_reconciled_by_itself(bench, stub, mug):
    assert goes_to_the_night(bench) == ("idle", "2026-03-03T03:00:00-03:00")
    assert (mug[0]["stock_quantity"], mug[0]["price"]) == (7, 19.9)
    assert bench.http.get("/state").json["wakes_at"] == "2026-03-04T03:00:00-03:00"


def test_at_night_one_reconciliation_that_fails_in_between_hides_nothing_from_the_other(bench, stub):
    linked(stub, 45, preco="7.00")
    outages = iter([None] * 25 + [httpx.Response(500)])
    stub.before = lambda request: next(outages, None) if "obter.estoque" in str(request.url) else None
    goes_to_the_night(bench)
    shown = [(row["stock_quantity"], row["price"]) for row in stub.products.values()]
    assert shown == [(n + 1, 7.0) for n in range(45)]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [({"nightly_reconciliation": False}, (1, 10.0)), ({"automatic": {"prices": False}}, (7, 10.0)),
     ({"stock_source": "store"}, (1, 19.9))],
)  # fmt: skip
def test_at_night_only_what_follows_tiny_by_itself_is_reconciled(bench, mug, settings, expected):
    goes_to_the_night(bench, **settings)
    assert (mug[0]["stock_quantity"], mug[0]["price"]) == expected


@pytest.mark.fact("novaoito", 47)
@pytest.mark.parametrize("price", ["0", "0.00", "-1", "", "abc"])
def test_a_price_notice_of_nothing_keeps_the_price(bench, mug, price):
    mug[1]["preco"] = price
    assert bench.tell("price", "precos", skuMapeamento="CAN", codigo="CAN", preco=price, precoPromocional="0") == 200
    bench.settle()
    assert mug[0]["price"] == 10.0
    assert "não é válido" in bench.http.get("/log").json["entries"][-1]["message"]
