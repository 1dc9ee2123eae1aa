"""Stock and prices by SKU."""

import pytest

URL = "http://conector.test/hooks"


@pytest.fixture
def goods(shop, app):
    """A mug, and a shirt in two sizes; the app hears of products and stock from then on."""
    shop.new("CAN", preco=20, estoque=1)
    variants = [{"sku": "CAM-P", "opcoes": {"T": "P"}}, {"sku": "CAM-G", "opcoes": {"T": "G"}}]
    shop.new("CAM", preco=50, variacoes=variants)
    for event in ("stock.updated", "product.updated"):
        app.post("/webhooks", json={"event": event, "url": URL})
    return app


def heard(shop):
    return [told["event"] for told in shop.receiver.events]


@pytest.mark.parametrize("sku", ["CAN", "CAM", "CAM-G"])
def test_stock_is_read_and_written_by_sku(shop, goods, sku):
    written = goods.put(f"/stock/{sku}", json={"quantity": 7, "backorders": True}).json()

    assert written == {"sku": sku, "quantity": 7, "manage_stock": True, "backorders": True}
    assert goods.get(f"/stock/{sku}").json() == written
    assert goods.put(f"/stock/{sku}", json=written).json() == written
    assert heard(shop) == ["stock.updated"]


def test_a_variant_leaves_the_stock_of_the_others(shop, goods):
    goods.put("/stock/CAM-G", json={"quantity": 7})

    assert [goods.get(f"/stock/{sku}").json()["quantity"] for sku in ("CAM", "CAM-P", "CAM-G")] == [0, 0, 7]


def test_switches_left_out_are_kept(goods):
    goods.put("/stock/CAN", json={"quantity": 1, "manage_stock": False, "backorders": True})

    kept = goods.put("/stock/CAN", json={"quantity": 2}).json()

    assert kept == {"sku": "CAN", "quantity": 2, "manage_stock": False, "backorders": True}


def test_a_replaced_product_keeps_what_it_does_not_show(shop, goods):
    goods.put("/stock/CAN", json={"quantity": 2, "backorders": True})
    product = goods.get("/products/by-sku/CAN").json()

    goods.put(f"/products/{product['id']}", json=product)

    assert goods.get("/stock/CAN").json()["backorders"] is True


@pytest.mark.parametrize("sku", ["CAN", "CAM-G"])
def test_prices_are_written_by_sku(shop, goods, sku):
    written = goods.put(f"/prices/{sku}", json={"price": 30, "special_price": 25}).json()

    assert written == {"sku": sku, "price": 30, "special_price": 25, "special_from": None, "special_to": None}
    assert heard(shop) == ["product.updated"]


def test_the_dates_of_a_special_price_are_the_products(goods):
    day = "2026-11-20T00:00:00-03:00"
    goods.put("/prices/CAM-P", json={"price": 30, "special_price": 25, "special_from": day})

    kept = goods.put("/prices/CAM-G", json={"price": 31, "special_price": None}).json()

    assert (kept["special_from"], kept["special_price"]) == (day, None)
    assert goods.get("/products/by-sku/CAM").json()["special_from"] == day


def test_changes_move_the_moment_and_repetitions_do_not(shop, goods):
    before = shop.row("CAN")["registro"]["updated_at"]
    shop.world.advance_by(60)
    goods.put("/stock/CAN", json={"quantity": 1})
    assert shop.row("CAN")["registro"]["updated_at"] == before

    goods.put("/stock/CAN", json={"quantity": 2})

    assert shop.row("CAN")["registro"]["updated_at"] > before


def test_rows_in_bulk_are_judged_one_by_one(shop, goods):
    shop.load({"sku": "D"}, {"sku": "D"})
    rows = [
        {"sku": "CAN", "quantity": 5},
        {"sku": "NADA", "quantity": 5},
        {"sku": "D", "quantity": 5},
        {"sku": "CAM-P", "quantity": "muito"},
        {"sku": "CAM-G", "quantity": 6},
    ]

    answer = goods.post("/stock/bulk", json={"items": rows})

    assert answer.status_code == 207
    assert [(row["sku"], row["status"], row["code"]) for row in answer.json()["data"]] == [
        ("CAN", 200, None),
        ("NADA", 404, "not_found"),
        ("D", 409, "sku_not_unique"),
        ("CAM-P", 422, "validation_failed"),
        ("CAM-G", 200, None),
    ]
    assert [goods.get(f"/stock/{sku}").json()["quantity"] for sku in ("CAN", "CAM-P", "CAM-G")] == [5, 0, 6]
    assert heard(shop) == ["stock.updated"] * 2
    (call,) = shop.world.journal.find(operation="stock.bulk")
    assert [finding.partition(":")[0] for finding in call.findings] == ["SKU NADA", "SKU D", "SKU CAM-P"]


def test_prices_in_bulk(shop, goods):
    rows = [
        {"sku": "CAN", "price": 5, "special_price": None},
        {"sku": "CAM-G", "price": -1, "special_price": None},
        {"sku": "CAM-P", "price": 7},
    ]

    answer = goods.post("/prices/bulk", json={"items": rows})

    assert [row["status"] for row in answer.json()["data"]] == [200, 422, 422]
    assert shop.row("CAN")["preco"] == 5


@pytest.mark.parametrize("kind", ["stock", "prices"])
@pytest.mark.parametrize(
    "items", [None, [], [{}], ["CAN"], [{"sku": 1}], [{"sku": "CAN"}] * 201], ids=lambda items: str(items)[:20]
)
def test_what_is_no_list_of_rows_is_refused_whole(goods, refused, kind, items):
    refused(goods.post(f"/{kind}/bulk", json={"items": items}), 422, "validation_failed")


def test_a_sku_has_to_be_the_bearers_own(shop, goods, refused):
    shop.load({"sku": "D"}, {"sku": "D"})

    refused(goods.get("/stock/can"), 404, "not_found")
    refused(goods.get("/stock/D"), 409, "sku_not_unique")
    refused(goods.put("/prices/D", json={"price": 1, "special_price": None}), 409, "sku_not_unique")
    refused(goods.put("/stock/CAN", json={"quantity": None}), 422, "validation_failed")


def test_a_change_of_stock_by_any_way_is_told_as_such(shop, goods):
    shop.act("alterar_produto", sku="CAN", estoque=9)
    shop.act("alterar_produto", sku="CAN", estoque=9, preco=21)
    shop.act("alterar_produto", sku="CAN", estoque=8, preco=22)

    assert heard(shop) == ["stock.updated", "product.updated", "stock.updated", "product.updated"]


def test_a_look_up_that_finds_nothing_is_told_of_the_sku_and_not_of_the_path(shop, app):
    assert app.get("/products/by-sku/NADA").status_code == 404

    (exchange,) = shop.world.journal.find(operation="products.by_sku")
    assert "SKU" in exchange.hint
    assert "caminho" not in exchange.hint
