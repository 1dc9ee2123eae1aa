"""The rows of a report: claims, laws, and what contracts and limits have against the calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from homologa.features.kit import judgement, verdicts
from homologa.features.kit.claims import Claim
from homologa.features.kit.reports.labels import tally
from homologa.features.kit.results import Observation, ScenarioResult


@dataclass(frozen=True)
class ClaimRow:
    """One requirement or statement with its rolled-up verdict and its scenarios."""

    claim: Claim
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
        if self.verdict != verdicts.PASSED:
            return verdicts.LABELS[self.kind]
        word = "confere" if self.claim.of_simulator else verdicts.LABELS[self.verdict]
        return f"{word} ({tally(self.skipped, verdicts.SKIPPED)})" if self.skipped else word

    @property
    def skipped(self) -> int:
        """How many of its scenarios could not be run with this connector."""
        return sum(judgement.of_claim(found, self.claim) == verdicts.SKIPPED for found in self.scenarios)

    @property
    def is_exercised(self) -> bool:
        """Whether a scenario passed, or was warned with the connector at work."""
        return any(self._counts(scenario) for scenario in self.scenarios)

    @property
    def is_idle(self) -> bool:
        """Whether the connector did nothing in any of the scenarios, and so none of them says anything."""
        is_unproved = self.verdict == verdicts.NOT_APPLICABLE and not self.claim.of_simulator
        return is_unproved and all(scenario.is_idle for scenario in self.scenarios)

    def _counts(self, scenario: ScenarioResult) -> bool:
        verdict = judgement.of_claim(scenario, self.claim)
        return verdict == verdicts.PASSED or (verdict == verdicts.WARNED and scenario.acted)


@dataclass(frozen=True)
class InvariantRow:
    """One invariant: how many scenarios looked at it, and where it was broken."""

    name: str
    checked: int
    violations: tuple[Mapping[str, str | None], ...]


@dataclass(frozen=True)
class ObservationRow:
    """One thing that contracts or limits have against the connector's calls, whatever the operation.

    `operations` says how often by operation, the most frequent first; `example` is the first exchange.
    """

    platform: str
    operations: Mapping[str, int]
    text: str
    scenarios: tuple[ScenarioResult, ...]
    example: Mapping[str, Any]

    @property
    def times(self) -> int:
        """How often in all."""
        return sum(self.operations.values())


def of_claim(claim: Claim, results: Iterable[ScenarioResult]) -> ClaimRow:
    """Return the row of a claim, of scenarios as they ran."""
    own = tuple(result for result in results if claim.tag in result.tags)
    return ClaimRow(claim, verdicts.rolled_up(judgement.of_claim(result, claim) for result in own), own)


def of_invariants(results: list[ScenarioResult]) -> Iterator[InvariantRow]:
    """Yield a row for each law that was looked at."""
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


def of_observations(results: Iterable[ScenarioResult]) -> list[ObservationRow]:
    """Return what was observed and judges nobody, by platform, the most frequent first; what repeats is summed."""
    found: dict[tuple[str, str], list[tuple[ScenarioResult, Observation]]] = {}
    for scenario in results:
        for seen in scenario.observations:
            found.setdefault((seen.platform, seen.pattern), []).append((scenario, seen))
    return sorted(map(_observation, found.values()), key=lambda row: (row.platform, -row.times))


def _observation(seen: list[tuple[ScenarioResult, Observation]]) -> ObservationRow:
    first = seen[0][1]
    times: Counter[str] = Counter()
    for _, observed in seen:
        times[observed.operation] += observed.times
    scenarios = {scenario.where: scenario for scenario, _ in seen}
    return ObservationRow(
        first.platform, dict(times.most_common()), first.text, tuple(scenarios.values()), first.example
    )
