import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.limits import Bucket, Left, Limits, PerDay, PerMinute, Quota

STEPS = st.lists(st.floats(0, 30), min_size=1, max_size=60)


def moments(steps):
    moment = DEFAULT_INSTANT
    for step in steps:
        moment += timedelta(seconds=step)
        yield moment


def test_a_minute_has_so_many_requests():
    limits, moment = Limits(), DEFAULT_INSTANT + timedelta(seconds=20)

    waits = [limits.spend("a", PerMinute(2), moment) for _ in range(3)]

    assert waits == [0, 0, 40]
    assert limits.spend("a", PerMinute(2), moment + timedelta(seconds=39.9)) > 0
    assert limits.spend("a", PerMinute(2), moment + timedelta(seconds=40)) == 0


def test_a_bucket_fills_again():
    limits, bucket = Limits(), Bucket(2, 0.5)

    waits = [limits.spend("a", bucket, DEFAULT_INSTANT) for _ in range(3)]

    assert waits == [0, 0, 2]
    assert limits.spend("a", bucket, DEFAULT_INSTANT + timedelta(seconds=1)) == 1
    assert limits.spend("a", bucket, DEFAULT_INSTANT + timedelta(seconds=2)) == 0


@pytest.mark.parametrize("rule", [PerMinute(1), PerDay(1), Bucket(1, 1)])
def test_each_key_is_counted_alone(rule):
    limits = Limits()

    assert [limits.spend(key, rule, DEFAULT_INSTANT) for key in "ab"] == [0, 0]


@pytest.mark.parametrize("mode", ["observe", "enforce"])
@pytest.mark.parametrize("rule", [PerMinute(1), PerDay(1), Bucket(1, 1)])
def test_observing_and_enforcing_count_alike(mode, rule):
    limits = Limits(mode)

    assert [limits.spend("a", rule, DEFAULT_INSTANT) > 0 for _ in range(3)] == [False, True, True]


@pytest.mark.parametrize("rule", [PerMinute(1), PerDay(1), Bucket(1, 1)])
def test_switched_off_nothing_is_counted(rule):
    limits = Limits("off")
    assert [limits.spend("a", rule, DEFAULT_INSTANT) for _ in range(5)] == [0] * 5

    limits.mode = "enforce"

    assert limits.spend("a", rule, DEFAULT_INSTANT) == 0


@pytest.mark.parametrize("rule", [PerMinute(1), PerDay(1), Bucket(1, 1)])
def test_what_was_counted_can_be_forgotten(rule):
    limits = Limits()
    limits.spend("a", rule, DEFAULT_INSTANT)

    limits.clear()

    assert limits.spend("a", rule, DEFAULT_INSTANT) == 0


@given(STEPS, st.integers(1, 5))
def test_no_minute_lets_more_through_than_its_limit(steps, most):
    limits = Limits()
    passed = [moment for moment in moments(steps) if limits.spend("a", PerMinute(most), moment) == 0]

    minutes = [moment.replace(second=0, microsecond=0) for moment in passed]

    assert all(minutes.count(minute) <= most for minute in minutes)


@given(STEPS, st.integers(1, 5), st.sampled_from([0.1, 0.5, 1.0, 4.0]))
def test_no_span_lets_more_through_than_the_bucket_holds_and_gets(steps, capacity, rate):
    limits, bucket = Limits(), Bucket(capacity, rate)
    passed = [moment for moment in moments(steps) if limits.spend("a", bucket, moment) == 0]

    for first, begin in enumerate(passed):
        for last, end in enumerate(passed[first:], first):
            assert last - first + 1 <= capacity + (end - begin).total_seconds() * rate + 1e-6


@given(STEPS, st.sampled_from([PerMinute(2), Bucket(2, 0.5), (PerMinute(3), Bucket(2, 0.5), PerDay(9))]))
def test_whoever_waits_as_long_as_told_is_let_through(steps, rule):
    limits = Limits()
    for moment in moments(steps):
        wait = limits.spend("a", rule, moment)

    if wait:
        assert limits.spend("a", rule, moment + timedelta(seconds=wait + 1e-3)) == 0


def test_a_day_is_of_brasilia():
    limits, evening = Limits(), datetime(2026, 11, 4, 2, 30, tzinfo=UTC)

    waits = [limits.spend("a", PerDay(1), evening) for _ in range(2)]

    assert waits == [0, 1800]
    assert limits.spend("a", PerDay(1), evening + timedelta(minutes=29)) > 0
    assert limits.spend("a", PerDay(1), evening + timedelta(minutes=30)) == 0


def test_of_several_rules_the_longest_wait_holds_and_one_request_is_one_too_many_once():
    limits, moment = Limits(), DEFAULT_INSTANT + timedelta(seconds=20)
    rules = (PerMinute(1), Bucket(1, 0.1), PerDay(9))

    waits = [limits.spend("a", rules, moment) for _ in range(2)]

    assert waits == [0, 40]
    assert limits.spend("a", rules, moment + timedelta(seconds=9)) == 31
    assert limits.usage("a", moment).beyond == 2


def test_rules_of_one_key_count_what_others_counted():
    limits = Limits()
    limits.spend("a", (PerMinute(9), PerDay(9)), DEFAULT_INSTANT)

    assert limits.spend("a", PerMinute(1), DEFAULT_INSTANT) > 0
    assert limits.left("a", PerDay(9), DEFAULT_INSTANT).remaining == 8


def test_what_is_left_is_told_whether_or_not_it_is_spent():
    limits, moment = Limits(), DEFAULT_INSTANT + timedelta(seconds=15)
    rules = (PerMinute(2), PerDay(3), Bucket(2, 0.5))

    told = []
    for _ in range(4):
        told.append([limits.left("a", rule, moment) for rule in rules])
        limits.spend("a", rules, moment)

    assert told[0] == [Left(2, 2, 45), Left(3, 3, 53_985), Left(2, 2, 0)]
    assert [[left.remaining for left in row] for row in told] == [[2, 3, 2], [1, 2, 1], [0, 1, 0], [0, 0, 0]]
    assert limits.left("a", PerMinute(2), moment + timedelta(seconds=45)) == Left(2, 2, 60)
    assert limits.left("a", Bucket(2, 0.5), moment + timedelta(seconds=2)) == Left(2, 1, 2)


def test_a_quota_counts_the_operations_that_have_its_trait():
    every, writes = Quota(PerMinute(9)), Quota(PerMinute(1), "writes")

    assert [quota.counts({"writes": True}) for quota in (every, writes)] == [True, True]
    assert [quota.counts({"writes": False}) for quota in (every, writes)] == [True, False]


def test_a_moment_that_comes_late_gives_nothing_back():
    limits, now = Limits("enforce"), DEFAULT_INSTANT
    assert limits.spend("balde", Bucket(1, 1.0), now) == 0
    late = now - timedelta(seconds=30)

    assert limits.spend("balde", Bucket(1, 1.0), late) == 1
    assert limits.spend("balde", Bucket(1, 1.0), now) == 1
    assert [limits.spend("minuto", PerMinute(1), moment) > 0 for moment in (now, late, now)] == [False, True, True]


def test_requests_in_flight_are_told_apart_by_account():
    limits = Limits()

    with ExitStack() as flying:
        counts = [flying.enter_context(limits.track(account, DEFAULT_INSTANT)) for account in "aab"]

    assert counts == [1, 2, 1]
    used = limits.usage("a", DEFAULT_INSTANT)
    assert (used.in_flight, used.peak_in_flight, used.calls) == (0, 2, 2)


def test_a_request_that_breaks_gives_its_place_back():
    limits = Limits()

    with pytest.raises(ZeroDivisionError), limits.track("a", DEFAULT_INSTANT):
        raise ZeroDivisionError

    assert limits.usage("a", DEFAULT_INSTANT).in_flight == 0


def test_what_is_in_flight_outlives_a_restore():
    limits = Limits()

    with limits.track("a", DEFAULT_INSTANT):
        limits.clear()
        assert limits.usage("a", DEFAULT_INSTANT).in_flight == 1

    assert limits.usage("a", DEFAULT_INSTANT).in_flight == 0


@pytest.mark.parametrize(("mode", "beyond", "refused"), [("observe", 1, 0), ("enforce", 1, 1), ("off", 0, 0)])
def test_one_too_many_at_once(mode, beyond, refused):
    limits = Limits(mode)

    crowded = [limits.exceeds_concurrency("a", in_flight, 7) for in_flight in (7, 8)]

    assert crowded == [False, mode != "off"]
    used = limits.usage("a", DEFAULT_INSTANT)
    assert (used.beyond, used.refused) == (beyond, refused)


def test_requests_in_flight_are_exact_with_threads():
    limits, meeting = Limits(), threading.Barrier(8)

    def fly(_):
        with limits.track("a", DEFAULT_INSTANT) as count:
            meeting.wait(20)
            return count

    with ThreadPoolExecutor(8) as pool:
        counts = sorted(pool.map(fly, range(8)))

    assert counts == list(range(1, 9))
    assert limits.usage("a", DEFAULT_INSTANT).in_flight == 0
