"""Everything that is due on the way is done at its own moment and in order, whatever it brings about."""

from datetime import timedelta

import pytest

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.deliveries.workers import Workers


def seconds(world):
    """When each attempt was made, in seconds from the beginning."""
    found = world.journal.find(direction="out")
    return [(exchange.at - DEFAULT_INSTANT).total_seconds() for exchange in found]


@pytest.fixture
def workers():
    made = Workers()
    yield made
    made.stop()


@pytest.fixture(params=["embedded", "served"])
def toy_anywhere(request, toy, workers):
    """Worlds whose deliveries are made by the caller's thread, and worlds whose deliveries workers make."""
    if request.param == "served":
        toy.worlds.wake = workers.wake
    return toy


@pytest.fixture
def world(toy_anywhere):
    return toy_anywhere.worlds.create(id="um")


def test_retries_are_made_at_their_own_moments(toy, world, receiver):
    receiver.answers.extend([(500, b"")] * 2)
    toy.note(world, "a")

    world.advance_by(1000)

    assert seconds(world) == [0, 60, 360]
    assert (world.clock.now() - DEFAULT_INSTANT).total_seconds() == 1000


def test_deliveries_of_different_moments_come_in_the_order_of_their_time(toy, world, receiver):
    receiver.answers.extend([(500, b""), (500, b"")])
    toy.note(world, "a")
    world.advance_by(10)
    toy.note(world, "b")

    world.advance_by(1000)

    assert receiver.titles == ["a", "b", "a", "b"]
    assert seconds(world) == [0, 10, 60, 70]


def test_what_a_delivery_brings_about_is_done_on_the_way(toy, world, receiver):
    receiver.answers.append((500, b""))

    def answer_with_another():
        if receiver.titles == ["a", "a"]:
            world.act("toy", "anotar", {"titulo": "b"})
            receiver.answers.extend([(200, b""), (500, b"")])

    receiver.meanwhile = answer_with_another
    toy.note(world, "a")

    world.advance_by(120)

    assert receiver.titles == ["a", "a", "b", "b"]
    assert seconds(world) == [0, 60, 60, 120]


def test_from_one_event_to_the_next(toy, world, receiver):
    receiver.answers.extend([(500, b"")] * 2)
    toy.note(world, "a")
    moments = []

    world.advance_by(0)
    while (due := world.next_due()) is not None:
        world.advance(due)
        moments.append((world.clock.now() - DEFAULT_INSTANT).total_seconds())

    assert moments == [60, 360]
    assert seconds(world) == [0, 60, 360]


def test_what_is_not_to_be_delivered_waits_and_comes_in_order(toy, world, receiver):
    toy.note(world, "a")
    world.advance_by(30, deliver=False)
    toy.note(world, "b")
    world.advance_by(30, deliver=False)
    assert receiver.titles == []

    world.pump.run(wait=True)

    assert (receiver.titles, seconds(world)) == (["a", "b"], [60, 60])


def test_a_running_clock_goes_through_what_is_due_as_well(toy, world, receiver):
    receiver.answers.extend([(500, b"")] * 2)
    world.set_clock_mode("real")
    toy.note(world, "a")

    world.advance_by(1000)

    first, second, third = seconds(world)
    assert 60 <= second - first < 120
    assert 300 <= third - second < 360
    assert (world.clock.now() - DEFAULT_INSTANT).total_seconds() >= 1000


@pytest.mark.parametrize("modes", [("real", "frozen"), ("frozen", "real"), ("real", "real")])
def test_changing_the_mode_makes_no_jump_after_a_move(world, modes):
    world.advance_by(86_400)

    for mode in modes:
        before = world.clock.now()
        world.set_clock_mode(mode)
        assert timedelta() <= world.clock.now() - before < timedelta(seconds=10)
