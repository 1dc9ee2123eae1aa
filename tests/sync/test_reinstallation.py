"""After the app was uninstalled and installed again, what was linked is linked anew, and nothing is created (46)."""

import pytest


@pytest.fixture
def formerly(bench, shop):
    """A product of the store and one of Tiny that were linked by the app that is gone; the present one is set up."""
    erp_id = shop.has_in_erp("A", mapeamentos=[shop.mapping("A")], estoque_atual=7)
    product = shop.sells("A")
    shop.links(product, erp_id)
    shop.reinstall()
    bench.set_up()
    bench.settle()
    assert shop.link_of(product)["active"] is False
    return product, erp_id


def tell_stock(bench):
    told = {"tipoEstoque": "F", "saldo": 7, "sku": "A", "skuMapeamento": "A"}
    assert bench.tell("stock", told).status_code == 200
    bench.settle()


@pytest.mark.fact("novaoito", 46)
@pytest.mark.parametrize("operation", ["send", "map"])
def test_a_job_links_it_anew_and_creates_nothing(bench, shop, formerly, operation):
    product, erp_id = formerly
    before = shop.erp()
    job = bench.integrate(operation, product)
    assert shop.results(job["id"]) == {product: ("linked", "linked_existing")}
    assert (shop.linked(), shop.erp()) == ({product: erp_id}, before)


@pytest.mark.fact("novaoito", 46)
@pytest.mark.parametrize("mapped", ["A", ""])
def test_what_tiny_sends_again_is_linked_anew(bench, shop, formerly, dados, mapped):
    product, erp_id = formerly
    answer = bench.notify(dados("A", id=erp_id, skuMapeamento=mapped))
    link = shop.link_of(product)
    assert answer.json == [{"idMapeamento": "55001", "skuMapeamento": "A"}]
    assert (link["active"], link["external_id"]) == (True, erp_id)
    assert (link["mapping_id"], link["external_sku"]) == ("55001", "A")
    assert len(shop.products()) == 1


@pytest.mark.fact("novaoito", 46)
def test_a_former_link_does_not_keep_another_product_of_tiny_away(bench, shop, formerly, dados):
    product, _ = formerly
    shop.world.act("tiny", "excluir_produto", codigo="A")
    new = shop.has_in_erp("A")
    assert "error" not in bench.notify(dados("A", id=new)).json[0]
    assert shop.linked() == {product: new}


@pytest.mark.fact("novaoito", 46)
def test_a_notice_of_it_waits_for_the_new_link(bench, shop, formerly):
    product, _ = formerly
    tell_stock(bench)
    assert shop.product(product)["stock_quantity"] == 0
    bench.integrate("map", product)
    tell_stock(bench)
    assert shop.product(product)["stock_quantity"] == 7
