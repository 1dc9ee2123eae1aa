"""What must not be lost between two platforms though it looks like nothing: a zero, and a refusal of the store."""

import httpx
import pytest
from wire import problem, tiny_ok

REFUSED = "não pode ser mudado agora"


def tell(bench, kind, **changed):
    dados = {"stock": {"tipoEstoque": "F", "saldo": 7, "idProduto": 1}, "price": {"preco": "1", "codigo": "CAN"}}
    answer = bench.tell(kind, {"skuMapeamento": "CAN", **dados[kind], **changed})
    bench.settle()
    return answer.status_code


@pytest.mark.parametrize("saldo", [0, "0", 0.0, "0.0", "0.00"])
def test_a_stock_of_zero_arrives_as_zero(bench, shop, mug, saldo):
    shop.wire.refuse("obter.estoque", tiny_ok(produto={"saldo": saldo, "saldoReservado": 0}))
    assert tell(bench, "stock") == 200
    assert shop.product(mug)["stock_quantity"] == 0


def test_a_stock_that_is_all_reserved_arrives_as_zero(bench, shop, mug):
    shop.world.act("tiny", "reservar_estoque", codigo="CAN", quantidade=7)
    tell(bench, "stock", tipoEstoque="D", saldo=0)
    assert shop.product(mug)["stock_quantity"] == 0


def test_a_stock_of_zero_is_reconciled_as_zero(bench, shop, mug):
    shop.world.act("tiny", "balanco_de_estoque", codigo="CAN", quantidade=0)
    bench.run("reconcile_stock")
    assert shop.product(mug)["stock_quantity"] == 0


@pytest.mark.parametrize(
    ("kind", "path", "field", "kept"),
    [("stock", "/stock/bulk", "stock_quantity", 1), ("price", "/prices/bulk", "price", 10)],
)
def test_a_row_that_the_store_refuses_is_told_and_changes_nothing(bench, shop, mug, kind, path, field, kept):
    row = {"sku": "CAN", "status": 422, "code": "validation_failed", "detail": REFUSED}
    shop.wire.refuse(path, httpx.Response(207, json={"data": [row]}))

    assert tell(bench, kind) == 200

    assert shop.product(mug)[field] == kept
    assert [text for text in bench.messages() if "CAN" in text and REFUSED in text]


@pytest.mark.parametrize(("kind", "path"), [("stock", "/stock/bulk"), ("price", "/prices/bulk")])
def test_a_call_that_the_store_refuses_is_told(bench, shop, mug, kind, path):
    shop.wire.refuse(path, problem(409, "invalid_transition"))

    tell(bench, kind)

    assert [text for text in bench.messages() if "invalid_transition" in text]
