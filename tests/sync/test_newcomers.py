"""What somebody registers in Tiny while a job runs is linked, not created a second time (statement 48)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homologa.sync.flows.products.newcomers import PAGE, Newcomers
from homologa.sync.integrations.novaoito.rules import ProductRules

NOW = datetime(2026, 3, 2, 13, 15, 20, tzinfo=UTC)


def registered_before(shop, fragment, number, codigo):
    """Have a product registered by hand right before a call, the nth that bears the fragment."""
    shop.wire.meanwhile(fragment, lambda: shop.has_in_erp(codigo), nth=number)


@pytest.mark.fact("novaoito", 48)
@pytest.mark.parametrize(
    ("before", "number"),
    [("categories", 4), ("categories", 20), ("dataCriacao", 4), ("dataCriacao", 45), ("/links/", 21), ("/links/", 130)],
)
def test_a_product_that_is_registered_in_the_middle_of_a_job_is_linked(bench, shop, before, number):
    products = shop.sell([f"P-{n:03}" for n in range(number)], categoria="Casa")
    registered_before(shop, before, 1, f"P-{number - 1:03}")
    job = bench.integrate("send", *products)
    codes = shop.codes()
    assert codes == sorted(set(codes))
    assert job["status"] == "completed"
    assert len(shop.linked()) == number


@pytest.mark.fact("novaoito", 48)
@pytest.mark.parametrize("number", [1, 3])
def test_a_few_products_are_searched_right_before_they_are_created(bench, shop, number):
    products = shop.sell([f"P-{n}" for n in range(number)])
    registered_before(shop, "pesquisa=P-", number, f"P-{number - 1}")
    job = bench.integrate("send", *products)
    assert shop.results(job["id"])[products[-1]] == ("linked", "linked_existing")
    assert shop.wire.count("produtos.pesquisa") == number


@pytest.mark.fact("novaoito", 48)
def test_where_each_product_is_searched_the_batch_asks_once_too(bench, shop):
    shop.have_in_erp([f"T-{n}" for n in range(700)])
    bench.wait(hours=1)
    products = shop.sell([f"P-{n}" for n in range(6)])
    registered_before(shop, "dataCriacao", 1, "P-0")
    job = bench.integrate("send", *products)
    assert shop.results(job["id"])[products[0]] == ("linked", "linked_existing")
    assert shop.wire.count("produtos.pesquisa") <= 1 + 6 + 2 + 1


@pytest.mark.fact("novaoito", 48)
def test_a_variation_that_is_registered_meanwhile_stops_its_product(bench, shop):
    products = shop.sell([f"P-{n}" for n in range(4)])
    products.append(shop.sells("CAM", variacoes=[{"sku": "CAM-P", "opcoes": {"Tamanho": "P"}}]))
    registered_before(shop, "dataCriacao", 1, "CAM-P")
    job = bench.integrate("send", *products)
    assert shop.results(job["id"])[products[-1]] == ("failed", "duplicate_sku_erp")


class Erp:
    """Rows created at one moment, in whatever order; counts the calls."""

    def __init__(self):
        self.rows = []
        self.calls = 0

    def read(self, since, page):
        self.calls += 1
        found = self.rows[(page - 1) * PAGE : page * PAGE]
        return (found, -(-len(self.rows) // PAGE)) if found else ([], 0)

    def add(self, row_id, place):
        self.rows.insert(place % (len(self.rows) + 1), {"id": row_id})


@given(st.integers(0, 350), st.lists(st.tuples(st.booleans(), st.integers(0, 400)), max_size=60))
@settings(max_examples=60, deadline=None)
def test_in_whatever_order_they_come_each_newcomer_is_told_once(before, steps):
    erp = Erp()
    for n in range(before):
        erp.add(f"{n}", n)
    newcomers = Newcomers(erp.read, ProductRules().created_at)
    newcomers.begin(NOW, [{**row, "data_criacao": "02/03/2026 10:15:20"} for row in erp.rows])
    for number, (is_ours, place) in enumerate(steps):
        erp.add(f"new {number}", place)
        if is_ours:
            newcomers.learn({"id": f"new {number}"})
    told = [row["id"] for row in newcomers.rows()]
    assert sorted(told) == sorted(f"new {n}" for n, (is_ours, _) in enumerate(steps) if not is_ours)
    erp.calls = 0
    assert newcomers.rows() == []
    assert erp.calls == 1


@pytest.mark.parametrize("at", ["02/03/2026 10:05:19", "", None, "ontem"])
def test_what_was_created_long_before_is_none_of_what_is_counted(at):
    erp = Erp()
    newcomers = Newcomers(erp.read, ProductRules().created_at)
    newcomers.begin(NOW, [{"id": n, "data_criacao": at} for n in range(150)])
    erp.add("new", 0)
    assert [row["id"] for row in newcomers.rows()] == ["new"]
