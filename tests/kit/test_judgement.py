"""What the end of a scenario says of the requirements and statements that it is tagged with."""

from __future__ import annotations

from typing import Any

import pytest

from homologa.features.kit import judgement
from homologa.features.kit.results import ScenarioResult, Violation
from homologa.features.kit.tags import claims

OF_PLATFORM, OF_CONNECTOR, OWN_DECISION, OF_IDERIS = "NOV-03", "NOV-07", "NOV-14", "IDE-01"
DOCUMENTED_FACT, RECONSTRUCTED_FACT = "fato-novaoito-29", "fato-novaoito-42"
VIOLATION = Violation("nenhum produto é cadastrado duas vezes", "tiny", "CAN-01 duas vezes")


def ended(verdict: str, *tags: str, **more: Any) -> ScenarioResult:
    at_work = {"integrations": ("novaoito",), "acted": True}
    return ScenarioResult("x.feature", 3, "Cenário", tags, verdict, **(at_work | more))


def of(result: ScenarioResult, tag: str) -> str:
    return judgement.of_claim(result, claims()[tag])


@pytest.mark.parametrize("raw", ["passed", "blocked", "skipped", "error", "not applicable"])
@pytest.mark.parametrize("tag", [OF_CONNECTOR, OWN_DECISION, DOCUMENTED_FACT, RECONSTRUCTED_FACT])
def test_only_a_failure_is_softened(raw: str, tag: str) -> None:
    assert of(ended(raw, tag), tag) == raw


@pytest.mark.parametrize(
    ("tag", "verdict"),
    [
        (OF_CONNECTOR, "failed"),
        (DOCUMENTED_FACT, "failed"),
        (OWN_DECISION, "warned"),
        (RECONSTRUCTED_FACT, "warned"),
        ("fato-novaoito-17", "warned"),
    ],
)
def test_a_failure_is_judged_by_the_origin(tag: str, verdict: str) -> None:
    assert of(ended("failed", tag), tag) == verdict


@pytest.mark.parametrize("tag", [OF_PLATFORM, "IDE-24", "fato-novaoito-8", "fato-tiny-api2-61"])
def test_what_the_simulator_fails_is_never_softened(tag: str) -> None:
    assert of(ended("failed", tag), tag) == "failed"


def test_a_scenario_of_both_that_fails_says_nothing_of_the_simulator() -> None:
    result = ended("failed", OF_PLATFORM, OF_CONNECTOR)
    assert (of(result, OF_PLATFORM), of(result, OF_CONNECTOR)) == ("not applicable", "failed")


def test_a_broken_law_is_the_connectors_and_never_softened() -> None:
    result = ended("failed", OF_PLATFORM, OWN_DECISION, violations=[VIOLATION])
    assert (of(result, OF_PLATFORM), of(result, OWN_DECISION)) == ("not applicable", "failed")
    assert judgement.judged(ended("failed", OF_PLATFORM, violations=[VIOLATION])).verdict == "failed"


def test_a_connector_that_does_nothing_proves_nothing() -> None:
    for tag in (OF_CONNECTOR, OWN_DECISION, DOCUMENTED_FACT):
        result = ended("passed", tag, acted=False)
        assert of(result, tag) == "not applicable"
        assert "o conector nada fez" in (judgement.judged(result).reason or "")
    assert of(ended("failed", OF_CONNECTOR, acted=False), OF_CONNECTOR) == "failed"
    assert judgement.judged(ended("passed", acted=False)).verdict == "not applicable"


def test_an_integration_that_was_not_set_up_is_not_proved() -> None:
    result = judgement.judged(ended("passed", OF_IDERIS))
    assert result.verdict == "not applicable"
    assert result.reason == "a integração de IDE-01 não foi posta em operação neste cenário"
    assert of(ended("failed", OF_IDERIS), OF_IDERIS) == "failed"


@pytest.mark.parametrize("tag", [OF_PLATFORM, "IDE-20", "fato-tiny-api2-8", "fato-novaoito-14"])
def test_what_needs_no_connector_is_proved_without_one(tag: str) -> None:
    result = ended("passed", tag, integrations=(), acted=False)
    assert judgement.judged(result).verdict == "passed"


def test_the_scenario_shows_the_worst_of_its_claims() -> None:
    assert judgement.judged(ended("failed", OWN_DECISION)).verdict == "warned"
    assert judgement.judged(ended("failed", OWN_DECISION, OF_CONNECTOR)).verdict == "failed"
    assert judgement.judged(ended("failed")).verdict == "failed"
    assert judgement.judged(ended("passed", OF_PLATFORM, OF_CONNECTOR, acted=False)).verdict == "passed"
