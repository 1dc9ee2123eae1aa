"""A platform may refuse the connector's registration: then the set-up before stays, and goes on working."""

import copy
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from wire import problem

DRIVER = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "driver.yaml").read_text())
PROBLEM = DRIVER["components"]["responses"]["Problem"]["content"]["application/problem+json"]["schema"]
RECEIVERS = "PUT /api/v1/apps/tiny-erp/receivers"
CALLS = ["GET /api/v1/webhooks", '"erp.job.requested"', '"app.test.requested"', RECEIVERS]


def subscriptions(shop):
    """The events by the id of their subscription."""
    return {row["id"]: row["evento"] for row in shop.world.view("novaoito", "webhooks")}


def with_a_wrong_token(shop):
    store = copy.deepcopy(shop.setup["platforms"]["novaoito"])
    store["credentials"]["app_token"] = "outro"
    return {"platforms": {"novaoito": store}}


def assert_refused(answer, reason):
    assert (answer.status_code, answer.content_type) == (409, "application/problem+json")
    assert jsonschema_rs.validator_for(PROBLEM).is_valid(answer.json)
    assert reason in answer.json["detail"]


@pytest.mark.parametrize("fragment", CALLS)
def test_the_set_up_before_stays_and_works(bench, shop, fragment):
    known, before = bench.memory.get("setup"), subscriptions(shop)
    shop.wire.refuse(fragment, problem(403, "forbidden"))
    changed = {**shop.setup, "settings": {"default_visibility": "search"}}
    assert_refused(bench.http.put("/setup", json=changed), "(forbidden)")
    assert (bench.memory.get("setup"), subscriptions(shop)) == (known, before)
    shop.wire.heal()
    product = shop.sells("A")
    assert shop.results(bench.integrate("send", product)["id"]) == {product: ("created", None)}


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [(401, "invalid_token", "(invalid_token)"), (429, "rate_limited", "aguardar"), (503, "x", "HTTP 503")],
)
def test_the_reason_is_told(bench, shop, status, code, reason):
    shop.wire.refuse(RECEIVERS, problem(status, code))
    assert_refused(bench.http.put("/setup", json=shop.setup), reason)


def test_a_lost_answer_is_a_refusal(bench, shop):
    shop.wire.lose("POST /api/v1/webhooks")
    assert_refused(bench.http.put("/setup", json=shop.setup), "resposta perdida")


def test_a_refused_change_changes_nothing(bench, shop):
    known = bench.memory.get("setup")
    assert_refused(bench.http.patch("/setup", json=with_a_wrong_token(shop)), "token de acesso")
    assert bench.memory.get("setup") == known


def test_a_first_set_up_that_is_refused_leaves_none(new_bench, shop):
    shop.wire.refuse(RECEIVERS, problem(401, "invalid_token"))
    assert_refused(new_bench.http.put("/setup", json=shop.setup), "(invalid_token)")
    assert new_bench.http.post("/run", json={"operation": "poll"}).status_code == 409
    assert subscriptions(shop) == {}


def test_the_former_subscriptions_end_last(bench, shop):
    former, number = subscriptions(shop), len(shop.wire.calls)
    bench.set_up()
    made = [call.partition(" ")[0] for call in shop.wire.calls[number:]]
    assert made == ["GET", *["POST"] * 3, "PUT", *["DELETE"] * 3]
    assert sorted(subscriptions(shop).values()) == sorted(former.values())
    assert not former.keys() & subscriptions(shop).keys()


def test_a_former_subscription_that_does_not_end_is_no_refusal(bench, shop):
    shop.wire.refuse("DELETE /api/v1/webhooks", problem(503, "x"))
    assert set(bench.set_up()) == {"name", "receivers", "capabilities"}


def test_subscriptions_of_others_are_left_alone(bench, shop):
    token = shop.setup["platforms"]["novaoito"]["credentials"]["app_token"]
    other = {"event": "order.paid", "url": "https://outro.example/"}
    made = shop.store("POST", "/webhooks", token, json=other)
    bench.set_up()
    assert subscriptions(shop)[made["id"]] == "order.paid"
