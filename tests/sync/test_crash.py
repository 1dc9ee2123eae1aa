"""The process may die at any call, before or after the platform did what was asked."""

import itertools

import pytest


def scene(stub):
    stub.has_in_erp("B")
    stub.has_in_erp("C", situacao="I")
    return [stub.sells("A"), stub.sells("B"), stub.sells("C"), stub.sells("D"), stub.sells(None)]


EXPECTED = [
    ("created", None), ("linked", "linked_existing"), ("linked", "erp_product_inactive"), ("created", None),
    ("failed", "missing_sku"),
]  # fmt: skip


def dies_at(number, crash):
    calls = itertools.count()

    def die(request):
        if next(calls) == number:
            raise crash

    return die


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", range(24))
def test_a_crash_at_any_call_loses_and_doubles_nothing(bench, stub, crash, moment, number):
    products = scene(stub)
    setattr(stub, moment, dies_at(number, crash))
    job_id = stub.requests("send", *products)
    bench.hear("erp.job.requested", job_id)
    try:
        bench.settle()
    except crash:
        bench.rebuild()
        bench.settle()
    assert stub.results(job_id) == dict(zip(products, EXPECTED, strict=True))
    assert sorted(row["codigo"] for row in stub.erp.values()) == ["A", "B", "C", "D"]
    assert {key: stub.erp[link["external_id"]]["codigo"] for key, link in stub.links.items()} == {
        key: stub.products[key]["sku"] for key in products[:4]
    }
    assert stub.jobs[job_id]["status"] == "completed_with_errors"


def test_the_crashes_cover_the_whole_job(bench, stub):
    products = scene(stub)
    before = len(stub.calls)
    bench.integrate("send", *products)
    assert 12 < len(stub.calls) - before < 24


def test_restart_goes_on_from_the_durable_memory(bench, stub, answers):
    product = stub.sells("A")
    refusals = iter([answers.tiny(6, "API Bloqueada")])
    stub.before = lambda request: next(refusals, None) if "produto" in str(request.url) else None
    job_id = stub.requests("send", product)
    bench.hear("erp.job.requested", job_id)
    assert bench.http.get("/state").json["state"] == "waiting"
    assert bench.http.post("/restart").status_code == 204
    assert bench.http.get("/state").json["state"] == "waiting"
    bench.settle()
    assert stub.results(job_id) == {product: ("created", None)}
