"""What a platform does by itself when the moment has come that it has set."""

from datetime import timedelta

import pytest

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.exchanges.causes import Chains

SOON = 5.0


def remind(world, seconds, title, **more):
    with world.work("toy") as work:
        work.schedule("remind", work.now + timedelta(seconds=seconds), title=title, **more)
    world.deliver_pending()


def test_a_task_is_done_at_its_moment_and_once(toy, world):
    remind(world, 60, "leite")

    world.advance_by(59)
    assert toy.notes(world) == []
    assert world.next_due() == DEFAULT_INSTANT + timedelta(seconds=60)

    world.advance_by(3600)
    assert toy.notes(world) == ["leite"]
    assert toy.stored(world, 1)["made_at"] == (DEFAULT_INSTANT + timedelta(seconds=60)).isoformat()


def test_tasks_go_in_the_order_of_their_moments_between_deliveries(toy, world, receiver):
    receiver.answers.append((500, b""))
    toy.note(world, "antes")
    remind(world, 90, "terceira")
    remind(world, 30, "segunda", again=90.0)

    world.advance_by(3600)

    assert receiver.titles == ["antes", "segunda", "antes", "terceira", "segunda de novo"]


def test_a_task_of_a_moment_that_has_passed_is_done_at_once(toy, world):
    remind(world, -1, "já")

    assert toy.notes(world) == ["já"]


def test_what_is_undone_schedules_nothing(toy, world):
    with pytest.raises(ZeroDivisionError):
        toy.fail(world, lambda work: work.schedule("remind", work.now, title="nunca"))

    world.advance_by(60)

    assert toy.notes(world) == []


def test_a_restore_brings_back_what_was_scheduled(toy, world):
    remind(world, 60, "leite")
    world.snapshot("marcada")
    world.advance_by(60)

    world.restore("marcada")
    assert toy.notes(world) == []
    world.advance_by(60)

    assert toy.notes(world) == ["leite"]


def test_a_kept_world_remembers_its_tasks(kept):
    first = kept()
    remind(first.worlds.create(id="um"), 60, "leite")
    first.worlds.close()

    second = kept()
    (world,) = second.worlds.reopen()
    world.advance_by(60)

    assert second.notes(world) == ["leite"]


def test_a_task_that_breaks_is_told_of_once_and_ends_nothing(toy, world, caplog):
    remind(world, 10, "defeito")
    remind(world, 20, "leite")

    world.advance_by(60)

    (broken,) = world.journal.breaches()
    assert (broken.protocol, broken.operation) == ("tarefa", "remind")
    assert "ZeroDivisionError" in broken.breach
    assert "remind" in caplog.text
    assert toy.notes(world) == ["leite"]


def test_a_task_is_journalled_as_the_cause_of_what_it_brings_about(world, receiver):
    remind(world, 10, "leite")
    world.advance_by(10)

    task, delivery = world.journal.find()
    chains = Chains(world.journal, world.outbox)

    assert (task.protocol, task.method, task.request_body) == ("tarefa", "TAREFA", b'{"title": "leite"}')
    assert [(link.exchange.seq, link.how) for link in chains.causes(task)] == [(delivery.seq, "task")]
    assert [(link.exchange.seq, link.how) for link in chains.caused_by(delivery)] == [(task.seq, "task")]


def test_a_served_world_does_its_tasks_by_the_real_clock(toy, workers_wake):
    world = toy.worlds.create(id="um")
    world.set_clock_mode("real")

    remind(world, 0.2, "leite")

    assert world.changes.wait_for(lambda: toy.notes(world) == ["leite"], SOON)


@pytest.fixture
def workers_wake(toy):
    from homologa.simulators.kernel.deliveries.workers import Workers

    made = Workers()
    toy.worlds.wake = made.wake
    yield made
    made.stop()
