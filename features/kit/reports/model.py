"""What every report shows: scenarios judged, requirements rolled up, invariants summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from homologa.features.kit import requirements, verdicts
from homologa.features.kit.requirements import Requirement
from homologa.features.kit.results import Observation, Run, ScenarioResult


@dataclass(frozen=True)
class RequirementRow:
    """One requirement with its rolled-up verdict and its scenarios."""

    requirement: Requirement
    verdict: str
    scenarios: tuple[ScenarioResult, ...]

    @property
    def kind(self) -> str:
        """The verdict, with an error that is the scenarios' author's alone told apart."""
        is_mistaken = self.verdict == verdicts.ERROR and all(found.kind != verdicts.ERROR for found in self.scenarios)
        return verdicts.MISTAKE if is_mistaken else self.verdict

    @property
    def label(self) -> str:
        """The verdict for people; the simulator's own is never called `aprovado`."""
        if self.requirement.of_simulator and self.verdict == verdicts.PASSED:
            return "confere"
        return verdicts.LABELS[self.kind]


@dataclass(frozen=True)
class InvariantRow:
    """One invariant: how many scenarios looked at it, and where it was broken."""

    name: str
    checked: int
    violations: tuple[Mapping[str, str | None], ...]


@dataclass(frozen=True)
class ObservationRow:
    """Something that contracts or limits have against the connector's calls: how often, and in which scenarios."""

    platform: str
    operation: str
    text: str
    times: int
    scenarios: tuple[ScenarioResult, ...]
    example: Mapping[str, Any]


@dataclass(frozen=True)
class Report:
    """A run, judged.

    `outside` counts the requirements whose scenarios were not selected, or all that have none when only a
    part of the suite was asked for; `uncovered` counts, by platform, those of platforms without a single
    scenario in the paths.
    """

    suite: str
    scenarios: tuple[ScenarioResult, ...]
    requirements: tuple[RequirementRow, ...]
    invariants: tuple[InvariantRow, ...]
    outside: int
    uncovered: Mapping[str, int]

    def observations(self) -> list[ObservationRow]:
        """Return what was observed and judges nobody, by platform and operation; what repeats is summed."""
        found: dict[tuple[str, str, str], list[tuple[ScenarioResult, Observation]]] = {}
        for scenario in self.scenarios:
            for seen in scenario.observations:
                found.setdefault((seen.platform, seen.operation, seen.pattern), []).append((scenario, seen))
        return [_observation(seen) for _, seen in sorted(found.items(), key=lambda item: item[0])]

    @property
    def totals(self) -> dict[str, int]:
        """Scenarios by verdict, every verdict present."""
        counted = Counter(scenario.verdict for scenario in self.scenarios)
        return {verdict: counted[verdict] for verdict in verdicts.ALL}

    @property
    def kinds(self) -> dict[str, int]:
        """Scenarios by verdict, errors of the kit and of the scenarios' authors apart; only what there is."""
        counted = Counter(scenario.kind for scenario in self.scenarios)
        return {kind: counted[kind] for kind in (*verdicts.ALL, verdicts.MISTAKE) if counted[kind]}

    @property
    def seconds(self) -> float:
        """Time spent in scenarios."""
        return sum(scenario.seconds for scenario in self.scenarios)

    @property
    def exit_code(self) -> int:
        """The command's exit code."""
        return verdicts.exit_code(self.kinds)

    def having(self, *wanted: str) -> list[ScenarioResult]:
        """Return the scenarios of these kinds, in order of run."""
        return [scenario for scenario in self.scenarios if scenario.kind in wanted]

    def of_connector(self) -> list[RequirementRow]:
        """Return the requirements by which the connector is judged."""
        return [row for row in self.requirements if not row.requirement.of_simulator]

    def of_simulator(self) -> list[RequirementRow]:
        """Return the requirements that prove the simulator itself."""
        return [row for row in self.requirements if row.requirement.of_simulator]

    def blocked_by_reason(self) -> dict[str, list[ScenarioResult]]:
        """Return the blocked scenarios under each reason, named once."""
        reasons: dict[str, list[ScenarioResult]] = {}
        for scenario in self.having(verdicts.BLOCKED):
            reasons.setdefault(scenario.reason or "", []).append(scenario)
        return reasons


def requirements_of(scenario: ScenarioResult) -> list[str]:
    """Return the ids of the requirements that a scenario speaks of."""
    return [tag for tag in scenario.tags if tag in requirements.load()]


def build(run: Run, suite: str, *, is_partial: bool = False) -> Report:
    """Judge a run; `suite` is the version of the suite.

    Of a partial run, one that was asked for with paths, tags or a name, only requirements with scenarios are listed.
    """
    known = requirements.load()
    collected = {tag for scenario in run.collected for tag in scenario.tags}
    covered = {row.platform for row in known.values() if row.id in collected}
    rows = [_row(requirement, run.scenarios) for requirement in known.values()]
    listed = [
        row
        for row in rows
        if row.scenarios or (not is_partial and _uncovered_here(row.requirement, collected, covered))
    ]
    outside = [row for row in rows if not row.scenarios and (is_partial or row.requirement.id in collected)]
    uncovered = () if is_partial else (row.platform for row in known.values() if row.platform not in covered)
    return Report(
        suite=suite,
        scenarios=tuple(_judged(scenario, known) for scenario in run.scenarios),
        requirements=tuple(listed),
        invariants=tuple(_invariants(run.scenarios)),
        outside=len(outside),
        uncovered=Counter(uncovered),
    )


def as_json(report: Report) -> dict[str, Any]:
    """Return the report in the documented shape (keys are added over time, never renamed)."""
    return {
        "totals": report.totals,
        "requirements": [_requirement_json(row) for row in report.requirements],
        "scenarios": [_scenario_json(scenario) for scenario in report.scenarios],
        "invariants": [
            {
                "name": row.name,
                "checked": row.checked,
                "violations": [dict(found) for found in row.violations],
            }
            for row in report.invariants
        ],
        "findings": [_observation_json(row) for row in report.observations()],
        "suite": report.suite,
    }


def _observation(seen: list[tuple[ScenarioResult, Observation]]) -> ObservationRow:
    first = seen[0][1]
    return ObservationRow(
        first.platform,
        first.operation,
        first.text,
        sum(observed.times for _, observed in seen),
        tuple(scenario for scenario, _ in seen),
        first.example,
    )


def _observation_json(row: ObservationRow) -> dict[str, Any]:
    return {
        "platform": row.platform,
        "operation": row.operation,
        "text": row.text,
        "times": row.times,
        "scenarios": [scenario.where for scenario in row.scenarios],
        "example": dict(row.example),
    }


def _row(requirement: Requirement, results: Iterable[ScenarioResult]) -> RequirementRow:
    own = tuple(result for result in results if requirement.id in result.tags)
    verdict = verdicts.worst(verdicts.judge(result.verdict, requirement) for result in own)
    return RequirementRow(requirement, verdict, own)


def _uncovered_here(requirement: Requirement, collected: set[str], covered: set[str]) -> bool:
    return requirement.platform in covered and requirement.id not in collected


def _judged(result: ScenarioResult, known: Mapping[str, Requirement]) -> ScenarioResult:
    own = [known[tag] for tag in result.tags if tag in known]
    return replace(result, verdict=verdicts.judge_scenario(result.verdict, own))


def _invariants(results: list[ScenarioResult]) -> Iterator[InvariantRow]:
    checked = Counter(name for result in results for name in result.invariants)
    for name, count in checked.items():
        yield InvariantRow(
            name=name,
            checked=count,
            violations=tuple(
                {"scenario": result.where, "platform": violation.platform, "detail": violation.detail}
                for result in results
                for violation in result.violations
                if violation.name == name
            ),
        )


def _requirement_json(row: RequirementRow) -> dict[str, Any]:
    requirement = row.requirement
    return {
        "id": requirement.id,
        "subject": requirement.subject,
        "origin": requirement.origin,
        "verdict": row.verdict,
        "scenarios": [scenario.where for scenario in row.scenarios],
        "platform": requirement.platform,
        "fidelity": requirement.fidelity,
        "text": requirement.text,
    }


def _scenario_json(scenario: ScenarioResult) -> dict[str, Any]:
    return {
        "feature": scenario.feature,
        "line": scenario.line,
        "name": scenario.name,
        "tags": list(scenario.tags),
        "verdict": scenario.verdict,
        "mistake": scenario.mistake,
        "seconds": scenario.seconds,
        "step": scenario.step,
        "step_line": scenario.step_line,
        "message": scenario.message,
        "reason": scenario.reason,
        "platform": scenario.platform,
        "expected": scenario.expected,
        "found": scenario.found,
        "exchanges": scenario.exchanges,
        "trace": scenario.trace,
    }
