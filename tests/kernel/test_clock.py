from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.clock import BRASILIA, DEFAULT_INSTANT, LAST, Clock
from homologa.simulators.kernel.errors import UsageError


def real_now():
    return datetime.now(BRASILIA)


def test_a_frozen_clock_stands_still_until_it_is_moved(frozen):
    assert frozen.now() == frozen.now() == DEFAULT_INSTANT

    frozen.move_to(DEFAULT_INSTANT + timedelta(hours=1))

    assert frozen.now() == DEFAULT_INSTANT + timedelta(hours=1)


def test_a_real_clock_runs(frozen):
    clock = Clock(mode="real")

    before = clock.now()

    assert before <= clock.now()
    assert abs(real_now() - clock.now()) < timedelta(seconds=10)


def test_a_real_clock_that_was_moved_keeps_its_distance():
    clock = Clock(mode="real")
    clock.move_to(clock.now() + timedelta(days=2))

    assert timedelta(days=2) - timedelta(seconds=10) < clock.now() - real_now() < timedelta(days=2, seconds=10)


@given(st.lists(st.timedeltas(timedelta(days=-9), timedelta(days=9)), max_size=6), st.sampled_from(["real", "frozen"]))
def test_time_never_goes_backwards(steps, mode):
    clock = Clock(mode=mode)
    for step in steps:
        before = clock.now()
        clock.move_to(before + step)
        assert clock.now() >= max(before, before + step)
        assert mode == "real" or clock.now() == max(before, before + step)


@pytest.mark.parametrize("mode", ["real", "frozen"])
def test_changing_the_mode_makes_no_jump(mode):
    clock = Clock(mode=mode)
    before = clock.now()

    clock.switch("frozen" if mode == "real" else "real")

    assert timedelta(0) <= clock.now() - before < timedelta(seconds=10)


def test_the_time_is_that_of_brasilia(frozen):
    frozen.move_to(datetime(2026, 12, 25, 12, tzinfo=UTC))

    assert frozen.now().isoformat() == "2026-12-25T09:00:00-03:00"


@given(st.sampled_from(["real", "frozen"]), st.floats(0, 1e6))
def test_a_stored_clock_is_the_same_clock(mode, offset):
    clock, again = Clock(mode=mode, offset=offset), Clock()

    again.load(clock.dump())

    assert again == clock


def test_a_world_begins_at_the_moment_it_was_given(toy):
    begin = datetime(2025, 1, 2, 3, 4, tzinfo=BRASILIA)

    world = toy.worlds.create(clock=Clock(instant=begin))

    assert toy.note(world, "a")["made_at"] == "2025-01-02T03:04:00-03:00"


def test_there_is_a_last_moment(world):
    with pytest.raises(UsageError, match="não passa de 2100"):
        world.advance(LAST + timedelta(seconds=1))

    assert world.clock.now() == DEFAULT_INSTANT


def test_advancing_to_the_past_changes_nothing(world):
    world.advance(DEFAULT_INSTANT - timedelta(days=1))

    assert world.clock.now() == DEFAULT_INSTANT


@pytest.mark.parametrize("seconds", [0, 1e-6, 60])
def test_a_running_clock_can_be_advanced(world, seconds):
    world.set_clock_mode("real")
    before = world.clock.now()

    world.advance_by(seconds)

    assert world.clock.now() >= before + timedelta(seconds=seconds)


@pytest.mark.parametrize("mode", ["real", "frozen"])
def test_a_clock_that_is_read_while_its_mode_changes_does_not_jump(mode):
    seen = []

    class Watched(Clock):
        def __setattr__(self, name, value):
            super().__setattr__(name, value)
            if "offset" in self.__dict__:
                seen.append(self.now())

    clock = Watched(mode=mode, offset=86_400.0)
    seen.clear()
    clock.switch("frozen" if mode == "real" else "real")

    assert max(seen) - min(seen) < timedelta(seconds=10)
