"""The one word on top, row by row of its table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from homologa.features.kit.reports import model
from homologa.features.kit.reports.model import Circumstances
from homologa.features.kit.reports.outcome import Outcome
from homologa.features.kit.results import Collected, Run, ScenarioResult, Violation
from homologa.features.kit.selection import Selection

MOMENT = datetime(2026, 12, 1, tzinfo=UTC)
PASSED = ("passed", "NOV-06")
VIOLATION = Violation("nenhum produto é cadastrado duas vezes", "tiny", "CAN-01 duas vezes")


def concluded(*ends: Any, tags: str | None = "x", accept_warnings: bool = False) -> Outcome:
    """The outcome of scenarios given as (verdict, tag, how it ran)."""
    scenarios = []
    for line, (verdict, tag, *more) in enumerate(ends, 1):
        ran = {"integrations": ("novaoito",), "acted": True, **(more[0] if more else {})}
        scenarios.append(ScenarioResult("x.feature", line, "Cenário", tuple(tag.split()), verdict, **ran))
    circumstances = Circumstances("1", MOMENT, Selection(tags=tags), accept_warnings)
    collected = [Collected(one.feature, one.line, one.name, one.tags) for one in scenarios]
    return model.build(Run(collected, scenarios=scenarios, exit_status=0), circumstances).outcome


@pytest.mark.parametrize(
    ("ends", "word", "code"),
    [
        ([PASSED, ("error", "NOV-06"), ("failed", "NOV-07")], "incompleto", 3),
        ([PASSED, ("failed", "NOV-03"), ("failed", "NOV-07")], "incompleto", 3),
        ([PASSED, ("failed", "fato-tiny-api2-61")], "incompleto", 3),
        ([PASSED, ("error", "NOV-06", {"mistake": True}), ("failed", "NOV-07")], "incompleto", 2),
        ([PASSED, ("failed", "NOV-07"), ("blocked", "NOV-08")], "não homologado", 1),
        ([PASSED, ("failed", "fato-novaoito-29")], "não homologado", 1),
        ([PASSED, ("failed", "NOV-03 NOV-06")], "não homologado", 1),
        ([PASSED, ("failed", "NOV-14", {"violations": [VIOLATION]})], "não homologado", 1),
        ([PASSED, ("failed", "")], "não homologado", 1),
        ([PASSED, ("blocked", "NOV-06"), ("failed", "NOV-14")], "incompleto", 1),
        ([PASSED, ("skipped", "NOV-07"), ("failed", "NOV-14")], "incompleto", 1),
        ([PASSED, ("not applicable", "NOV-07")], "incompleto", 1),
        ([PASSED, ("passed", "NOV-07", {"acted": False})], "incompleto", 1),
        ([PASSED, ("passed", "IDE-01")], "incompleto", 1),
        ([PASSED, ("passed", "fato-novaoito-29", {"acted": False})], "incompleto", 1),
        ([("skipped", "fato-novaoito-29")], "incompleto", 1),
        ([PASSED, ("failed", "NOV-14")], "com ressalvas", 1),
        ([PASSED, ("failed", "fato-novaoito-42")], "com ressalvas", 1),
        ([PASSED, ("skipped", "NOV-06")], "homologado", 0),
        ([PASSED, ("skipped", "fato-novaoito-29")], "homologado", 0),
        ([PASSED, ("passed", "IDE-20", {"integrations": (), "acted": False})], "homologado", 0),
        ([PASSED], "homologado", 0),
    ],
)
def test_the_first_row_that_fits_has_the_word(ends: list[Any], word: str, code: int) -> None:
    outcome = concluded(*ends)
    assert (outcome.word, outcome.exit_code) == (word, code)


def test_accepted_warnings_keep_their_word_and_leave_with_0() -> None:
    outcome = concluded(PASSED, ("failed", "NOV-14"), accept_warnings=True)
    assert (outcome.word, outcome.exit_code) == ("com ressalvas", 0)


@pytest.mark.parametrize("end", [("failed", "NOV-14", {"acted": False}), ("blocked", "NOV-14"), ("failed", "NOV-07")])
def test_accepting_warnings_accepts_nothing_else(end: Any) -> None:
    assert concluded(PASSED, end, accept_warnings=True).exit_code == 1


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ("NOV-06 or @NOV-07", 1),
        ("NOV-06 and not NOV-07", 0),
        ("NOV-06 or (NOV-07 and lento)", 0),
        ("not NOV-07", 0),
        ("NOV-06 or NOV-03", 0),
    ],
)
def test_a_requirement_that_is_asked_for_by_name_needs_a_scenario(tags: str, code: int) -> None:
    assert concluded(PASSED, tags=tags).exit_code == code


def test_the_word_says_why() -> None:
    assert str(concluded(PASSED, ("skipped", "NOV-06", {"reason": "sem tempo virtual"}))) == (
        "homologado (1 cenário pulado: sem tempo virtual)"
    )
    assert "nenhum cenário aprovado de NOV-07" in str(concluded(PASSED, ("skipped", "NOV-07")))


def test_without_a_choice_every_requirement_of_the_integration_is_asked_for() -> None:
    whole = concluded(PASSED, tags=None)
    assert (whole.word, whole.exit_code) == ("incompleto", 1)
    assert "NOV-07" in whole.why
    assert "IDE-" not in whole.why
    assert "NOV-03" not in whole.why
