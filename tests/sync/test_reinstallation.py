"""After the app was uninstalled and installed again, what was linked is linked anew, and nothing is created (46)."""

import copy

import pytest


@pytest.fixture
def formerly(stub):
    """A product of the store and one of Tiny that were linked by the app that is gone."""
    mapping = {"mapeamento": {"idEcommerce": 7421, "skuMapeamento": "A", "idMapeamento": 77}}
    erp_id = stub.has_in_erp("A", mapeamentos=[mapping])
    product = stub.sells("A")
    stub.links[product] = {"external_id": erp_id, "active": False}
    return product, erp_id


@pytest.mark.fact("novaoito", 46)
@pytest.mark.parametrize("operation", ["send", "map"])
def test_a_job_links_it_anew_and_creates_nothing(bench, stub, formerly, operation):
    product, erp_id = formerly
    before = copy.deepcopy(stub.erp)
    job = bench.integrate(operation, product)
    assert stub.results(job["id"]) == {product: ("linked", "linked_existing")}
    assert (stub.links[product]["external_id"], stub.erp) == (erp_id, before)


@pytest.mark.fact("novaoito", 46)
@pytest.mark.parametrize("mapped", ["A", ""])
def test_what_tiny_sends_again_is_linked_anew(bench, stub, formerly, dados, mapped):
    product, erp_id = formerly
    answer = bench.notify(dados("A", id=erp_id, skuMapeamento=mapped))
    assert answer.json == [{"idMapeamento": "55001", "skuMapeamento": "A"}]
    assert stub.links[product] == {"external_id": erp_id, "mapping_id": "55001", "external_sku": "A"}
    assert len(stub.products) == 1


@pytest.mark.fact("novaoito", 46)
def test_a_former_link_does_not_keep_another_product_of_tiny_away(bench, stub, formerly, dados):
    product, erp_id = formerly
    del stub.erp[erp_id]
    new = stub.has_in_erp("A")
    assert "error" not in bench.notify(dados("A", id=new)).json[0]
    assert stub.links[product]["external_id"] == new


@pytest.mark.fact("novaoito", 46)
def test_a_notice_of_it_waits_for_the_new_link(bench, stub, formerly):
    product, erp_id = formerly
    stub.erp[erp_id]["saldos"] = {"saldo": 7, "saldoReservado": 0}
    assert bench.tell("stock", "estoque", tipoEstoque="F", saldo=7, sku="A", skuMapeamento="A") == 200
    bench.settle()
    assert stub.products[product]["stock_quantity"] == 0
    bench.integrate("map", product)
    bench.tell("stock", "estoque", tipoEstoque="F", saldo=7, sku="A", skuMapeamento="A")
    bench.settle()
    assert stub.products[product]["stock_quantity"] == 7
