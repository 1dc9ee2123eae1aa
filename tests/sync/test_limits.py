"""A limit of a platform holds the whole queue: what waits behind the first refusal is not refused one by one."""

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
