"""A platform may refuse the connector's registration: then the set-up before stays, and goes on working."""

import copy
from pathlib import Path

import httpx
import jsonschema_rs
import pytest
import yaml

from homologa.sync.app import create_app
from homologa.sync.connector import Connector
from homologa.sync.integrations import INTEGRATIONS

DRIVER = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "driver.yaml").read_text())
PROBLEM = DRIVER["components"]["responses"]["Problem"]["content"]["application/problem+json"]["schema"]
CALLS = [("GET", "webhooks"), ("POST", "erp.job.requested"), ("POST", "app.test.requested"), ("PUT", "receivers")]


def refuse(stub, method, fragment, answer):
    """Have the store give this answer to a call; `fragment` is of its path or its body."""

    def before(request):
        text = f"{request.url.path} {request.content.decode()}"
        if request.method != method or fragment not in text:
            return None
        if isinstance(answer, Exception):
            raise answer
        return answer

    stub.before = before


def assert_refused(answer, reason):
    assert (answer.status_code, answer.content_type) == (409, "application/problem+json")
    assert jsonschema_rs.validator_for(PROBLEM).is_valid(answer.json)
    assert reason in answer.json["detail"]


@pytest.mark.parametrize(("method", "fragment"), CALLS)
def test_the_set_up_before_stays_and_works(bench, stub, setup, answers, method, fragment):
    known, webhooks = copy.deepcopy(bench.memory.get("setup")), copy.deepcopy(stub.webhooks)
    refuse(stub, method, fragment, answers.problem(403, "forbidden"))
    assert_refused(bench.http.put("/setup", json={**setup, "settings": {}}), "(forbidden)")
    assert (bench.memory.get("setup"), stub.webhooks) == (known, webhooks)
    stub.before = lambda request: None
    product = stub.sells("A")
    assert stub.results(bench.integrate("send", product)["id"]) == {product: ("created", None)}


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [(401, "invalid_token", "(invalid_token)"), (429, "rate_limited", "aguardar"), (503, "x", "HTTP 503")],
)
def test_the_reason_is_told(bench, stub, setup, answers, status, code, reason):
    refuse(stub, "PUT", "receivers", answers.problem(status, code))
    assert_refused(bench.http.put("/setup", json=setup), reason)


def test_a_lost_answer_is_a_refusal(bench, stub, setup):
    refuse(stub, "POST", "webhooks", httpx.ReadTimeout("perdida"))
    assert_refused(bench.http.put("/setup", json=setup), "resposta perdida")


def test_a_refused_change_changes_nothing(bench, stub, setup, answers):
    known = copy.deepcopy(bench.memory.get("setup"))
    refuse(stub, "PUT", "receivers", answers.problem(401, "invalid_token"))
    store = setup["platforms"]["novaoito"]
    store["credentials"]["app_token"] = "outro"
    assert_refused(bench.http.patch("/setup", json={"platforms": {"novaoito": store}}), "(invalid_token)")
    assert bench.memory.get("setup") == known


def test_a_first_set_up_that_is_refused_leaves_none(store, stub, setup, answers):
    connector = Connector(
        integrations=INTEGRATIONS, store=store, base_url="https://c.example", transport=stub.transport, inline=True
    )
    http = create_app(connector).test_client()
    refuse(stub, "PUT", "receivers", answers.problem(401, "invalid_token"))
    assert_refused(http.put("/setup", json=setup), "(invalid_token)")
    assert http.post("/run", json={"operation": "poll"}).status_code == 409
    assert stub.webhooks == {}


def test_the_former_subscriptions_end_last(bench, stub):
    former = set(stub.webhooks)
    number = len(stub.calls)
    bench.set_up()
    assert [call.partition(" ")[0] for call in stub.calls[number:]] == ["GET", *["POST"] * 3, "PUT", *["DELETE"] * 3]
    assert len(stub.webhooks) == 3
    assert not former & set(stub.webhooks)


def test_a_former_subscription_that_does_not_end_is_no_refusal(bench, stub, answers):
    refuse(stub, "DELETE", "webhooks", answers.problem(503, "x"))
    assert set(bench.set_up()) == {"name", "receivers", "capabilities"}


def test_subscriptions_of_others_are_left_alone(bench, stub):
    stub.webhooks[1] = {"id": 1, "event": "order.paid", "url": "https://outro.example", "secret": "s"}
    bench.set_up()
    assert 1 in stub.webhooks
