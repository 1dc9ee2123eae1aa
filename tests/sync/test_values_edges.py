"""What must not be lost between two platforms though it looks like nothing: a zero, and a refusal of the store."""

import httpx
import pytest

REFUSED = "não pode ser mudado agora"


@pytest.fixture
def mug(stub):
    """A product on both sides, linked."""
    erp_id = stub.has_in_erp("CAN", preco="19.90", preco_promocional="0", saldos={"saldo": 7, "saldoReservado": 0})
    product = stub.sells("CAN", stock_quantity=1, price=10.0)
    stub.links[product] = {"external_id": erp_id}
    return stub.products[product], stub.erp[erp_id]


def tell(bench, kind):
    changed = {"stock": {"tipoEstoque": "F", "saldo": 7, "idProduto": 1}, "price": {"preco": "1", "codigo": "CAN"}}
    status = bench.tell(kind, {"stock": "estoque", "price": "precos"}[kind], skuMapeamento="CAN", **changed[kind])
    bench.settle()
    return status


def messages(bench):
    return [row["message"] for row in bench.http.get("/log").json["entries"]]


@pytest.mark.parametrize("saldo", [0, "0", 0.0, "0.0", "0.00"])
def test_a_stock_of_zero_arrives_as_zero(bench, mug, saldo):
    mug[1]["saldos"] = {"saldo": saldo, "saldoReservado": 0}
    assert tell(bench, "stock") == 200
    assert mug[0]["stock_quantity"] == 0


def test_a_stock_that_is_all_reserved_arrives_as_zero(bench, mug):
    mug[1]["saldos"] = {"saldo": 7, "saldoReservado": 7}
    bench.tell("stock", "estoque", tipoEstoque="D", saldo=0, idProduto=1, sku="CAN", skuMapeamento="CAN")
    bench.settle()
    assert mug[0]["stock_quantity"] == 0


def test_a_stock_of_zero_is_reconciled_as_zero(bench, mug):
    mug[1]["saldos"] = {"saldo": 0, "saldoReservado": 0}
    bench.http.post("/run", json={"operation": "reconcile_stock"})
    bench.settle()
    assert mug[0]["stock_quantity"] == 0


@pytest.mark.parametrize(
    ("kind", "path", "field", "kept"),
    [("stock", "/stock/bulk", "stock_quantity", 1), ("price", "/prices/bulk", "price", 10.0)],
)
def test_a_row_that_the_store_refuses_is_told_and_changes_nothing(bench, stub, mug, kind, path, field, kept):
    row = {"sku": "CAN", "status": 422, "code": "validation_failed", "detail": REFUSED}
    refused = httpx.Response(207, json={"data": [row]})
    stub.before = lambda request: refused if request.url.path.endswith(path) else None

    assert tell(bench, kind) == 200

    assert mug[0][field] == kept
    assert [text for text in messages(bench) if "CAN" in text and REFUSED in text]


@pytest.mark.parametrize(("kind", "path"), [("stock", "/stock/bulk"), ("price", "/prices/bulk")])
def test_a_call_that_the_store_refuses_is_told(bench, stub, mug, answers, kind, path):
    refused = answers.problem(409, "invalid_transition")
    stub.before = lambda request: refused if request.url.path.endswith(path) else None

    tell(bench, kind)

    assert [text for text in messages(bench) if "invalid_transition" in text]
