"""How verdicts are judged by origin, rolled up and turned into an exit code."""

from __future__ import annotations

import itertools

import pytest

from homologa.features.kit import requirements, verdicts

DOCUMENTED = requirements.load()["NOV-07"]
OWN_DECISION = requirements.load()["NOV-14"]


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


def test_the_order_of_scenarios_changes_nothing() -> None:
    for given in itertools.permutations(["passed", "warned", "blocked", "not applicable"]):
        assert verdicts.worst(given) == "blocked"


@pytest.mark.parametrize("raw", ["passed", "blocked", "skipped", "error", "not applicable"])
def test_only_a_failure_is_softened_by_an_own_decision(raw: str) -> None:
    assert verdicts.judge(raw, OWN_DECISION) == raw


def test_a_failure_is_judged_by_the_origin() -> None:
    assert verdicts.judge("failed", DOCUMENTED) == "failed"
    assert verdicts.judge("failed", OWN_DECISION) == "warned"


def test_the_scenario_row_shows_the_worst_of_its_requirements() -> None:
    assert verdicts.judge_scenario("failed", [OWN_DECISION]) == "warned"
    assert verdicts.judge_scenario("failed", [OWN_DECISION, DOCUMENTED]) == "failed"
    assert verdicts.judge_scenario("failed", []) == "failed"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (set(), 0),
        ({"passed", "warned", "skipped", "not applicable"}, 0),
        ({"passed", "failed"}, 1),
        ({"passed", "blocked"}, 1),
        ({"failed", "error"}, 3),
        ({"failed", "mistake"}, 2),
        ({"passed", "mistake", "error"}, 3),
    ],
)
def test_the_exit_code(given: set[str], code: int) -> None:
    assert verdicts.exit_code(given) == code


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
