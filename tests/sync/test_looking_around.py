"""What was queued on the store while no event could reach the connector is found by itself."""

import httpx
import pytest
from wire import NOVAOITO, problem

BEGINNINGS = {
    "set-up": lambda bench: bench.http.put("/setup", json=bench.shop.setup),
    "change of a setting": lambda bench: bench.http.patch("/setup", json={"settings": {}}),
    "change of the store": lambda bench: bench.http.patch(
        "/setup", json={"platforms": {"novaoito": bench.shop.setup["platforms"]["novaoito"]}}
    ),
    "restart": lambda bench: bench.http.post("/restart"),
    "new process": lambda bench: bench.rebuild(),
}


@pytest.fixture
def unheard(shop):
    """From now on no event comes."""
    shop.world.plans.add("drop", always=True)


@pytest.mark.parametrize("name", BEGINNINGS)
def test_jobs_and_tests_whose_events_never_came_are_done(bench, shop, unheard, name):
    product = shop.sells("A")
    job_id = shop.asks("send", product)
    shop.world.act("novaoito", "testar")
    assert bench.state()["state"] == "idle"
    BEGINNINGS[name](bench)
    assert bench.connector.state().name == "idle"
    assert shop.results(job_id) == {product: ("created", None)}
    assert [test["ok"] for test in shop.tests()] == [True]


def test_an_event_that_was_taken_before_a_set_up_is_not_lost(bench, shop):
    job_id = shop.asks("send", shop.sells("A"))
    bench.set_up()
    bench.settle()
    assert shop.job(job_id)["status"] == "completed"
    assert shop.codes() == ["A"]


def test_a_connector_that_starts_often_looks_once(bench, shop):
    number = len(shop.wire.calls)
    for _ in range(5):
        bench.rebuild()
    bench.settle()
    assert [call.partition("?")[0] for call in shop.wire.calls[number:]] == [
        "GET /api/v1/erp/jobs", "GET /api/v1/apps/tiny-erp/tests",
    ]  # fmt: skip


def test_a_store_that_is_out_of_service_is_looked_at_again(bench, shop, unheard):
    job_id = shop.asks("send", shop.sells("A"))
    shop.wire.interfere(NOVAOITO, *[httpx.Response(503)] * 2)
    bench.rebuild()
    assert bench.state()["state"] == "waiting"
    bench.settle()
    assert shop.job(job_id)["status"] == "completed"


def test_a_refused_set_up_looks_at_nothing(bench, shop):
    shop.wire.refuse(NOVAOITO, problem(401, "invalid_token"))
    assert bench.http.put("/setup", json=shop.setup).status_code == 409
    number = len(shop.wire.calls)
    bench.settle()
    assert len(shop.wire.calls) == number
