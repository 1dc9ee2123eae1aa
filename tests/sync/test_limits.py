"""A limit of a platform holds the whole queue: what waits behind the first refusal is not refused one by one."""

import itertools

NOTICES = 8


def test_what_is_queued_behind_a_refusal_waits_with_it(bench, stub, answers):
    for number in range(NOTICES):
        erp_id = stub.has_in_erp(f"P-{number}", saldos={"saldo": number + 1, "saldoReservado": 0})
        stub.links[stub.sells(f"P-{number}")] = {"external_id": erp_id}
    turns = itertools.count()
    stub.before = lambda request: (
        answers.tiny(6, "API Bloqueada") if "obter.estoque" in str(request.url) and next(turns) == 2 else None
    )
    for number in range(NOTICES):
        told = {"tipoEstoque": "F", "saldo": 1, "idProduto": 1, "sku": f"P-{number}", "skuMapeamento": f"P-{number}"}
        assert bench.tell("stock", "estoque", **told) == 200
    bench.settle()
    assert stub.count("obter.estoque") == NOTICES + 1
    assert [row["stock_quantity"] for row in stub.products.values()] == [1, 2, 3, 4, 5, 6, 7, 8]
