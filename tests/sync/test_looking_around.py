"""What was queued on the store while no event could reach the connector is found by itself."""

import pytest


def with_a_new_token(bench, setup):
    store = setup["platforms"]["novaoito"]
    store["credentials"]["app_token"] = "outro"
    return bench.http.patch("/setup", json={"platforms": {"novaoito": store}})


BEGINNINGS = {
    "set-up": lambda bench, setup: bench.http.put("/setup", json=setup),
    "change of a setting": lambda bench, setup: bench.http.patch("/setup", json={"settings": {}}),
    "change of the store": with_a_new_token,
    "restart": lambda bench, setup: bench.http.post("/restart"),
    "new process": lambda bench, setup: bench.rebuild(),
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_jobs_and_tests_whose_events_never_came_are_done(bench, stub, setup, name):
    product = stub.sells("A")
    job_id = stub.requests("send", product)
    stub.tests["t-1"] = None
    BEGINNINGS[name](bench, setup)
    assert bench.connector.state().name == "idle"
    assert stub.results(job_id) == {product: ("created", None)}
    assert stub.tests["t-1"]["ok"] is True


def test_an_event_that_was_taken_before_a_set_up_is_not_lost(bench, stub):
    job_id = stub.requests("send", stub.sells("A"))
    bench.hear("erp.job.requested", job_id)
    bench.set_up()
    bench.settle()
    assert stub.jobs[job_id]["status"] == "completed"
    assert len(stub.erp) == 1


def test_a_connector_that_starts_often_looks_once(bench, stub):
    number = len(stub.calls)
    for _ in range(5):
        bench.rebuild()
    bench.settle()
    assert [call.partition("?")[0] for call in stub.calls[number:]] == [
        "GET /api/v1/erp/jobs", "GET /api/v1/apps/tiny-erp/tests",
    ]  # fmt: skip


def test_a_store_that_is_out_of_service_is_looked_at_again(bench, stub, answers):
    job_id = stub.requests("send", stub.sells("A"))
    refusals = iter([answers.problem(503, "x")] * 2)
    stub.before = lambda request: next(refusals, None)
    bench.rebuild()
    assert bench.http.get("/state").json["state"] == "waiting"
    bench.settle()
    assert stub.jobs[job_id]["status"] == "completed"


def test_a_refused_set_up_looks_at_nothing(bench, stub, setup, answers):
    stub.before = lambda request: answers.problem(401, "invalid_token")
    bench.http.put("/setup", json=setup)
    number = len(stub.calls)
    bench.settle()
    assert len(stub.calls) == number
