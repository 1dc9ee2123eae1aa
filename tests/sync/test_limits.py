"""A limit of a platform holds the whole queue: what waits behind the first refusal is not refused one by one."""

import pytest
from wire import tiny_error

NOTICES = 8


def test_what_is_queued_behind_a_refusal_waits_with_it(bench, shop):
    codes = [f"P-{number}" for number in range(NOTICES)]
    shop.share(*({"codigo": code, "estoque_atual": n + 1} for n, code in enumerate(codes)))
    shop.wire.interfere("obter.estoque", None, None, tiny_error(6, "API Bloqueada"))
    for code in codes:
        told = {"tipoEstoque": "F", "saldo": 1, "idProduto": 1, "sku": code, "skuMapeamento": code}
        assert bench.tell("stock", told).status_code == 200
    bench.settle()
    assert shop.wire.count("obter.estoque") == NOTICES + 1
    assert [row["stock_quantity"] for row in shop.products().values()] == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("refuses_duplicates", [False, True])
def test_a_large_job_under_limits_waits_and_ends_complete(bench, shop, refuses_duplicates):
    shop.world.act("tiny", "recusar_codigo_repetido", recusar=refuses_duplicates)
    codes = [f"P-{number:02}" for number in range(70)]
    products = shop.sell(codes)
    shop.world.set_limits("enforce")
    job = bench.integrate("send", *products)
    shop.world.set_limits("off")
    assert shop.world.journal(platform="novaoito", status=429)
    assert (job["status"], job["created"], shop.codes()) == ("completed", 70, codes)


def test_a_large_job_under_the_limit_of_a_small_plan_of_tiny_ends_complete(bench, shop):
    shop.world.act("tiny", "trocar_de_plano", plano="Crescer")
    codes = [f"P-{number:02}" for number in range(70)]
    shop.have_in_erp(codes)
    products = shop.sell(codes)
    shop.world.set_limits("enforce")
    job = bench.integrate("map", *products)
    shop.world.set_limits("off")
    assert shop.world.journal(platform="tiny", text="API Bloqueada")
    assert (job["status"], job["linked"]) == ("completed", 70)
