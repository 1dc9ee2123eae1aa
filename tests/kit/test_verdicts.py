"""How verdicts are rolled up, and what they are called."""

from __future__ import annotations

import itertools

import pytest

from homologa.features.kit import requirements, verdicts


@pytest.mark.parametrize(
    ("given", "rolled_up"),
    [
        ([], "sem cenário"),
        (["passed"], "passed"),
        (["passed", "skipped"], "skipped"),
        (["skipped", "warned"], "warned"),
        (["warned", "blocked"], "blocked"),
        (["blocked", "failed"], "failed"),
        (["failed", "error"], "error"),
        (["passed", "not applicable"], "passed"),
        (["not applicable"], "not applicable"),
        (["skipped", "not applicable", "passed"], "skipped"),
    ],
)
def test_the_worst_verdict_rolls_up(given: list[str], rolled_up: str) -> None:
    assert verdicts.worst(given) == rolled_up


@pytest.mark.parametrize(
    ("given", "rolled_up"),
    [
        (["passed", "skipped"], "passed"),
        (["skipped", "not applicable"], "skipped"),
        (["passed", "skipped", "warned"], "warned"),
        (["skipped", "failed"], "failed"),
    ],
)
def test_what_was_skipped_hides_nothing_that_passed(given: list[str], rolled_up: str) -> None:
    assert verdicts.rolled_up(given) == rolled_up


def test_the_order_of_scenarios_changes_nothing() -> None:
    for given in itertools.permutations(["passed", "warned", "blocked", "not applicable"]):
        assert verdicts.worst(given) == "blocked"


def test_every_verdict_has_its_words() -> None:
    assert {*verdicts.ALL, verdicts.MISTAKE, verdicts.NO_SCENARIO} == set(verdicts.LABELS)
    assert {*verdicts.ALL, verdicts.MISTAKE} == set(verdicts.PLURALS)


def test_the_list_of_requirements_is_whole() -> None:
    known = requirements.load()
    assert len(known) == 114
    assert {row.origin for row in known.values()} == {"documento", "decisao"}
    assert {row.subject for row in known.values()} == {"plataforma", "conector", "ambos"}
    assert known["NOV-01"].fidelity == "reconstructed"
    assert known["IDE-01"].fidelity == "doc"
