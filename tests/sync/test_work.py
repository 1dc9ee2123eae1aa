"""What was accepted is done, held with its cause, or dead with its reason: shown by `GET /work` (capability `work`)."""

from pathlib import Path

import httpx
import jsonschema_rs
import pytest
import yaml
from wire import NOVAOITO, TINY, problem, tiny_error

DRIVER = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "driver.yaml").read_text())


def tell(bench, sku="CAN"):
    return bench.tell("stock", {"tipoEstoque": "F", "saldo": 7, "sku": sku, "skuMapeamento": sku}).status_code


def tell_and_settle(bench):
    assert tell(bench) == 200
    bench.settle()


def stock(shop, product_id):
    return shop.product(product_id)["stock_quantity"]


def work(bench):
    tasks = bench.tasks()
    root = {"$ref": "#/components/schemas/Task", "components": DRIVER["components"]}
    assert all(jsonschema_rs.validator_for(root).is_valid(task) for task in tasks)
    return [(task["kind"], task["key"], task["state"], task["cause"]) for task in tasks]


def states(bench):
    return [row[2] for row in work(bench)]


def test_it_is_a_capability_and_the_connector_has_a_name(bench):
    answer = bench.set_up()
    assert "work" in answer["capabilities"]
    assert answer["name"] == "Conector de referência"


def test_before_a_set_up_there_is_none(new_bench):
    assert work(new_bench) == []


HELD = {
    "token": (2, "O Tiny recusou o acesso: não."),
    "plan": (5, "O Tiny não atende esta conta: não."),
    "company": (8, "O Tiny não atende esta conta: não."),
    "maintenance": (99, "O Tiny não atende esta conta: não."),
}


@pytest.mark.parametrize("why", HELD)
def test_a_notice_that_tiny_does_not_serve_is_held_with_its_cause(bench, shop, mug, why):
    code, cause = HELD[why]
    shop.wire.refuse(TINY, tiny_error(code, "não"))
    tell_and_settle(bench)
    assert work(bench) == [("stock", "CAN", "held", cause)]
    state = bench.state()
    assert (state["state"], state["waiting_until"]) == ("idle", None)
    assert (bench.queue.describe()[0]["not_before"] is None) == (why == "token")
    shop.wire.heal()
    shop.world.advance(seconds=15 * 60)
    if why == "token":
        bench.settle()
        assert stock(shop, mug) == 1
        bench.change()
    bench.settle()
    assert (stock(shop, mug), work(bench)) == (7, [])


STORE = {
    "suspended": (423, "store_suspended", "A loja não atende esta conta: (store_suspended)."),
    "app disabled": (403, "app_disabled", "A loja não atende esta conta: (app_disabled)."),
    "token": (401, "invalid_token", "A loja recusou o acesso: (invalid_token)."),
    "scope": (403, "insufficient_scope", "A loja recusou o acesso: (insufficient_scope)."),
}


@pytest.mark.parametrize("why", STORE)
def test_a_notice_that_the_store_does_not_serve_is_held_with_its_cause(bench, shop, mug, why):
    status, code, cause = STORE[why]
    shop.wire.refuse(NOVAOITO, problem(status, code))
    tell_and_settle(bench)
    assert work(bench) == [("stock", "CAN", "held", cause)]
    shop.wire.heal()
    shop.world.advance(seconds=15 * 60)
    if why in ("token", "scope"):
        bench.change()
    bench.settle()
    assert (stock(shop, mug), work(bench)) == (7, [])


def test_what_is_held_survives_a_restart(bench, shop, mug):
    shop.wire.refuse(TINY, tiny_error(99, "não"))
    tell_and_settle(bench)
    bench.rebuild()
    bench.settle()
    assert states(bench) == ["held"]


def test_a_link_that_the_store_does_not_take_now_is_written_later(bench, shop):
    product = shop.sells("A")
    shop.wire.refuse("/links/", problem(423, "store_suspended"))
    job = bench.integrate("send", product)
    assert (job["status"], shop.codes(), shop.linked()) == ("running", ["A"], {})
    shop.wire.heal()
    bench.wait(minutes=15)
    assert_created(shop, job, product)


@pytest.mark.parametrize("fragment", ["/items", "/finish"])
def test_results_that_the_store_does_not_take_now_are_told_later(bench, shop, fragment):
    product = shop.sells("A")
    shop.wire.refuse(fragment, httpx.Response(503))
    job = bench.integrate("send", product)
    assert states(bench) == ["held"]
    shop.wire.heal()
    bench.wait(minutes=15)
    assert_created(shop, job, product)


def assert_created(shop, job, product):
    assert shop.job(job["id"])["status"] == "completed"
    assert shop.results(job["id"]) == {product: ("created", None)}


def test_that_a_job_failed_is_told_a_suspended_store_later(bench, shop):
    def refuse(call):
        if TINY in call:
            return tiny_error(2, "token invalido")
        return problem(423, "store_suspended") if "/finish" in call else None

    shop.wire.hook(refuse)
    job = bench.integrate("send", shop.sells("A"))
    assert (job["status"], states(bench)) == ("running", ["held"])
    shop.wire.heal()
    bench.wait(minutes=15)
    ended = shop.job(job["id"])
    assert (ended["status"], ended["code"]) == ("failed", "access_refused")


def test_a_job_that_is_asked_for_with_a_token_known_to_be_bad_fails_at_once(bench, shop, mug):
    shop.wire.refuse(TINY, tiny_error(2, "não"))
    tell_and_settle(bench)
    job = bench.integrate("send", shop.sells("A"))
    assert job["status"] == "failed"
    shop.world.act("novaoito", "testar")
    bench.settle()
    assert [test["message"] for test in shop.tests()] == ["O Tiny recusou o acesso: não."]
    assert states(bench) == ["held"]


def test_a_notice_does_not_wait_for_a_job_of_many_products(bench, shop, mug):
    products = shop.sell([f"P-{n:03}" for n in range(100)])
    before = []

    def watch(call):
        if "/erp/links/" in call and shop.wire.count("/erp/links/") == 1:
            tell(bench)
        elif "/stock/bulk" in call:
            before.append(shop.wire.count("/erp/links/"))

    shop.wire.hook(watch)
    job = bench.integrate("send", *products)
    assert job["status"] == "completed"
    assert before == [20]


def test_a_notice_that_comes_while_the_same_sku_is_worked_on_is_done_after_it(bench, shop, mug):
    def change():
        shop.world.act("tiny", "balanco_de_estoque", codigo="CAN", quantidade=3)
        tell(bench)

    shop.wire.meanwhile("/stock/bulk", change)
    tell_and_settle(bench)
    assert stock(shop, mug) == 3


def test_an_outage_for_a_day_loses_nothing_and_is_called_seldom(bench, shop, mug):
    codes = [f"P-{n}" for n in range(5)]
    shop.share(*({"codigo": code, "estoque_atual": n + 10} for n, code in enumerate(codes)))
    shop.wire.refuse(TINY, httpx.Response(503))
    for code in (*codes, "CAN"):
        assert tell(bench, code) == 200
    bench.settle()
    for _ in range(24 * 4):
        bench.wait(minutes=15)
    assert shop.wire.count("obter.estoque") <= 6 + 24 * 4 + 1
    shop.wire.heal()
    bench.wait(minutes=15)
    assert [row["stock_quantity"] for row in shop.products().values()] == [7, 10, 11, 12, 13, 14]
