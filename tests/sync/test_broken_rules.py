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


def test_matches_decides_what_is_linked(bench_with, stub):
    bench = bench_with(PrefixMatch())
    erp_id = stub.has_in_erp("AB-10")
    product = stub.sells("AB-1")
    bench.integrate("map", product)
    assert stub.links[product]["external_id"] == erp_id


def test_choose_decides_about_duplicates_in_both_directions(bench_with, stub, dados):
    bench = bench_with(FirstOfTwo())
    stub.has_in_erp("A")
    stub.has_in_erp("A")
    product = stub.sells("A")
    job = bench.integrate("map", product)
    assert stub.results(job["id"]) == {product: ("linked", "linked_existing")}
    stub.has_in_erp("B")
    stub.has_in_erp("B")
    assert "error" not in bench.notify(dados("B")).json[0]


@pytest.mark.fact("novaoito", 29)
def test_echo_decides_what_survives_a_mapping(bench_with, stub):
    bench = bench_with(WipingEcho())
    erp_id = stub.has_in_erp("A")
    bench.integrate("map", stub.sells("A"))
    assert "descricao_complementar" not in stub.erp[erp_id]


def test_is_linked_decides_what_is_skipped(bench_with, stub):
    bench = bench_with(Resending())
    product = stub.sells("A")
    bench.integrate("send", product)
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("linked", "linked_existing")}


def test_visibility_for_new_decides_how_a_product_appears(bench_with, stub, dados):
    bench = bench_with(FullyVisible())
    bench.notify(dados("T-1"))
    assert [row["visibility"] for row in stub.products.values()] == ["catalog_search"]
