import hashlib
import hmac
import itertools
import re
from datetime import datetime

import pytest

URL = "http://conector.test/hooks"
DELAYS = [30, 120, 600, 3600, 21600]


@pytest.fixture
def subscribe(app):
    return lambda event: app.post("/webhooks", json={"event": event, "url": URL}).json()


@pytest.mark.fact("novaoito", 11)
@pytest.mark.parametrize("event", ["product.created", "product.updated", "product.deleted"])
def test_a_payload_is_thin(shop, subscribe, event):
    subscribe(event)
    product = shop.new("A", preco=10)
    shop.act("alterar_produto", sku="A", preco=11)
    shop.act("excluir_produto", sku="A")

    (told,) = shop.receiver.events

    assert {**told, "delivery_id": ""} == {
        "event": event,
        "store_id": shop.view("credenciais")["store_id"],
        "resource": {"type": "product", "id": product},
        "occurred_at": "2026-11-03T09:00:00-03:00",
        "delivery_id": "",
    }


def test_the_app_hears_of_jobs_and_tests(shop, app, subscribe):
    for event in ("erp.job.requested", "erp.job.finished", "app.test.requested"):
        subscribe(event)
    shop.new("A")

    job = shop.integrate()
    app.post(f"/erp/jobs/{job}/cancel")
    test = shop.act("testar")["teste"]

    assert [(told["event"], told["resource"]) for told in shop.receiver.events] == [
        ("erp.job.requested", {"type": "erp_job", "id": job}),
        ("erp.job.finished", {"type": "erp_job", "id": job}),
        ("app.test.requested", {"type": "app_test", "id": test}),
    ]


@pytest.mark.fact("novaoito", 10)
def test_the_signature_verifies(shop, subscribe):
    secret = subscribe("product.created")["secret"]
    shop.new("A")

    ((headers, body),) = shop.receiver.requests

    at, digest = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", headers["X-Novaoito-Signature"]).groups()
    assert digest == hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert datetime.fromtimestamp(int(at), shop.world.clock.now().tzinfo) == shop.world.clock.now()


@pytest.mark.parametrize(
    ("signature", "proves", "age"), [("wrong", False, 0), ("old", True, 400), ("missing", None, None)]
)
def test_a_tester_has_a_signature_forged_and_the_retry_has_the_right_one(shop, subscribe, signature, proves, age):
    secret = subscribe("product.created")["secret"]
    settings = {"signature": signature, "seconds": 400, "times": 1}
    shop.world.plans.add("forge", match={"platform": "novaoito"}, settings=settings)
    shop.receiver.statuses = [401]
    began = shop.world.clock.now()

    shop.new("A")
    shop.world.advance_by(30)

    forged, honest = [_proof(secret, *request) for request in shop.receiver.requests]
    assert forged == (proves, None if age is None else began.timestamp() - age)
    assert honest == (True, began.timestamp() + 30)


def _proof(secret, headers, body):
    """Whether the signature is the right one for the moment that it names, and that moment."""
    signature = headers.get("X-Novaoito-Signature")
    if signature is None:
        return None, None
    at, digest = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", signature).groups()
    return digest == hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest(), int(at)


@pytest.mark.fact("novaoito", 10)
def test_a_delivery_is_retried_by_the_schedule_with_one_id(shop, app, subscribe):
    shop.receiver.statuses = [500] * 6
    subscription = subscribe("product.created")
    shop.new("A")

    shop.world.advance_by(sum(DELAYS) + 1)

    (delivery,) = app.get(f"/webhooks/{subscription['id']}/deliveries").json()["data"]
    moments = [datetime.fromisoformat(attempt["at"]) for attempt in delivery["attempts"]]
    gaps = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(moments)]
    assert gaps == DELAYS
    assert {told["delivery_id"] for told in shop.receiver.events} == {delivery["delivery_id"]}
    assert {body for _, body in shop.receiver.requests} == {shop.receiver.requests[0][1]}
    assert len({headers["X-Novaoito-Signature"] for headers, _ in shop.receiver.requests}) == 6
    assert delivery["status"] == "failed"


@pytest.mark.fact("novaoito", 10)
def test_any_2xx_is_delivered(shop, app, subscribe):
    shop.receiver.statuses = [503, 204]
    subscription = subscribe("product.created")
    shop.new("A")
    shop.world.advance_by(30)

    (delivery,) = app.get(f"/webhooks/{subscription['id']}/deliveries").json()["data"]

    assert delivery["status"] == "delivered"
    assert [attempt["response_status"] for attempt in delivery["attempts"]] == [503, 204]


def test_a_receiver_that_is_not_there_is_told(shop, app):
    made = app.post("/webhooks", json={"event": "product.created", "url": "http://ausente.test/"}).json()
    shop.new("A")

    (delivery,) = app.get(f"/webhooks/{made['id']}/deliveries").json()["data"]

    assert delivery["status"] == "pending"
    assert delivery["attempts"][0]["response_status"] is None
    assert "ausente.test" in delivery["attempts"][0]["error"]


def test_the_secret_is_shown_once(app, subscribe):
    made = subscribe("product.created")

    (shown,) = app.get("/webhooks").json()["data"]

    assert len(made["secret"]) == 40
    assert shown == {name: value for name, value in made.items() if name != "secret"}


@pytest.mark.parametrize("change", [{"event": "product.lost"}, {"url": "ftp://x/y"}, {"url": "x"}])
def test_a_subscription_has_its_shape(app, refused, change):
    answer = app.post("/webhooks", json={"event": "product.created", "url": URL, **change})

    assert set(refused(answer, 422, "validation_failed")["errors"]) == set(change)


def test_an_ended_subscription_gives_up_what_waits(shop, app, subscribe, refused):
    shop.receiver.statuses = [500]
    subscription = subscribe("product.created")
    shop.new("A")

    assert app.delete(f"/webhooks/{subscription['id']}").status_code == 204
    shop.new("B")
    shop.world.advance_by(60)

    assert len(shop.receiver.requests) == 1
    refused(app.get(f"/webhooks/{subscription['id']}/deliveries"), 404, "not_found")
    refused(app.delete(f"/webhooks/{subscription['id']}"), 404, "not_found")


def test_the_uninstallation_is_the_last_thing_that_the_app_hears(shop, subscribe):
    for event in ("app.uninstalled", "product.created", "erp.job.finished"):
        subscribe(event)
    shop.new("A")
    shop.integrate()

    shop.act("desinstalar")
    shop.new("B")

    heard = [told["event"] for told in shop.receiver.events]
    assert heard == ["product.created", "erp.job.finished", "app.uninstalled"]
    assert shop.receiver.events[-1]["resource"] == {"type": "app", "id": "tiny-erp"}


def test_what_a_refused_action_would_have_told_is_not_told(shop, app, subscribe):
    subscribe("product.created")
    app.post("/products", json={"sku": "A"})

    assert shop.receiver.events == []


def test_failures_in_a_row_switch_a_subscription_off(shop, app, subscribe):
    shop.receiver.statuses = [500] * 6 * 5
    subscribe("product.created")
    for number in range(5):
        shop.new(f"P-{number}")
        shop.world.advance_by(sum(DELAYS) + 1)
    (row,) = app.get("/webhooks").json()["data"]

    shop.new("LATE")

    assert (row["active"], row["failures"]) == (False, 5)
    assert len(shop.receiver.requests) == 30
    assert shop.view("webhooks")[0]["falhas_seguidas"] == 5


def test_a_delivery_that_arrives_makes_the_failures_forgotten(shop, app, subscribe):
    shop.receiver.statuses = [500] * 6 * 4
    subscribe("product.created")
    for number in range(4):
        shop.new(f"P-{number}")
        shop.world.advance_by(sum(DELAYS) + 1)
    before = app.get("/webhooks").json()["data"][0]["failures"]

    shop.new("GOOD")

    assert (before, app.get("/webhooks").json()["data"][0]["failures"]) == (4, 0)


def test_deliveries_are_paged_and_filtered(shop, app, subscribe, refused):
    subscription = subscribe("product.created")["id"]
    shop.receiver.statuses = [200, 500]
    for sku in "ABC":
        shop.new(sku)
    path = f"/webhooks/{subscription}/deliveries"

    first, second = (app.get(f"{path}?per_page=2&page={page}").json() for page in (1, 2))

    assert [row["status"] for row in (*first["data"], *second["data"])] == ["delivered", "pending", "delivered"]
    assert app.get(f"{path}?status=x&filter[status]=pending").json()["meta"]["total"] == 1
    refused(app.get(f"{path}?filter[status]=lost"), 422, "validation_failed")


def test_subscriptions_are_found_by_their_event(app, subscribe):
    subscribe("product.created")
    made = subscribe("order.paid")["id"]

    (row,) = app.get("/webhooks", params={"filter[event]": "order.paid"}).json()["data"]

    assert row["id"] == made
