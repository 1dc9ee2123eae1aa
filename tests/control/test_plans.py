"""Delivery plans and replays through the control API and its client."""

import contextlib
from datetime import timedelta

import httpx
import pytest

from homologa.simulators.control.client import ControlError
from homologa.simulators.control.event_stream import MAX_WAITING

KIND = "product.created"


@pytest.fixture
def product(world, subscribed):
    """Adds products to the store, each of which is told to the receiver."""
    return lambda *skus: [world.act("novaoito", "novo_produto", sku=sku, nome="Caneca") for sku in skus]


def test_a_plan_is_shown_as_it_was_asked_for(world):
    made = world.plans.add(
        "delay", platform="novaoito", kind=KIND, subject="A", nth=2, after=1, label="Tarde", seconds=60
    )

    assert made == {
        "id": 1,
        "label": "Tarde",
        "platform": "novaoito",
        "kind": KIND,
        "subject": "A",
        "nth": 2,
        "next": None,
        "while": False,
        "after": 1,
        "effect": {"kind": "delay", "seconds": 60},
        "matched": 0,
        "fired": 0,
        "calls": 0,
    }
    assert world.plans.all() == [world.plans.get(1)] == [made]


@pytest.mark.parametrize(
    ("effect", "settings", "taken"),
    [
        ("drop", {}, {"as": "delivered"}),
        ("drop", {"as": "failed"}, {"as": "failed"}),
        ("duplicate", {}, {"times": 2, "spacing": 0}),
        ("drop", {"as": "failed", "times": 3}, {"as": "failed", "times": 3}),
        ("cut", {}, {"times": 1}),
        ("interleave", {"call": 2}, {"call": 2, "called": None, "operation": None}),
        (
            "interleave",
            {"call": 1, "called": "tiny", "operation": "produto.obter"},
            {"call": 1, "called": "tiny", "operation": "produto.obter"},
        ),
    ],
)
def test_an_effect_says_what_was_left_out(world, effect, settings, taken):
    assert world.plans.add(effect, **settings)["effect"] == {"kind": effect, **taken}


def test_a_forgery_says_what_was_left_out(world):
    made = world.plans.add("forge", platform="novaoito", signature="old")

    assert made["effect"] == {"kind": "forge", "signature": "old", "seconds": 600, "times": 1}


def test_a_plan_means_the_next_one_and_a_group_as_many_as_it_needs(world):
    assert world.plans.add("drop")["next"] == 1
    assert world.plans.add("reorder", count=3)["next"] == 3
    assert world.plans.add("burst", count=3, always=True)["while"] is True


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({}, "effect tem de ser um objeto com kind"),
        ({"effect": {"kind": "sumir"}}, "effect.kind tem de ser um de: drop, delay"),
        ({"effect": {"kind": "delay"}}, "effect de kind delay precisa de: seconds"),
        ({"effect": {"kind": "drop", "seconds": 1}}, "não tem o campo seconds; há: as, times"),
        ({"effect": {"kind": "drop", "times": 2}}, "effect.times só vale com as failed"),
        ({"effect": {"kind": "forge"}, "platform": "novaoito"}, "effect de kind forge precisa de: signature"),
        (
            {"effect": {"kind": "forge", "signature": "boa"}, "platform": "novaoito"},
            "effect.signature tem de ser um de: wrong, old, missing",
        ),
        ({"effect": {"kind": "forge", "signature": "old"}}, "precisa de platform, uma que assine: novaoito"),
        (
            {"effect": {"kind": "forge", "signature": "old"}, "platform": "tiny"},
            "precisa de platform, uma que assine: novaoito",
        ),
        ({"effect": {"kind": "drop", "as": "perdida"}}, "effect.as tem de ser um de: delivered, failed"),
        ({"effect": {"kind": "delay", "seconds": -1}}, "o número de segundos não pode ser -1"),
        ({"effect": {"kind": "reorder", "count": 1}}, "effect.count tem de ser um número inteiro de 2 a 1000"),
        ({"effect": {"kind": "drop"}, "nth": 1, "next": 1}, "informe só um de nth, next e while"),
        ({"effect": {"kind": "drop"}, "while": "sim"}, "while tem de ser true, até que o plano seja removido"),
        ({"effect": {"kind": "drop"}, "platform": "bling"}, "platform tem de ser um de: "),
        ({"effect": {"kind": "interleave", "call": 1, "called": "bling"}}, "effect.called tem de ser um de: "),
        (
            {"effect": {"kind": "interleave", "call": 1, "operation": "produto.obtem"}},
            "você quis dizer produto.obter",
        ),
        ({"effect": {"kind": "drop"}, "sku": "A"}, "campo desconhecido: sku"),
    ],
)
def test_a_plan_that_makes_no_sense(api, world, refused, body, detail):
    assert detail in refused(api.post("/worlds/um/plans", json=body), 422)


def test_a_plan_that_is_not_there(world):
    for call in (world.plans.get, world.plans.remove):
        with pytest.raises(ControlError, match="não há plano 7") as caught:
            call(7)
        assert caught.value.status == 404


def test_a_held_delivery_is_seen_and_let_go(world, product, receiver):
    plan = world.plans.add("burst", kind=KIND, count=9)
    product("A", "B")

    first, second = world.deliveries(state="held")
    assert [held["plan"] for held in (first, second)] == [plan["id"]] * 2
    assert [held["subject"] for held in (first, second)] == ["A", "B"]
    assert world.plans.get(plan["id"])["fired"] == 2
    released = world.deliveries.release(second["id"])

    assert released["state"] == "delivered"
    assert [found["subject"] for found in world.deliveries(state="delivered")] == ["B"]
    with pytest.raises(ControlError, match="não está retida"):
        world.deliveries.release(second["id"])
    world.plans.clear()
    assert len(receiver.bodies) == 2
    assert world.plans.all() == []


def test_a_removed_plan_lets_go_of_what_it_holds(world, product, receiver):
    plan = world.plans.add("reorder", kind=KIND, count=9)
    product("A", "B")

    world.plans.remove(plan["id"])

    assert [b'"id":1001' in body for body in receiver.bodies] == [False, True]


def test_what_a_plan_lost_arrives_when_it_is_made_again(world, product, receiver):
    plan = world.plans.add("drop", always=True)
    product("A", "B")
    assert receiver.bodies == []
    assert {found["state"] for found in world.deliveries(plan=plan["id"])} == {"delivered"}

    world.deliveries.replay_all(plan=plan["id"])

    lost = world.deliveries(plan=plan["id"])
    assert [body.decode() for body in receiver.bodies] == [found["body"] for found in lost]


def test_one_delivery_is_made_again(world, product, receiver):
    product("A")
    (first,) = world.deliveries()

    copy = world.deliveries.replay(first["id"])

    assert (copy["replay_of"], copy["state"], copy["body"]) == (first["id"], "delivered", first["body"])
    assert receiver.bodies[0] == receiver.bodies[1]
    assert world.deliveries(replay_of=first["id"]) == [copy]
    (attempt,) = world.delivery(copy["id"])["exchanges"]
    assert attempt["hint"] == f"a entrega {first['id']} outra vez"


@pytest.mark.parametrize(
    ("filters", "made"),
    [
        ({}, ["A", "B", "C"]),
        ({"subject": "B"}, ["B"]),
        ({"platform": "tiny"}, []),
        ({"kind": KIND, "state": "delivered"}, ["A", "B", "C"]),
        ({"after": 1}, ["B", "C"]),
    ],
)
def test_all_that_match_are_made_again_once(world, product, filters, made):
    product("A", "B", "C")
    world.deliveries.replay_all()
    before = len(world.deliveries())

    copies = world.deliveries.replay_all(**filters)

    again = world.deliveries()[before:]
    assert [found["id"] for found in again] == copies
    assert [found["subject"] for found in again] == made


def test_all_since_a_moment_are_made_again(world, product):
    product("A")
    world.advance(seconds=60)
    product("B")

    world.deliveries.replay_all(since=world.now() - timedelta(seconds=30))

    assert [found["subject"] for found in world.deliveries()] == ["A", "B", "B"]


@pytest.mark.parametrize(
    "body", [{"state": "pending"}, {"plan": "x"}, {"plan": 0}, {"since": "ontem"}, {"kind": 1}, {"limit": 1}]
)
def test_a_replay_that_makes_no_sense(api, world, refused, body):
    refused(api.post("/worlds/um/deliveries/replay", json=body), 422)


def test_what_waits_cannot_be_made_again(world, product):
    world.plans.add("delay", seconds=60)
    product("A")

    with pytest.raises(ControlError, match="ainda não foi feita") as caught:
        world.deliveries.replay(world.deliveries()[0]["id"])

    assert caught.value.status == 422


def test_a_delivery_that_there_is_is_not_waited_for(world, product):
    product("A", "B")

    assert [found["subject"] for found in world.deliveries.wait(2, kind=KIND)] == ["A", "B"]
    assert world.deliveries.get(world.deliveries()[0]["id"], wait=30)["state"] == "delivered"


def test_a_wait_ends_with_what_there_is(world, product):
    product("A")

    assert [found["subject"] for found in world.deliveries.wait(2, wait=0.01)] == ["A"]


def test_an_answer_says_how_many_match(api, world, product):
    product("A", "B", "C")

    assert api.get("/worlds/um/deliveries", params={"limit": 1}).json()["count"] == 3


@pytest.mark.parametrize("query", [{"count": -1}, {"wait": -1}, {"since": "ontem"}, {"plan": 0}])
def test_a_wait_that_makes_no_sense(api, world, refused, query):
    refused(api.get("/worlds/um/deliveries", params=query), 422)


def test_a_notification_comes_right_after_a_call_and_before_its_answer(site, world, product, receiver):
    store = world.data["platforms"]["novaoito"]
    world.plans.add("interleave", kind=KIND, call=2, called="novaoito", operation="products.list")
    product("A")

    headers = {"Authorization": f"Bearer {store['credentials']['admin_token']}"}
    with httpx.Client(transport=site.transport, base_url=f"{store['url']}/api/v1", headers=headers) as client:
        client.get("/products").raise_for_status()
        assert receiver.bodies == []
        client.get("/products").raise_for_status()

    assert len(receiver.bodies) == 1
    *_, call, delivery = world.journal(platform="novaoito")
    assert (call["direction"], delivery["direction"]) == ("in", "out")
    assert delivery["hint"] == "plano 1: retida até a 2ª chamada do conector"


def test_only_so_many_wait_at_once(site, world, api, refused):
    with contextlib.ExitStack() as seats:
        room = next(view.__self__ for name, view in site.control.view_functions.items() if name.endswith("/deliveries"))
        for _ in range(MAX_WAITING):
            seats.enter_context(room.limit.slot())
        answer = api.get("/worlds/um/deliveries", params={"count": 1, "wait": 1})

    assert "já há 8 pedidos à espera de entregas" in refused(answer, 503)
    assert api.get("/worlds/um/deliveries", params={"count": 1, "wait": 0.01}).status_code == 200
