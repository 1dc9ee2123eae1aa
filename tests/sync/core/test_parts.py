"""Parts of a piece of work that do not depend on each other."""

import pytest

from homologa.sync.core.errors import (
    AccessRefused,
    Doubtful,
    Incomplete,
    Lost,
    NotFound,
    PlatformError,
    RateLimited,
    Rejected,
    Suspended,
    Unavailable,
)
from homologa.sync.core.parts import Parts

REJECTED, NOT_FOUND = Rejected("31", ["sem nome"]), NotFound("não há")
LOST, DOWN, DOUBT, LACK = Lost("x"), Unavailable("y"), Doubtful("qual?"), Incomplete("sem itens")


def run(*errors):
    """Each part fails by its error, or not; answers how many had their turn and what was raised."""
    parts, turns = Parts(), 0
    try:
        for name, error in zip("abcd", errors, strict=False):
            turns += 1
            with parts.part(name):
                if error is not None:
                    raise error
        parts.end()
    except PlatformError as raised:
        return turns, raised
    return turns, None


def test_parts_that_succeed_raise_nothing():
    assert run(None, None) == (2, None)


@pytest.mark.parametrize(
    ("errors", "raised"),
    [((REJECTED, LOST), LOST), ((DOUBT, None, DOWN), DOWN), ((REJECTED, DOUBT), DOUBT), ((LACK, NOT_FOUND), LACK)],
)
def test_the_failure_of_which_there_is_most_hope_is_raised_when_all_had_their_turn(errors, raised):
    assert run(*errors) == (len(errors), raised)


def test_refusals_are_told_together():
    turns, raised = run(NOT_FOUND, None, REJECTED)
    assert (turns, raised.code, str(raised)) == (3, "31", "a: não há; c: sem nome")


def test_what_is_gone_is_a_refusal():
    assert run(NOT_FOUND)[1].code == "not_found"


@pytest.mark.parametrize("error", [AccessRefused("erp", "2", "não"), Suspended("erp", "8", "não")])
def test_what_an_account_refuses_to_all_stops_the_others(error):
    assert run(REJECTED, error, None) == (2, error)


def test_a_limit_stops_the_others(now):
    limit = RateLimited(now)
    assert run(limit, None) == (1, limit)
