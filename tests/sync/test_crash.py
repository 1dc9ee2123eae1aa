"""The process may die at any call, before or after the platform did what was asked."""

import pytest
from wire import Crash, tiny_error

SKUS = ["A", "B", "C", "D", None]
EXPECTED = [
    ("created", None), ("linked", "linked_existing"), ("linked", "erp_product_inactive"), ("created", None),
    ("failed", "missing_sku"),
]  # fmt: skip


@pytest.fixture
def products(shop):
    shop.has_in_erp("B")
    shop.has_in_erp("C", situacao="I")
    return shop.sell(SKUS)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", range(1, 17))
def test_a_crash_at_any_call_loses_and_doubles_nothing(bench, shop, products, moment, number):
    job_id = shop.asks("send", *products)
    shop.wire.die(number, moment)
    with pytest.raises(Crash):
        bench.settle()
    bench.rebuild()
    bench.settle()
    assert shop.results(job_id) == dict(zip(products, EXPECTED, strict=True))
    assert shop.codes() == SKUS[:4]
    codes = {str(row["id"]): row["codigo"] for row in shop.erp()}
    assert {key: codes[erp_id] for key, erp_id in shop.linked().items()} == dict(zip(products, SKUS[:4], strict=False))
    assert shop.job(job_id)["status"] == "completed_with_errors"


def test_the_crashes_cover_the_whole_job(bench, shop, products):
    before = len(shop.wire.calls)
    bench.integrate("send", *products)
    assert len(shop.wire.calls) - before == 16


def test_restart_goes_on_from_the_durable_memory(bench, shop):
    product = shop.sells("A")
    shop.wire.interfere("/produto", tiny_error(6, "API Bloqueada"))
    job_id = shop.asks("send", product)
    assert bench.state()["state"] == "waiting"
    assert bench.http.post("/restart").status_code == 204
    assert bench.state()["state"] == "waiting"
    bench.settle()
    assert shop.results(job_id) == {product: ("created", None)}
