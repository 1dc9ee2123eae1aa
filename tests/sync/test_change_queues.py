"""Stock from a queue that empties on read: each change once, and what a lost answer held by a reconciliation."""

from datetime import UTC, datetime, timedelta

import pytest

from homologa.sync.core.clock import Clock
from homologa.sync.core.engine import Engine, Flow
from homologa.sync.core.errors import Lost, RateLimited, Unavailable
from homologa.sync.core.log import Log
from homologa.sync.core.queue import Kind, Priority, Queue
from homologa.sync.flows.values.change_queues import QueueReading
from homologa.sync.flows.values.reconciliation import stream_of

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
KINDS = {name: Kind(("erp",), Priority.NOTICE) for name in ("read", "stock", "reconcile")}


class Died(BaseException):
    """The process dies."""


class Keys(Flow):
    def __init__(self):
        self.keys = []

    def run(self, key):
        self.keys.append(key)


class Source:
    """Hands out its keys two at a time and keeps none; `errors` come before or after that, read by read."""

    def __init__(self, keys, *errors):
        self.keys, self.errors = list(keys), list(errors)

    def read(self):
        error, is_after = self.errors.pop(0) if self.errors else (None, False)
        if error is not None and not is_after:
            raise error
        part, self.keys = self.keys[:2], self.keys[2:]
        if error is not None:
            raise error
        return part, bool(self.keys)


@pytest.fixture
def run(store, memory):
    def go(source):
        clock = Clock()
        clock.set(NOW)
        stock, reconcile, queue = Keys(), Keys(), Queue(store, KINDS)
        flows = {
            "read": QueueReading(source, "stock", "reconcile", queue, memory),
            "stock": stock,
            "reconcile": reconcile,
        }
        engine = Engine(flows, {}, queue, clock, Log(store, clock))
        queue.add("read", "now")
        for _ in range(20):
            try:
                engine.drain()
            except Died:
                queue.recover()
                continue
            due = queue.backlog(clock.now()).waiting_until
            if due is None:
                break
            clock.set(due)
        assert queue.describe() == []
        return sorted(stock.keys), len(reconcile.keys)

    return go


def test_all_of_it_is_read_part_by_part(run):
    assert run(Source("ABCDE")) == (list("ABCDE"), 0)


@pytest.mark.parametrize("error", [Lost("sem resposta"), Died()])
def test_an_answer_that_is_not_seen_ends_in_a_reconciliation(run, error):
    assert run(Source("ABCDE", (None, False), (error, True))) == (list("ABE"), 1)


def test_a_reconciliation_that_is_under_way_begins_anew(store, memory):
    queue = Queue(store, KINDS)
    reading = QueueReading(Source("A", (Lost("sem resposta"), True)), "stock", "reconcile", queue, memory)
    memory.move(stream_of("queue:stock"), {"page": 5})
    with pytest.raises(Lost):
        reading.run("now")
    reading.run("now")
    assert memory.cursor(stream_of("queue:stock")) is None


@pytest.mark.parametrize("error", [RateLimited(NOW + timedelta(minutes=1)), Unavailable("fora do ar")])
def test_a_read_that_was_refused_lost_nothing(run, error):
    assert run(Source("ABCDE", (error, False))) == (list("ABCDE"), 0)
