"""Delivery plans, replays and waits over real sockets."""

import json
import signal
import threading

import httpx
import pytest

SOON = 10.0
KIND = "product.created"


@pytest.fixture
def world(control, subscribe, receiver):
    made = control.create_world(id="um")
    subscribe(made.data["platforms"]["novaoito"], receiver.url)
    return made


@pytest.fixture
def add(world):
    return lambda *skus: [world.act("novaoito", "novo_produto", sku=sku, nome="Caneca") for sku in skus]


def numbers(receiver):
    return [json.loads(body)["resource"]["id"] - 1000 for _, body in list(receiver.requests)]


def test_what_is_lost_never_arrives(world, add, receiver):
    world.plans.add("drop")

    add("A", "B")

    assert [found["state"] for found in world.deliveries.wait(2, state="delivered")] == ["delivered"] * 2
    assert numbers(receiver) == [2]


def test_what_is_late_comes_later(world, add, receiver):
    world.plans.add("delay", seconds=60)

    add("A", "B")
    assert world.quiet(SOON).quiet
    world.advance(seconds=60)

    assert numbers(receiver) == [2, 1]


def test_what_comes_twice_is_the_same_but_for_the_signature(world, add, receiver):
    world.plans.add("duplicate", spacing=60)

    add("A")
    assert world.quiet(SOON).quiet
    world.advance(seconds=60)

    (headers, body), (later, again) = receiver.requests
    assert body == again
    assert headers.pop("X-Novaoito-Signature") != later.pop("X-Novaoito-Signature")
    assert headers == later


@pytest.mark.parametrize(("effect", "order"), [("reorder", [3, 2, 1]), ("burst", [1, 2, 3])])
def test_a_group_is_held_until_it_is_whole(world, add, receiver, effect, order):
    world.plans.add(effect, count=3)

    add("A", "B")
    assert len(world.deliveries.wait(2, state="held")) == 2
    add("C")

    assert len(world.deliveries.wait(3, state="delivered")) == 3
    assert numbers(receiver) == order


def test_a_cut_delivery_is_received_and_comes_again(world, add, receiver):
    world.plans.add("cut")

    add("A")
    assert world.quiet(SOON).quiet
    world.advance(seconds=30)

    assert numbers(receiver) == [1, 1]
    assert [attempt["status"] for attempt in world.journal(direction="out")] == [None, 200]


def test_an_interleaved_delivery_comes_before_the_answer_of_the_call(world, add, receiver, client):
    store = world.data["platforms"]["novaoito"]
    world.plans.add("interleave", call=1)
    add("A")

    headers = {"Authorization": f"Bearer {store['credentials']['admin_token']}"}
    client.get(f"{store['url']}/api/v1/products", headers=headers).raise_for_status()

    assert numbers(receiver) == [1]


def test_a_wait_ends_when_the_last_one_comes(world, add, receiver):
    receiver.gate.clear()
    add("A")
    assert receiver.reached.wait(SOON)
    threading.Timer(0.1, receiver.gate.set).start()

    (found,) = world.deliveries.wait(1, state="delivered")

    assert found["attempts"] == 1
    assert world.deliveries.get(found["id"], wait=SOON)["state"] == "delivered"


def test_a_wait_ends_with_its_world(world, control, client):
    answers = []
    url = f"{control.base_url}/worlds/um/deliveries?count=9&wait=20"
    waiting = threading.Thread(target=lambda: answers.append(client.get(url).status_code))
    waiting.start()

    world.delete()
    waiting.join(SOON)

    assert answers == [404]


def test_everything_can_be_made_again(world, add, receiver):
    add("A", "B")
    assert world.quiet(SOON).quiet

    copies = world.deliveries.replay_all()

    assert world.quiet(SOON).quiet
    assert numbers(receiver) == [1, 2, 1, 2]
    assert len({body for _, body in receiver.requests}) == len(copies) == 2


def test_a_kill_in_the_midst_of_deliveries_loses_none(serve, control_of, tmp_path, subscribe, receiver, client):
    folder = tmp_path / "dados"
    killed = serve("--data", str(folder))
    subscribe(killed.told["platforms"]["novaoito"], receiver.url)
    world = control_of(killed.told["control"]).world("padrao")
    plan = world.plans.add("burst", kind=KIND, count=40)
    for number in range(40):
        world.act("novaoito", "novo_produto", sku=f"P-{number}", nome="Caneca")
        if number == 38:
            assert len(world.deliveries(state="held")) == 39
    assert world.deliveries.wait(10, state="delivered")
    killed.end(signal.SIGKILL)
    before = len(receiver.requests)

    again = control_of(serve("--data", str(folder)).told["control"]).world("padrao")

    assert len(again.deliveries.wait(40, state="delivered")) == 40
    assert again.plans.get(plan["id"])["fired"] == 40
    bodies = [body for _, body in receiver.requests]
    assert before >= 10
    assert len(set(bodies)) == 40
    # What was on its way when the process died is all that can have come twice.
    assert len(bodies) <= 41


def test_a_call_that_a_receiver_makes_is_not_kept_waiting_for_itself(world, add, receiver, client):
    store = world.data["platforms"]["novaoito"]
    world.plans.add("interleave", call=1, subject="B")
    add("B")
    receiver.gate.clear()
    add("A")
    assert receiver.reached.wait(SOON)

    headers = {"Authorization": f"Bearer {store['credentials']['admin_token']}"}
    answer = client.get(f"{store['url']}/api/v1/products", headers=headers)
    receiver.gate.set()

    assert answer.status_code == httpx.codes.OK
    assert len(world.deliveries.wait(2, state="delivered")) == 2
    assert numbers(receiver) == [2, 1]
