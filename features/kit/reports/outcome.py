"""The one word on top of every report, and the exit code that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from homologa.features.kit import verdicts
from homologa.features.kit.text import count

if TYPE_CHECKING:
    from homologa.features.kit.reports.model import Report

APPROVED = "homologado"
WITH_WARNINGS = "com ressalvas"
REFUSED = "não homologado"
INCOMPLETE = "incompleto"

EXIT_PASSED = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_KIT_ERROR = 3


@dataclass(frozen=True)
class Outcome:
    """The word, the exit code, and in a few words why."""

    word: str
    exit_code: int
    why: str = ""

    def __str__(self) -> str:
        """The word with its reason."""
        return f"{self.word} ({self.why})" if self.why else self.word


def conclude(report: Report) -> Outcome:
    """Return what a run comes to: the first row of the table that fits, the worst first."""
    found = ((word, code, why(report)) for word, code, why in _TABLE)
    word, code, why = next((row for row in found if row[2]), (APPROVED, EXIT_PASSED, _skipped(report)))
    if word == WITH_WARNINGS and report.circumstances.accept_warnings:
        code = EXIT_PASSED
    return Outcome(word, code, why)


def _kit_errors(report: Report) -> str:
    return _scenarios(report, verdicts.ERROR)


def _simulator_failures(report: Report) -> str:
    failed = [row.claim.id for row in report.claims if row.claim.of_simulator and row.verdict == verdicts.FAILED]
    return f"o simulador não confere em {', '.join(failed)}" if failed else ""


def _mistakes(report: Report) -> str:
    return _scenarios(report, verdicts.MISTAKE)


def _failures(report: Report) -> str:
    broken = sum(bool(scenario.violations) for scenario in report.scenarios)
    failed = _scenarios(report, verdicts.FAILED)
    return failed or (f"uma invariante violada em {count(broken, 'cenário', 'cenários')}" if broken else "")


def _blocks(report: Report) -> str:
    return _scenarios(report, verdicts.BLOCKED)


def _unproved(report: Report) -> str:
    """What was asked for and stays open: requirements that no scenario proved, statements that nothing exercised."""
    idle = [row for row in report.statements if row.is_idle]
    unproved = [row for row in report.selected() if not row.is_exercised]
    names = [row.claim.id for row in (*unproved, *idle)]
    if names:
        return f"nenhum cenário aprovado de {', '.join(names)}"
    passed = {verdicts.PASSED, verdicts.WARNED} & set(report.kinds)
    return "" if passed else "nenhum cenário aprovado"


def _warnings(report: Report) -> str:
    return _scenarios(report, verdicts.WARNED)


def _skipped(report: Report) -> str:
    reasons = report.skipped_by_reason()
    number = sum(map(len, reasons.values()))
    return f"{count(number, 'cenário pulado', 'cenários pulados')}: {'; '.join(reasons)}" if number else ""


def _scenarios(report: Report, kind: str) -> str:
    number = len(report.having(kind))
    return f"{count(number, verdicts.LABELS[kind], verdicts.PLURALS[kind])}" if number else ""


_TABLE: Iterable[tuple[str, int, Callable[[Report], str]]] = (
    (INCOMPLETE, EXIT_KIT_ERROR, _kit_errors),
    (INCOMPLETE, EXIT_KIT_ERROR, _simulator_failures),
    (INCOMPLETE, EXIT_USAGE, _mistakes),
    (REFUSED, EXIT_FAILED, _failures),
    (INCOMPLETE, EXIT_FAILED, _blocks),
    (INCOMPLETE, EXIT_FAILED, _unproved),
    (WITH_WARNINGS, EXIT_FAILED, _warnings),
)
"""Word, exit code and what it takes, worst first."""
