"""Verdicts of scenarios and requirements, and the exit code that sums them up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from homologa.features.kit.requirements import Requirement

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

EXIT_PASSED = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_KIT_ERROR = 3


def worst(verdicts: Iterable[str]) -> str:
    """Return the worst verdict, with `not applicable` left out; `sem cenário` when there is none at all."""
    given = set(verdicts)
    for verdict in WORST_FIRST:
        if verdict in given:
            return verdict
    return NOT_APPLICABLE if given else NO_SCENARIO


def judge(raw: str, requirement: Requirement) -> str:
    """Return the verdict that a scenario's raw one gives to a requirement: a failed own decision warns."""
    if raw == FAILED and requirement.origin == "decisao":
        return WARNED
    return raw


def judge_scenario(raw: str, requirements: Sequence[Requirement]) -> str:
    """Return the verdict of the scenario's own row: the worst over its requirements, the raw one if none."""
    if not requirements:
        return raw
    return worst(judge(raw, requirement) for requirement in requirements)


def exit_code(verdicts: Collection[str]) -> int:
    """Return 3 on any error of the kit, else 2 on any mistake of a scenario, else 1 on any failed or blocked."""
    if ERROR in verdicts:
        return EXIT_KIT_ERROR
    if MISTAKE in verdicts:
        return EXIT_USAGE
    return EXIT_FAILED if {FAILED, BLOCKED} & set(verdicts) else EXIT_PASSED
