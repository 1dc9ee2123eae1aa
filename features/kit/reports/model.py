"""What every report shows: scenarios judged, claims rolled up, invariants summed, and the one word on top."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from homologa.features.kit import judgement, requirements, verdicts
from homologa.features.kit.coverage import pages
from homologa.features.kit.reports import outcome, rows
from homologa.features.kit.reports.outcome import Outcome
from homologa.features.kit.reports.rows import ClaimRow, InvariantRow, ObservationRow
from homologa.features.kit.results import Connector, Run, ScenarioResult
from homologa.features.kit.selection import Selection


@dataclass(frozen=True)
class Circumstances:
    """Under which a run was made.

    They are the version of the suite, the moment of the start, the selection, how warnings count, the options that say
    where connector and simulators are, the folder of the worlds that are kept, and how many processes shared the work.
    """

    suite: str
    at: datetime
    selection: Selection = field(default_factory=Selection)
    accept_warnings: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    keep: Path | None = None
    jobs: int = 1


@dataclass(frozen=True)
class Report:
    """A run, judged.

    `outside` counts the requirements whose scenarios were not selected, or all that have none when only a
    part of the suite was asked for; `uncovered` counts, by platform, those of platforms without a single
    scenario in the paths.
    """

    circumstances: Circumstances
    connector: Connector | None
    scenarios: tuple[ScenarioResult, ...]
    requirements: tuple[ClaimRow, ...]
    statements: tuple[ClaimRow, ...]
    invariants: tuple[InvariantRow, ...]
    observations: tuple[ObservationRow, ...]
    outside: int
    uncovered: Mapping[str, int]

    @property
    def suite(self) -> str:
        """The version of the suite."""
        return self.circumstances.suite

    @property
    def claims(self) -> tuple[ClaimRow, ...]:
        """The rows of requirements and statements."""
        return (*self.requirements, *self.statements)

    @cached_property
    def outcome(self) -> Outcome:
        """The word on top, with the command's exit code."""
        return outcome.conclude(self)

    @property
    def exit_code(self) -> int:
        """The command's exit code."""
        return self.outcome.exit_code

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

    def command(self, scenario: ScenarioResult) -> str:
        """Return the command that repeats one scenario."""
        options = (text for name, value in self.circumstances.options.items() for text in (f"--{name}", value))
        return shlex.join(["homologa", "verify", scenario.where, *options])

    def having(self, *wanted: str) -> list[ScenarioResult]:
        """Return the scenarios of these kinds, in order of run."""
        return [scenario for scenario in self.scenarios if scenario.kind in wanted]

    def blocked_by_reason(self) -> dict[str, list[ScenarioResult]]:
        """Return the blocked scenarios under each reason, named once."""
        return _by_reason(self.having(verdicts.BLOCKED))

    def skipped_by_reason(self) -> dict[str, list[ScenarioResult]]:
        """Return the skipped scenarios under each reason."""
        return _by_reason(self.having(verdicts.SKIPPED))

    def of_connector(self) -> list[ClaimRow]:
        """Return the requirements by which the connector is judged."""
        return [row for row in self.requirements if not row.claim.of_simulator]

    def of_simulator(self) -> list[ClaimRow]:
        """Return the requirements that prove the simulator itself."""
        return [row for row in self.requirements if row.claim.of_simulator]

    def selected(self) -> list[ClaimRow]:
        """Return the connector's requirements that were asked for.

        They are those of the scenarios that were chosen and those that the choice names; without a choice, those of
        the integrations that the connector was put under.
        """
        if self.circumstances.selection.is_partial:
            return self.of_connector()
        ours = {name for scenario in self.scenarios for name in scenario.integrations}
        return [row for row in self.of_connector() if row.claim.platform in ours]


def build(run: Run, circumstances: Circumstances) -> Report:
    """Judge a run.

    Of a partial one, only requirements with scenarios, or named by the selection, are listed; of statements never more
    than those with scenarios.
    """
    selection = circumstances.selection
    is_partial = selection.is_partial
    known = requirements.load()
    collected = {tag for scenario in run.collected for tag in scenario.tags}
    covered = {row.platform for row in known.values() if row.id in collected}
    every = [rows.of_claim(requirement, run.scenarios) for requirement in known.values()]
    named = selection.names if is_partial else lambda tag: tag not in collected and known[tag].platform in covered
    listed = [row for row in every if row.scenarios or named(row.claim.id)]
    outside = [row for row in every if row not in listed and (is_partial or row.claim.id in collected)]
    uncovered = () if is_partial else (row.platform for row in known.values() if row.platform not in covered)
    statements = (rows.of_claim(statement, run.scenarios) for statement in pages.statements().values())
    return Report(
        circumstances=circumstances,
        connector=run.connector,
        scenarios=tuple(map(judgement.judged, run.scenarios)),
        requirements=tuple(listed),
        statements=tuple(row for row in statements if row.scenarios),
        invariants=tuple(rows.of_invariants(run.scenarios)),
        observations=tuple(rows.of_observations(run.scenarios)),
        outside=len(outside),
        uncovered=Counter(uncovered),
    )


def _by_reason(scenarios: list[ScenarioResult]) -> dict[str, list[ScenarioResult]]:
    reasons: dict[str, list[ScenarioResult]] = {}
    for scenario in scenarios:
        reasons.setdefault(scenario.reason or "", []).append(scenario)
    return reasons
