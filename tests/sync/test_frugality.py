"""How many calls a job takes: no more than its size asks for."""

import pytest


def codes(number):
    return [f"P-{n:03}" for n in range(number)]


@pytest.mark.parametrize(("number", "batches"), [(1, 1), (3, 1), (20, 1), (21, 2), (100, 5), (250, 13)])
def test_sending_takes_the_fewest_creations_and_lists_instead_of_searching(bench, shop, number, batches):
    job = bench.integrate("send", *shop.sell(codes(number)))
    assert job["status"] == "completed"
    assert shop.wire.count("produto.incluir") == batches
    assert shop.wire.count("produtos.pesquisa") == (number if number <= 3 else 1 + batches)
    assert shop.wire.count("/erp/links/") == number
    assert shop.wire.count("GET /api/v1/products") <= -(-number // 100) + 2 * batches
    assert shop.wire.count("by-sku") == 0


@pytest.mark.parametrize(("number", "batches"), [(20, 1), (45, 3), (250, 13)])
def test_mapping_reads_each_product_once_and_writes_by_the_batch(bench, shop, number, batches):
    shop.have_in_erp(codes(number))
    job = bench.integrate("map", *shop.sell(codes(number)))
    assert list(shop.results(job["id"]).values()) == [("linked", "linked_existing")] * number
    assert (shop.wire.count("produto.obter"), shop.wire.count("produto.alterar")) == (number, batches)
    assert shop.wire.count("produtos.pesquisa") <= -(-number // 100) + 1


def test_one_product_of_many_is_looked_up_by_itself(bench, shop):
    shop.have_in_erp([f"T-{n}" for n in range(250)])
    products = shop.sell(codes(250))
    bench.integrate("send", products[7])
    assert shop.wire.count("produtos.pesquisa") == 1
    assert shop.wire.count("GET /api/v1/products") <= 3


def test_a_product_excluded_while_the_pages_are_read_hides_no_other(bench, shop):
    listed = codes(250)
    shop.have_in_erp(listed)
    gone, *others = shop.sell([listed[n] for n in (0, 1, 98, 99, 100, 101, 198, 199, 200, 201, 249)])

    def exclude():
        shop.world.act("tiny", "excluir_produto", codigo=listed[0])

    shop.wire.meanwhile("pagina=3", exclude, moment="after")
    job = bench.integrate("map", gone, *others)
    results = shop.results(job["id"])
    assert results.pop(gone)[1] in ("not_found_in_erp", "erp_error")
    assert results == dict.fromkeys(others, ("linked", "linked_existing"))
