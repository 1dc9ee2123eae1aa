"""A queue of two accounts, and an engine whose flows follow a script."""

from datetime import UTC, datetime

import pytest

from homologa.sync.core.clock import Clock
from homologa.sync.core.engine import Engine, Flow
from homologa.sync.core.lane import Lane
from homologa.sync.core.log import Log
from homologa.sync.core.queue import Kind, Priority, Queue

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
KINDS = {
    "test": Kind(("shop", "erp"), Priority.ANSWER, answers=True),
    "look": Kind(("shop",), Priority.ANSWER),
    "notice": Kind(("shop", "erp"), Priority.NOTICE),
    "job": Kind(("shop", "erp"), Priority.JOB, answers=True),
    "night": Kind(("erp",), Priority.RECONCILIATION),
}


class Script(Flow):
    """A flow that raises or answers what it is told, run by run, and then succeeds."""

    def __init__(self, *outcomes, tells=False, lanes=()):
        self.outcomes = list(outcomes)
        self.tells = tells
        self.lanes = lanes
        self.keys = []
        self.abandoned = []

    def run(self, key):
        self.keys.append(key)
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if isinstance(outcome, BaseException):
            raise outcome
        if callable(outcome):
            return outcome()
        for lane in self.lanes:
            lane.answers += 1
        return outcome

    def abandon(self, key, code, reason):
        self.abandoned.append((key, code, reason))
        return self.tells and len(self.abandoned) == 1


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def clock():
    clock = Clock()
    clock.set(NOW)
    return clock


@pytest.fixture
def queue(store):
    return Queue(store, KINDS)


@pytest.fixture
def lanes():
    return {"shop": Lane("shop", "A loja"), "erp": Lane("erp", "O ERP")}


@pytest.fixture
def script(lanes):
    """Makes a flow; every call that it makes is answered by both accounts, unless it raises."""

    def make(*outcomes, **how):
        return Script(*outcomes, **{"lanes": tuple(lanes.values()), **how})

    return make


@pytest.fixture
def engine(queue, lanes, clock, store):
    def build(schedule=None, **flows):
        return Engine(flows, lanes, queue, clock, Log(store, clock), schedule)

    return build


@pytest.fixture
def log(store, clock):
    return Log(store, clock)
