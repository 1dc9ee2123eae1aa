"""Stock and prices after linking (N4): what Tiny tells of is read again, so that old and doubled notices do no harm."""

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
    assert (stub.count("obter.estoque"), stub.count("/stock/bulk")) == (6, 1)


@pytest.mark.fact("novaoito", 43)
def test_after_the_app_is_uninstalled_nobody_answers(bench, stub, mug):
    event = stub.event("app.uninstalled", "tiny-erp")
    assert bench.http.post("/hooks/novaoito", **event).status_code == 204
    assert stock(bench) == 404
    assert bench.tell("product", "produto") == 404
