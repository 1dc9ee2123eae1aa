"""Work that begins by itself at an hour of Brasília."""

from datetime import UTC, datetime, timedelta

import pytest

from homologa.sync.core.schedule import Schedule

NIGHT = datetime(2026, 3, 3, 6, tzinfo=UTC)


@pytest.fixture
def run(queue, memory, clock, engine, script):
    flow = script()
    schedule = Schedule(3, ["night"], queue, memory, clock)
    runs = engine(schedule=schedule, night=flow)
    return runs, flow


def test_it_is_announced_and_run_once_at_its_hour(run, clock):
    runs, flow = run
    runs.drain()
    backlog = runs.backlog()
    assert (backlog.busy, backlog.waiting_until, backlog.wakes_at, flow.keys) == (False, None, NIGHT, [])
    clock.set(NIGHT)
    assert runs.backlog().busy
    runs.drain()
    runs.drain()
    assert (flow.keys, runs.backlog().wakes_at) == (["scheduled:night"], NIGHT + timedelta(days=1))


def test_nights_that_were_missed_are_one(run, clock):
    runs, flow = run
    runs.drain()
    clock.set(NIGHT + timedelta(days=3, hours=2))
    runs.drain()
    assert (len(flow.keys), runs.backlog().wakes_at) == (1, NIGHT + timedelta(days=4))


def test_a_clock_that_is_put_back_counts_anew(run, clock):
    runs, _ = run
    clock.set(NIGHT + timedelta(days=30))
    runs.drain()
    clock.set(NIGHT - timedelta(hours=1))
    runs.schedule.restart()
    assert runs.backlog().wakes_at == NIGHT


def test_without_work_nothing_is_announced(queue, memory, clock, engine):
    runs = engine(schedule=Schedule(3, [], queue, memory, clock))
    runs.drain()
    assert runs.backlog().wakes_at is None
