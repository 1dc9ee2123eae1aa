from datetime import UTC, datetime, timedelta

import pytest

from homologa.sync.clients.errors import AccessRefused, Lost, Rejected, Unavailable, WaitUntil
from homologa.sync.clock import Clock
from homologa.sync.log import Log
from homologa.sync.runner import DELAYS, Runner

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


class Script:
    """A flow that raises what it is told, call by call, and then succeeds."""

    def __init__(self, *outcomes, tells=False):
        self.outcomes = list(outcomes)
        self.tells = tells
        self.runs = 0
        self.abandoned = []

    def run(self, key):
        self.runs += 1
        if self.outcomes and (outcome := self.outcomes.pop(0)):
            raise outcome

    def abandon(self, key, code, reason):
        self.abandoned.append((key, code, reason))
        return self.tells and len(self.abandoned) == 1


@pytest.fixture
def run(memory):
    clock = Clock()
    clock.set(NOW)

    def build(flow):
        memory.enqueue("job", "j-1")
        return Runner({"job": flow}, {"tiny": "O Tiny"}, memory, clock, Log(memory, clock)), clock

    return build


def test_work_that_succeeds_is_over(run, memory):
    runner, _ = run(Script())
    runner.drain()
    assert memory.backlog(NOW).next_due is None


def test_a_flow_that_must_wait_is_entered_again_when_the_time_has_come(run, memory):
    flow = Script(WaitUntil(NOW + timedelta(minutes=1)))
    runner, clock = run(flow)
    runner.drain()
    assert (flow.runs, memory.backlog(NOW).next_due) == (1, NOW + timedelta(minutes=1))
    clock.set(NOW + timedelta(minutes=1))
    runner.drain()
    assert flow.runs == 2


@pytest.mark.parametrize("error", [Lost("x"), Unavailable("x")])
def test_lost_calls_are_tried_again_with_growing_delays_then_given_up(run, memory, error):
    flow = Script(*[error] * 99)
    runner, clock = run(flow)
    waited = []
    for _ in range(len(DELAYS)):
        runner.drain()
        due = memory.backlog(clock.now()).next_due
        waited.append((due - clock.now()).total_seconds())
        clock.set(due)
    runner.drain()
    assert waited == list(DELAYS)
    assert [code for _, code, _ in flow.abandoned] == ["platform_unavailable"]
    assert memory.backlog(clock.now()).next_due is None


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AccessRefused("tiny", "2", "token invalido"), "access_refused"),
        (Rejected("x", ["não"]), "platform_refused"),
        (KeyError("campo"), "unexpected_error"),
    ],
)
def test_a_failure_is_logged_and_told_never_lost(run, memory, error, code):
    flow = Script(error, tells=True)
    runner, _ = run(flow)
    runner.drain()
    assert [found for _, found, _ in flow.abandoned] == [code]
    assert flow.runs == 2
    assert memory.log()[0]["level"] == "error"


def test_when_telling_fails_too_the_work_ends(run, memory):
    flow = Script(KeyError("a"), KeyError("b"), tells=True)
    runner, _ = run(flow)
    runner.drain()
    assert len(flow.abandoned) == 2
    assert memory.take(NOW) is None


def test_a_crash_is_not_mistaken_for_a_failure(run, memory, crash):
    flow = Script(crash())
    runner, _ = run(flow)
    with pytest.raises(crash):
        runner.drain()
    memory.recover()
    runner.drain()
    assert (flow.runs, flow.abandoned) == (2, [])
