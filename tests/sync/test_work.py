"""What was accepted is done, held with its cause, or dead with its reason: shown by `GET /work` (capability `work`)."""

from datetime import timedelta
from pathlib import Path

import httpx
import jsonschema_rs
import pytest
import yaml

DRIVER = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "driver.yaml").read_text())


@pytest.fixture
def mug(stub):
    erp_id = stub.has_in_erp("CAN", preco="19.90", saldos={"saldo": 7, "saldoReservado": 0})
    product = stub.sells("CAN", stock_quantity=1)
    stub.links[product] = {"external_id": erp_id}
    return stub.products[product]


def tell(bench):
    assert bench.tell("stock", "estoque", tipoEstoque="F", saldo=7, sku="CAN", skuMapeamento="CAN") == 200
    bench.settle()


def work(bench):
    tasks = bench.http.get("/work").json["tasks"]
    root = {"$ref": "#/components/schemas/Task", "components": DRIVER["components"]}
    assert all(jsonschema_rs.validator_for(root).is_valid(task) for task in tasks)
    return [(task["kind"], task["key"], task["state"], task["cause"]) for task in tasks]


def test_it_is_a_capability_and_the_connector_has_a_name(bench):
    answer = bench.set_up()
    assert "work" in answer["capabilities"]
    assert answer["name"] == "Conector de referência"


def test_before_a_set_up_there_is_none(bench, store):
    store.clear()
    bench.rebuild()
    assert work(bench) == []


HELD = {
    "token": (2, "O Tiny recusou o acesso: não."),
    "plan": (5, "O Tiny não atende esta conta: não."),
    "company": (8, "O Tiny não atende esta conta: não."),
    "maintenance": (99, "O Tiny não atende esta conta: não."),
}


@pytest.mark.parametrize("why", HELD)
def test_a_notice_that_tiny_does_not_serve_is_held_with_its_cause(bench, stub, mug, answers, why):
    code, cause = HELD[why]
    stub.before = lambda request: answers.tiny(code, "não") if request.url.host == "tiny.example" else None
    tell(bench)
    assert work(bench) == [("stock", "CAN", "held", cause)]
    state = bench.http.get("/state").json
    assert (state["state"], state["waiting_until"]) == ("idle", None)
    assert (bench.queue.describe()[0]["not_before"] is None) == (why == "token")
    stub.before = lambda request: None
    bench.now += timedelta(minutes=15)
    if why == "token":
        bench.settle()
        assert mug["stock_quantity"] == 1
        bench.http.patch("/setup", json={"settings": {}})
    bench.settle()
    assert (mug["stock_quantity"], work(bench)) == (7, [])


STORE = {
    "suspended": (423, "store_suspended", "A loja não atende esta conta: (store_suspended)."),
    "app disabled": (403, "app_disabled", "A loja não atende esta conta: (app_disabled)."),
    "token": (401, "invalid_token", "A loja recusou o acesso: (invalid_token)."),
    "scope": (403, "insufficient_scope", "A loja recusou o acesso: (insufficient_scope)."),
}


@pytest.mark.parametrize("why", STORE)
def test_a_notice_that_the_store_does_not_serve_is_held_with_its_cause(bench, stub, mug, answers, why):
    status, code, cause = STORE[why]
    stub.before = lambda request: answers.problem(status, code) if request.url.host == "loja.example" else None
    tell(bench)
    assert work(bench) == [("stock", "CAN", "held", cause)]
    stub.before = lambda request: None
    bench.now += timedelta(minutes=15)
    if why in ("token", "scope"):
        bench.http.patch("/setup", json={"settings": {}})
    bench.settle()
    assert (mug["stock_quantity"], work(bench)) == (7, [])


def test_what_is_held_survives_a_restart(bench, stub, mug, answers):
    stub.before = lambda request: answers.tiny(99, "não") if request.url.host == "tiny.example" else None
    tell(bench)
    bench.rebuild()
    bench.settle()
    assert [row[2] for row in work(bench)] == ["held"]


def test_a_link_that_the_store_does_not_take_now_is_written_later(bench, stub, answers):
    product = stub.sells("A")
    stub.before = lambda request: answers.problem(423, "store_suspended") if "/links/" in str(request.url) else None
    job = bench.integrate("send", product)
    assert (job["status"], len(stub.erp), stub.links) == ("running", 1, {})
    stub.before = lambda request: None
    bench.now += timedelta(minutes=15)
    bench.settle()
    assert (job["status"], stub.results(job["id"])) == ("completed", {product: ("created", None)})


@pytest.mark.parametrize("fragment", ["/items", "/finish"])
def test_results_that_the_store_does_not_take_now_are_told_later(bench, stub, answers, fragment):
    product = stub.sells("A")
    stub.before = lambda request: httpx.Response(503) if request.url.path.endswith(fragment) else None
    job = bench.integrate("send", product)
    assert [row[2] for row in work(bench)] == ["held"]
    stub.before = lambda request: None
    bench.now += timedelta(minutes=15)
    bench.settle()
    assert (job["status"], stub.results(job["id"])) == ("completed", {product: ("created", None)})


def test_that_a_job_failed_is_told_a_suspended_store_later(bench, stub, answers):
    product = stub.sells("A")

    def refuse(request):
        if request.url.host == "tiny.example":
            return answers.tiny(2, "token invalido")
        return answers.problem(423, "store_suspended") if request.url.path.endswith("/finish") else None

    stub.before = refuse
    job = bench.integrate("send", product)
    assert (job["status"], [row[2] for row in work(bench)]) == ("running", ["held"])
    stub.before = lambda request: None
    bench.now += timedelta(minutes=15)
    bench.settle()
    assert (job["status"], job["failure"]["code"]) == ("failed", "access_refused")


def test_a_job_that_is_asked_for_with_a_token_known_to_be_bad_fails_at_once(bench, stub, mug, answers):
    stub.before = lambda request: answers.tiny(2, "não") if request.url.host == "tiny.example" else None
    tell(bench)
    job = bench.integrate("send", stub.sells("A"))
    assert job["status"] == "failed"
    bench.hear("app.test.requested", "t-1")
    bench.settle()
    assert stub.tests["t-1"]["message"] == "O Tiny recusou o acesso: não."
    assert [row[2] for row in work(bench)] == ["held"]


def test_a_notice_does_not_wait_for_a_job_of_many_products(bench, stub, mug):
    products = [stub.sells(f"P-{n:03}") for n in range(600)]
    order = []

    def watch(request):
        if "/erp/links/" in str(request.url) and not order:
            order.append("told")
            bench.tell("stock", "estoque", tipoEstoque="F", saldo=7, sku="CAN", skuMapeamento="CAN")
        elif "/stock/bulk" in str(request.url):
            order.append(stub.count("/erp/links/"))

    stub.before = watch
    job = bench.integrate("send", *products)
    assert job["status"] == "completed"
    assert order == ["told", 20]


def test_a_notice_that_comes_while_the_same_sku_is_worked_on_is_done_after_it(bench, stub, mug):
    told = []

    def change(request):
        if "/stock/bulk" in str(request.url) and not told:
            erp = next(iter(stub.erp.values()))
            erp["saldos"]["saldo"] = 3
            told.append(bench.tell("stock", "estoque", tipoEstoque="F", saldo=3, sku="CAN", skuMapeamento="CAN"))

    stub.before = change
    tell(bench)
    assert (told, mug["stock_quantity"]) == ([200], 3)


def test_an_outage_for_a_day_loses_nothing_and_is_called_seldom(bench, stub, mug):
    stub.before = lambda request: httpx.Response(503) if request.url.host == "tiny.example" else None
    number = stub.count("obter.estoque")
    for n in range(5):
        erp_id = stub.has_in_erp(f"P-{n}", saldos={"saldo": n + 10, "saldoReservado": 0})
        stub.links[stub.sells(f"P-{n}")] = {"external_id": erp_id}
        bench.tell("stock", "estoque", tipoEstoque="F", saldo=1, sku=f"P-{n}", skuMapeamento=f"P-{n}")
    tell(bench)
    for _ in range(24 * 4):
        bench.now += timedelta(minutes=15)
        bench.settle()
    assert stub.count("obter.estoque") - number <= 6 + 24 * 4 + 1
    stub.before = lambda request: None
    bench.now += timedelta(minutes=15)
    bench.settle()
    assert [row["stock_quantity"] for row in stub.products.values()] == [7, 10, 11, 12, 13, 14]
