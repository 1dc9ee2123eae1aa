"""Other things than deliveries that come due, and waiting for what changes."""

import threading
from datetime import timedelta

import pytest

from homologa.simulators.kernel.change_signal import ChangeSignal
from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.deliveries.pump import Task

SOON = 5.0
MINUTE = timedelta(minutes=1)


class Alarms:
    """Things that come due at given moments, and what each does."""

    def __init__(self):
        self.waiting = []

    def set(self, at, do):
        self.waiting.append((at, do))

    def next_due(self):
        return min((at for at, _ in self.waiting), default=None)

    def due(self, now):
        come = sorted((alarm for alarm in self.waiting if alarm[0] <= now), key=lambda alarm: alarm[0])
        return Task(come[0][0], lambda: self.ring(come[0])) if come else None

    def ring(self, alarm):
        self.waiting.remove(alarm)
        alarm[1]()


@pytest.fixture
def alarms(world):
    made = Alarms()
    world.sources.append(made)
    return made


def test_everything_due_goes_in_the_order_of_its_time(world, receiver, alarms):
    heard = []
    receiver.meanwhile = lambda: heard.append("nota")
    receiver.answers.append((500, b""))
    world.act("toy", "anotar", {"titulo": "a"})
    alarms.set(DEFAULT_INSTANT + 2 * MINUTE, lambda: heard.append("depois"))
    alarms.set(DEFAULT_INSTANT + MINUTE / 2, lambda: heard.append("antes"))
    alarms.set(DEFAULT_INSTANT + MINUTE, lambda: heard.append("junto"))
    assert world.next_due() == DEFAULT_INSTANT + MINUTE / 2

    world.advance_by(3600)

    assert heard == ["nota", "antes", "nota", "junto", "depois"]
    assert world.next_due() is None


def test_what_comes_due_can_cause_what_is_due_later(world, receiver, alarms):
    alarms.set(DEFAULT_INSTANT + MINUTE, lambda: world.act("toy", "anotar", {"titulo": "a"}))
    receiver.answers.append((500, b""))

    world.advance_by(3600)

    assert [attempt.at - DEFAULT_INSTANT for attempt in world.journal.find(direction="out")] == [MINUTE, 2 * MINUTE]


def test_an_answer_that_is_yes_already_is_not_waited_for():
    assert ChangeSignal().wait_for(lambda: True, 0.0)


def test_an_answer_that_stays_no_is_waited_for_no_longer_than_told():
    assert not ChangeSignal().wait_for(lambda: False, 0.01)


def test_a_question_is_asked_again_at_each_change():
    changes, asked = ChangeSignal(), threading.Event()
    answers = iter([False, False, True])

    def question():
        asked.set()
        return next(answers)

    got = []
    waiting = threading.Thread(target=lambda: got.append(changes.wait_for(question, SOON)))
    waiting.start()
    for _ in range(2):
        assert asked.wait(SOON)
        asked.clear()
        changes.notify()
    waiting.join(SOON)

    assert got == [True]
