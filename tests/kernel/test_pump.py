import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.deliveries.pump import Pump
from homologa.simulators.kernel.deliveries.workers import Workers
from homologa.simulators.kernel.errors import UsageError

SOON = 5.0


def test_what_is_due_goes_in_the_order_of_its_creation(toy, world, receiver):
    for title in "abc":
        toy.note(world, title)

    world.pump.run()

    assert receiver.titles == ["a", "b", "c"]


def test_a_retry_takes_its_place_by_the_time_it_is_due(toy, world, receiver):
    receiver.answers.append((500, b""))
    toy.note(world, "a")
    world.advance_by(30)
    toy.note(world, "b")

    world.advance_by(30)

    assert receiver.titles == ["a", "b", "a"]


@given(st.lists(st.tuples(st.integers(0, 200), st.booleans()), max_size=6))
def test_attempts_are_made_in_the_order_of_their_due_time_and_sequence(toy, steps):
    world = toy.worlds.create()
    toy.receiver.answers.clear()
    for number, (seconds, accepted) in enumerate(steps):
        toy.receiver.answers.append((200 if accepted else 500, b""))
        toy.note(world, str(number))
        world.advance_by(seconds)
    world.advance_by(86_400)

    moments = [attempt.at for attempt in world.journal.find(direction="out")]
    assert moments == sorted(moments)
    assert {delivery.state for delivery in world.outbox.find()} <= {"delivered", "failed"}
    toy.worlds.delete(world.id)


def test_nothing_is_delivered_within_a_unit_of_work(toy, world, receiver):
    states = []
    receiver.meanwhile = lambda: states.append(world.store.connection.in_transaction)

    with world.work("toy") as work:
        work.emit("note.added", id=toy_note(toy, work))
        assert receiver.got == []
    assert receiver.got == []
    world.deliver_pending()

    assert states == [False]
    assert receiver.titles == ["a"]


def toy_note(toy, work):
    toy.collection(work).add({"id": 1, "title": "a"})
    return 1


def test_a_receiver_that_calls_back_is_answered_first_and_told_later(world, receiver):
    seen = []

    def call_back():
        receiver.meanwhile = lambda: None
        world.act("toy", "anotar", {"titulo": "resposta"})
        seen.append(list(receiver.titles))

    receiver.meanwhile = call_back
    world.act("toy", "anotar", {"titulo": "pergunta"})

    assert seen == [["pergunta"]]
    assert receiver.titles == ["pergunta", "resposta"]


def test_a_receiver_cannot_move_the_clock_before_it_answers(toy, world, receiver):
    refused = []

    def hurry():
        with pytest.raises(UsageError) as caught:
            world.advance_by(60)
        refused.append(str(caught.value))

    receiver.meanwhile = hurry
    world.act("toy", "anotar", {"titulo": "a"})

    assert refused == ["o relógio não anda no meio de uma entrega"]
    assert world.clock.now() == DEFAULT_INSTANT


def test_a_receiver_cannot_delete_its_world_before_it_answers(toy, world, receiver):
    refused = []

    def delete():
        with pytest.raises(UsageError) as caught:
            toy.worlds.delete("um")
        refused.append(str(caught.value))

    receiver.meanwhile = delete
    world.act("toy", "anotar", {"titulo": "a"})

    assert refused == ["um mundo não é apagado no meio de uma entrega sua"]
    assert toy.worlds.all() == [world]


def test_quietness_is_nothing_due_and_nothing_on_its_way(toy, world, receiver):
    during = []
    receiver.meanwhile = lambda: during.append(world.pump.is_idle())
    receiver.answers.append((500, b""))
    assert world.pump.is_idle()

    toy.note(world, "a")
    assert not world.pump.is_idle()
    world.pump.run()

    assert during == [False]
    assert world.pump.is_idle()
    assert world.next_due() == DEFAULT_INSTANT + timedelta(minutes=1)


@pytest.fixture
def slow(toy, world, receiver):
    """Has a delivery on its way in another thread, until the test lets the receiver answer."""
    reached, answer = threading.Event(), threading.Event()

    def wait():
        reached.set()
        assert answer.wait(SOON)

    receiver.meanwhile = wait
    toy.note(world, "a")
    thread = threading.Thread(target=world.pump.run)
    thread.start()
    assert reached.wait(SOON)
    receiver.meanwhile = lambda: None
    yield answer
    answer.set()
    thread.join(SOON)


def released(answer):
    threading.Timer(0.05, answer.set).start()


def test_two_threads_never_deliver_at_once(toy, world, receiver, slow):
    toy.note(world, "b")

    world.pump.run()

    assert receiver.titles == ["a"]
    released(slow)
    assert world.pump.is_idle(SOON)
    assert receiver.titles == ["a", "b"]


def test_the_clock_waits_for_the_delivery_on_its_way(world, receiver, slow):
    receiver.answers.append((500, b""))
    released(slow)

    world.advance_by(60)

    assert receiver.titles == ["a", "a"]
    assert [attempt.at for attempt in world.journal.find(direction="out")] == [
        DEFAULT_INSTANT,
        DEFAULT_INSTANT + timedelta(minutes=1),
    ]


def test_deleting_a_world_waits_for_the_delivery_on_its_way(toy, world, slow):
    released(slow)

    toy.worlds.delete("um")

    assert slow.is_set()
    assert world.next_task() is world.next_due() is None


@pytest.fixture
def workers():
    made = Workers(threads=2)
    yield made
    made.stop()


@pytest.fixture
def served(toy, workers):
    toy.worlds.wake = workers.wake
    return toy.worlds.create(id="servido")


def test_a_served_world_is_delivered_by_a_worker(served, receiver):
    threads = []
    receiver.meanwhile = lambda: threads.append(threading.current_thread())

    served.act("toy", "anotar", {"titulo": "a"})

    assert served.pump.is_idle(SOON)
    assert threads[0] is not threading.main_thread()


def test_a_worker_comes_back_when_a_retry_is_due_on_a_real_clock(served, receiver):
    receiver.answers.append((500, b""))
    served.set_clock_mode("real")
    told = threading.Event()
    receiver.meanwhile = lambda: len(receiver.got) == 2 and told.set()

    served.act("toy", "anotar", {"titulo": "a"})
    assert served.pump.is_idle(SOON)
    served.advance_by(59.9)

    assert told.wait(SOON)


def test_waking_a_world_that_is_gone_does_nothing(toy, served, workers, caplog):
    toy.worlds.delete("servido")

    workers.wake(served)
    workers.stop()
    workers.wake(served)

    assert caplog.text == ""


def test_a_pump_without_workers_runs_where_it_is_triggered(toy, world, receiver):
    toy.note(world, "a")

    Pump(world.next_task).trigger()

    assert receiver.titles == ["a"]


def test_a_receiver_cannot_restore_its_world_before_it_answers(toy, world, receiver):
    refused = []

    def restore():
        with pytest.raises(UsageError) as caught:
            world.restore("inicial")
        refused.append(str(caught.value))

    receiver.meanwhile = restore
    world.act("toy", "anotar", {"titulo": "a"})

    assert refused == ["um mundo não é restaurado no meio de uma entrega sua"]
    assert toy.notes(world) == ["a"]


def test_restoring_a_world_waits_for_the_delivery_on_its_way(toy, world, receiver, slow):
    released(slow)

    world.restore("inicial")

    assert slow.is_set()
    toy.note(world, "b")
    world.pump.run()
    assert receiver.titles == ["a", "b"]
    assert [delivery.state for delivery in world.outbox.find()] == ["delivered"]


class Timer(threading.Timer):
    """Counts its kind."""

    made = 0
    begun, ended = threading.Event(), threading.Event()

    def __init__(self, *arguments):
        super().__init__(*arguments)
        type(self).made += 1

    def start(self):
        super().start()
        self.begun.set()

    def cancel(self):
        super().cancel()
        self.ended.set()


@pytest.fixture
def timers(monkeypatch):
    class Counted(Timer):
        begun, ended = threading.Event(), threading.Event()

    monkeypatch.setattr("homologa.simulators.kernel.deliveries.workers.threading.Timer", Counted)
    return Counted


def test_workers_rest_during_a_slow_delivery(toy, served, receiver, timers):
    reached, answer = threading.Event(), threading.Event()
    receiver.meanwhile = lambda: reached.set() or answer.wait(SOON)
    served.set_clock_mode("real")
    served.act("toy", "anotar", {"titulo": "a"})
    assert reached.wait(SOON)

    served.act("toy", "anotar", {"titulo": "b"})

    assert not served.pump.is_idle(0.2)
    assert timers.made == 0
    answer.set()
    assert served.pump.is_idle(SOON)
    assert receiver.titles == ["a", "b"]


def test_workers_forget_a_world_that_is_gone(toy, served, receiver, timers):
    receiver.answers.append((500, b""))
    served.set_clock_mode("real")
    served.act("toy", "anotar", {"titulo": "a"})
    assert timers.begun.wait(SOON)

    toy.worlds.delete("servido")

    assert timers.ended.wait(SOON)
