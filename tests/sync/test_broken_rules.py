"""Every decision of the flows goes through the rules: replace one, and the flow does otherwise."""

import pytest

from homologa.sync.integrations.novaoito.rules import ProductRules


class PrefixMatch(ProductRules):
    def matches(self, sku, rows):
        return [row for row in rows if row["codigo"].startswith(sku)]


class FirstOfTwo(ProductRules):
    def choose(self, matches):
        return matches[0] if matches else None


class WipingEcho(ProductRules):
    def echo(self, record):
        return {name: record[name] for name in ("id", "nome", "codigo", "unidade", "preco", "origem")}


class Resending(ProductRules):
    def is_linked(self, product):
        return False


class FullyVisible(ProductRules):
    def visibility_for_new(self):
        return "catalog_search"


def test_matches_decides_what_is_linked(bench_with, shop):
    bench = bench_with(PrefixMatch())
    erp_id = shop.has_in_erp("AB-10")
    product = shop.sells("AB-1")
    bench.integrate("map", product)
    assert shop.linked() == {product: erp_id}


def test_choose_decides_about_duplicates_in_both_directions(bench_with, shop, dados):
    bench = bench_with(FirstOfTwo())
    shop.have_in_erp(["A", "A", "B", "B"])
    product = shop.sells("A")
    job = bench.integrate("map", product)
    assert shop.results(job["id"]) == {product: ("linked", "linked_existing")}
    assert "error" not in bench.notify(dados("B")).json[0]


@pytest.mark.fact("novaoito", 29)
def test_echo_decides_what_survives_a_mapping(bench_with, shop):
    bench = bench_with(WipingEcho())
    shop.has_in_erp("A")
    bench.integrate("map", shop.sells("A"))
    assert shop.in_erp("A")["descricao_complementar"] == ""


def test_is_linked_decides_what_is_skipped(bench_with, shop):
    bench = bench_with(Resending())
    product = shop.sells("A")
    job_id = shop.asks("send", product)
    shop.links(product, shop.has_in_erp("A"))
    bench.settle()
    assert shop.results(job_id) == {product: ("linked", "linked_existing")}


def test_visibility_for_new_decides_how_a_product_appears(bench_with, shop, dados):
    bench = bench_with(FullyVisible())
    bench.notify(dados("T-1"))
    assert [row["visibility"] for row in shop.products().values()] == ["catalog_search"]
