import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.follower import PAGE, Follower
from homologa.simulators.kernel.exchanges.journal import Journal


@pytest.fixture
def journal():
    made = Journal()
    yield made
    made.close_file()


def begin(journal, platform="toy"):
    return journal.open(Exchange(0, DEFAULT_INSTANT, "in", platform, "GET", "/"))


def kept(journal, platform="toy"):
    made = begin(journal, platform)
    journal.close(made)
    return made.seq


def told(follower):
    return [exchange.seq for exchange, _ in follower.poll()]


def test_each_exchange_is_told_once_when_it_has_ended(journal):
    follower = Follower(journal)
    first, second = begin(journal), begin(journal)

    assert told(follower) == []
    journal.close(second)
    assert told(follower) == [2]
    journal.close(first)
    assert told(follower) == [1]
    assert told(follower) == []


def test_whoever_begins_again_misses_nothing(journal):
    follower, late = Follower(journal), begin(journal)
    kept(journal)
    ((_, resume),) = follower.poll()
    journal.close(late)

    again = Follower(journal, resume)

    assert told(again) == [1, 2]


def test_it_begins_after_a_number(journal):
    late = begin(journal)
    kept(journal)
    follower = Follower(journal, 1)

    journal.close(late)
    kept(journal)

    assert told(follower) == [2, 3]


def test_it_tells_what_the_filters_allow(journal):
    follower = Follower(journal, platform="a")
    late = begin(journal, "a")
    for platform in ("a", "b"):
        kept(journal, platform)

    assert told(follower) == [2]
    journal.close(late)
    assert told(follower) == [1]


def test_more_than_a_page_is_told_without_waiting(journal):
    for _ in range(2 * PAGE + 1):
        kept(journal)
    follower, found = Follower(journal), []

    while follower.wait(0):
        found += told(follower)

    assert found == list(range(1, 2 * PAGE + 2))


def test_what_is_still_open_in_a_file_is_not_told(tmp_path):
    journal = Journal(tmp_path / "journal.db")
    follower, late = Follower(journal), begin(journal)
    kept(journal)

    assert told(follower) == [2]
    journal.close(late)
    assert told(follower) == [1]
    journal.close_file()


def test_whoever_waits_is_woken_by_an_end(journal):
    follower = Follower(journal)
    told(follower)
    made = begin(journal)
    ending = threading.Thread(target=journal.close, args=[made])
    ending.start()

    assert follower.wait(60)
    ending.join()
    assert told(follower) == [1]


def test_whoever_waits_is_let_go_when_the_journal_is_closed():
    journal = Journal()
    follower = Follower(journal)
    follower.poll()
    closing = threading.Thread(target=journal.close_file)
    closing.start()

    assert not follower.wait(60)
    closing.join()
    assert follower.closed


@given(st.lists(st.integers(0, 5), max_size=40), st.integers(0, 3))
def test_in_whatever_order_they_end_each_is_told_once(steps, start):
    journal, opened = Journal(), []
    follower, found = Follower(journal, start), []
    for step in steps:
        if step > 3 and opened:
            journal.close(opened.pop(step % len(opened)))
        elif step == 0:
            found += told(follower)
        else:
            opened.append(begin(journal))
    for one in opened:
        journal.close(one)
    found += told(follower)

    assert sorted(found) == list(range(start + 1, journal.last + 1))
    journal.close_file()
