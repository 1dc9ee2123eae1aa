"""Verdicts of scenarios and claims, and their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

PASSED = "passed"
FAILED = "failed"
WARNED = "warned"
BLOCKED = "blocked"
SKIPPED = "skipped"
ERROR = "error"
MISTAKE = "mistake"
"""How an error of the scenario's author is told from one of the kit; its verdict is `error`."""
NOT_APPLICABLE = "not applicable"
NO_SCENARIO = "sem cenário"

WORST_FIRST = (ERROR, FAILED, BLOCKED, WARNED, SKIPPED, PASSED)
ALL = (PASSED, FAILED, WARNED, BLOCKED, SKIPPED, NOT_APPLICABLE, ERROR)

LABELS: Mapping[str, str] = {
    PASSED: "aprovado",
    FAILED: "reprovado",
    WARNED: "ressalva",
    BLOCKED: "bloqueado",
    SKIPPED: "pulado",
    NOT_APPLICABLE: "não se aplica",
    ERROR: "erro do kit",
    MISTAKE: "erro do roteiro",
    NO_SCENARIO: "sem cenário",
}
"""How each verdict is shown to people."""

PLURALS: Mapping[str, str] = {
    PASSED: "aprovados",
    FAILED: "reprovados",
    WARNED: "com ressalva",
    BLOCKED: "bloqueados",
    SKIPPED: "pulados",
    NOT_APPLICABLE: "não aplicáveis",
    ERROR: "erros do kit",
    MISTAKE: "erros do roteiro",
}


def rolled_up(given: Iterable[str]) -> str:
    """Return the verdict of a claim over its scenarios: the worst, but one that was skipped hides none that passed."""
    found = set(given)
    return worst(found - {SKIPPED} if PASSED in found else found)


def worst(verdicts: Iterable[str]) -> str:
    """Return the worst verdict, with `not applicable` left out; `sem cenário` when there is none at all."""
    given = set(verdicts)
    for verdict in WORST_FIRST:
        if verdict in given:
            return verdict
    return NOT_APPLICABLE if given else NO_SCENARIO
