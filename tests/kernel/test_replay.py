"""Deliveries that are made once more."""

import pytest

from homologa.simulators.kernel.errors import UsageError


@pytest.fixture
def delivered(world, receiver):
    """Two deliveries that were made."""
    for title in "ab":
        world.act("toy", "anotar", {"titulo": title})
    return world.outbox.find()


def test_what_is_made_again_is_the_same_to_the_byte_and_the_history_stays(world, receiver, delivered):
    first, _ = delivered

    copy = world.dispatch.replay(first)

    assert receiver.titles == ["a", "b", "a"]
    assert receiver.got[0] == receiver.got[2]
    assert (copy.replay_of, copy.wire_id, copy.cause) == (first.id, first.id, first.cause)
    assert world.outbox.get(first.id) == first
    (attempt,) = world.journal.find(cause=f"entrega:{copy.id}")
    assert attempt.hint == f"a entrega {first.id} outra vez"


def test_what_was_made_again_can_be_made_again(world, receiver, delivered):
    copy = world.outbox.get(world.dispatch.replay(delivered[0]).id)

    assert world.dispatch.replay(copy).wire_id == delivered[0].id


def test_many_are_made_again_in_their_order(world, receiver, delivered):
    world.dispatch.replay_all(delivered)

    assert receiver.titles == ["a", "b", "a", "b"]


def test_what_was_given_up_can_still_arrive(toy, world, receiver):
    receiver.answers.extend([(500, b"")] * 3)
    world.act("toy", "anotar", {"titulo": "a"})
    world.advance_by(86_400)
    receiver.answers.append((200, b"enfim"))

    world.dispatch.replay(world.outbox.find()[0])

    assert toy.stored(world, 1)["answer"] == "enfim"
    assert [delivery.state for delivery in world.outbox.find()] == ["failed", "delivered"]


def test_what_is_made_again_is_tried_again(world, receiver, delivered):
    receiver.answers.append((500, b""))

    world.dispatch.replay(delivered[0])
    world.advance_by(60)

    assert receiver.titles == ["a", "b", "a", "a"]


def test_what_has_not_been_made_cannot_be_made_again(toy, world):
    toy.note(world, "a")
    (waiting,) = world.outbox.find()

    with pytest.raises(UsageError, match="ainda não foi feita"):
        world.dispatch.replay(waiting)


def test_no_plan_changes_what_is_made_again(world, receiver, delivered):
    world.plans.add("drop", settings={"as": "delivered"})

    world.dispatch.replay(delivered[0])

    assert receiver.titles == ["a", "b", "a"]
    assert world.plans.get(1).matched == 0
