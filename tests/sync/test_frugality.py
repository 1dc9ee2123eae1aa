"""How many calls a job takes: no more than its size asks for."""

import pytest


def sells(stub, number):
    return [stub.sells(f"P-{n:03}") for n in range(number)]


@pytest.mark.parametrize(("number", "batches"), [(1, 1), (3, 1), (20, 1), (21, 2), (100, 5), (250, 13)])
def test_sending_takes_the_fewest_creations_and_lists_instead_of_searching(bench, stub, number, batches):
    job = bench.integrate("send", *sells(stub, number))
    assert job["status"] == "completed"
    assert stub.count("produto.incluir") == batches
    assert stub.count("produtos.pesquisa") == (number if number <= 3 else 1 + batches)
    assert stub.count("/erp/links/") == number
    assert stub.count("GET /api/v1/products") <= -(-number // 100) + 2 * batches
    assert stub.count("by-sku") == 0


@pytest.mark.parametrize(("number", "batches"), [(20, 1), (45, 3), (250, 13)])
def test_mapping_reads_each_product_once_and_writes_by_the_batch(bench, stub, number, batches):
    products = sells(stub, number)
    for n in range(number):
        stub.has_in_erp(f"P-{n:03}")
    job = bench.integrate("map", *products)
    assert set(stub.results(job["id"]).values()) == {("linked", "linked_existing")}
    assert (stub.count("produto.obter"), stub.count("produto.alterar")) == (number, batches)
    assert stub.count("produtos.pesquisa") <= -(-number // 100) + 1


def test_one_product_of_many_is_looked_up_by_itself(bench, stub):
    for n in range(250):
        stub.has_in_erp(f"T-{n}")
    products = sells(stub, 250)
    bench.integrate("send", products[7])
    assert stub.count("produtos.pesquisa") == 1
    assert stub.count("GET /api/v1/products") <= 3


def test_a_product_excluded_while_the_pages_are_read_hides_no_other(bench, stub):
    stub.page_size = 10
    products = sells(stub, 25)
    ids = [stub.has_in_erp(f"P-{n:03}") for n in range(25)]
    seen = []

    def exclude_one(request):
        if b"pagina=3" in request.content and not seen:
            seen.append(stub.erp.pop(ids[0]))

    stub.after = exclude_one
    job = bench.integrate("map", *products)
    results = stub.results(job["id"])
    assert results.pop(products[0])[1] in ("not_found_in_erp", "erp_error")
    assert set(results.values()) == {("linked", "linked_existing")}
