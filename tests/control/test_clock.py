from datetime import datetime, timedelta

import pytest

BEGIN = datetime.fromisoformat("2026-11-03T09:00:00-03:00")


def test_the_clock_moves_by_seconds_and_to_a_moment(world):
    assert world.now() == BEGIN
    assert world.advance(seconds=90.5) == BEGIN + timedelta(seconds=90.5)
    assert world.advance(to=BEGIN + timedelta(days=1)) == BEGIN + timedelta(days=1)
    assert world.now() == BEGIN + timedelta(days=1)


def test_without_a_delivery_there_is_no_next(world, notified):
    notified()

    assert world.quiet().next_due is None
    assert world.advance() == BEGIN


def test_what_is_due_on_the_way_is_done_at_its_own_moment(world, subscribed, receiver):
    receiver.status = "500 Não"
    world.act("novaoito", "novo_produto", sku="A", nome="Caneca")

    due = world.quiet().next_due, world.advance()
    world.advance(seconds=120)

    attempts = [datetime.fromisoformat(found["at"]) for found in world.journal(direction="out")]
    assert due == (BEGIN + timedelta(seconds=30), BEGIN + timedelta(seconds=30))
    assert attempts == [BEGIN + timedelta(seconds=seconds) for seconds in (0, 30, 150)]


@pytest.mark.parametrize("to", ["2026-11-03T08:59:59", "2026-11-03T11:59:59Z"])
@pytest.mark.parametrize("more", [{}, {"deliver": False}])
def test_a_moment_that_has_passed_is_refused(api, world, refused, to, more):
    answer = api.post("/worlds/um/clock/advance", json={"to": to, **more})

    refused(answer, 422)
    assert answer.json()["detail"] == "o relógio só anda para a frente, e no mundo já são 03/11/2026 09:00:00"
    assert world.now() == BEGIN


@pytest.mark.parametrize("to", ["2030-01-01T00:00\0", "2030-01-01T00:00\n", "amanhã", "2030-13-01", 20300101])
def test_a_moment_that_is_none_is_refused(api, world, refused, to):
    refused(api.post("/worlds/um/clock/advance", json={"to": to}), 422)

    assert world.now() == BEGIN


def test_the_clock_can_be_moved_to_where_it_is(world):
    assert world.advance(to=BEGIN) == BEGIN


def test_a_delivery_that_is_overdue_is_next_and_takes_no_time(world, subscribed, receiver):
    world.act("novaoito", "novo_produto", sku="A", nome="Caneca")
    receiver.status = "500 Não"
    world.act("novaoito", "novo_produto", sku="B", nome="Prato")
    late = world.advance(seconds=60, deliver=False)

    assert world.advance() == late


def test_the_clock_is_let_run_and_frozen_again(world):
    world.set_clock("real")
    running = world.refresh()["clock"]
    world.set_clock("frozen")

    assert running["mode"] == "real"
    assert BEGIN <= world.now() == world.now() < BEGIN + timedelta(minutes=1)


@pytest.mark.parametrize("body", [{}, {"mode": "parado"}, {"mode": None}, {"mode": "real", "now": "x"}])
def test_a_mode_that_is_none(api, world, refused, body):
    refused(api.put("/worlds/um/clock", json=body), 422)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"seconds": 1, "next": True},
        {"seconds": -1},
        {"seconds": "x"},
        {"seconds": True},
        {"seconds": None},
        {"seconds": 1e10},
        {"to": "amanhã"},
        {"to": None},
        {"next": False},
        {"next": 1.5},
        {"days": 1},
    ],
)
def test_a_move_that_makes_no_sense(api, world, refused, body):
    refused(api.post("/worlds/um/clock/advance", json=body), 422)

    assert world.now() == BEGIN


def test_the_clock_has_an_end(api, world, refused):
    body = {"seconds": 1e9}
    statuses = [api.post("/worlds/um/clock/advance", json=body).status_code for _ in range(4)]

    assert statuses == [200, 200, 422, 422]
    assert world.now() == BEGIN + timedelta(seconds=2e9)


def test_quietness_says_what_is_so(world, notified):
    notified()

    quiet = world.quiet(wait=1)

    assert (quiet.quiet, quiet.now, quiet.next_due) == (True, BEGIN, None)
    assert quiet.last_exchange == len(world.journal())


@pytest.mark.parametrize("query", [{"wait": "x"}, {"wait": -1}, {"wait": "nan"}, {"wait": ""}, {"esperar": 1}])
def test_a_wait_that_makes_no_sense(api, world, refused, query):
    refused(api.get("/worlds/um/quiet", params=query), 422)


def test_on_a_real_clock_what_has_come_due_is_done_by_looking(site, world, subscribed, receiver):
    receiver.status = "500 Não"
    world.set_clock("real")
    world.act("novaoito", "novo_produto", sku="A", nome="Caneca")
    clock = site.worlds.get("um").clock
    clock.move_to(clock.now() + timedelta(seconds=31))
    assert len(receiver.bodies) == 1

    assert world.quiet().quiet

    assert len(receiver.bodies) == 2


def test_the_clock_moves_and_nothing_is_delivered_until_it_is_asked_for(world, subscribed, receiver):
    receiver.status = "500 Não"
    world.act("novaoito", "novo_produto", sku="A", nome="Caneca")

    world.advance(seconds=150, deliver=False)
    before = len(receiver.bodies)
    done = world.pump()

    assert (before, len(receiver.bodies)) == (1, 2)
    assert done == world.quiet()
    assert world.now() == BEGIN + timedelta(seconds=150)
    assert world.quiet().quiet


@pytest.mark.parametrize("deliver", [None, "false", []])
def test_to_deliver_or_not_is_true_or_false(api, world, refused, deliver):
    refused(api.post("/worlds/um/clock/advance", json={"seconds": 1, "deliver": deliver}), 422)


@pytest.mark.parametrize("body", [{"seconds": 0}, {"seconds": 1}, {"next": True}, {"to": "2099-01-01T00:00"}])
def test_a_real_clock_moves_too(api, world, body):
    world.set_clock("real")

    assert api.post("/worlds/um/clock/advance", json=body).status_code == 200
