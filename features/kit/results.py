"""What one run of the suite leaves behind: a file of JSON lines, one record a line.

Kinds of record: `collected` (a scenario that exists, before any selection), `finding` (a fault in a
feature file), `broken` (something that could not be collected), `connector` (the one under test), `refusal` (why
nothing was run), `scenario` (a result) and `end`.
A file without `end` is of a run that died.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from homologa.features.kit import verdicts
from homologa.features.kit.errors import Divergence
from homologa.features.kit.text import as_text

_Record = TypeVar("_Record")


@dataclass(frozen=True)
class Finding:
    """A fault in a feature file: where it is, what it is and how to mend it, in Portuguese."""

    path: str
    line: int
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}\n    Como corrigir: {self.fix}"


@dataclass(frozen=True)
class Collected:
    """A scenario that the paths hold, selected or not."""

    feature: str
    line: int
    name: str
    tags: tuple[str, ...]
    sets_up: tuple[str, ...] = ()
    """The integrations that its steps put a connector under."""


@dataclass(frozen=True)
class Connector:
    """The connector of a run.

    `name` is what it calls itself, `where` its URL, command or factory; `capabilities` are those of all integrations.
    """

    name: str | None
    where: str
    integrations: tuple[str, ...]
    capabilities: tuple[str, ...]


@dataclass(frozen=True)
class Refusal:
    """Why a run ended before its first scenario, in Portuguese."""

    reason: str


@dataclass(frozen=True)
class Broken:
    """A file that could not be collected for another reason than its own text."""

    where: str
    message: str


@dataclass(frozen=True)
class Violation:
    """One invariant that a scenario found broken."""

    name: str
    platform: str | None
    detail: str


@dataclass(frozen=True)
class Observation:
    """Something that contracts or limits have against the calls of a scenario, which changes no verdict.

    `text` is that of its first time and `pattern` has none of its values; `example` is an exchange, masked.
    """

    platform: str
    operation: str
    text: str
    pattern: str
    times: int
    example: dict[str, Any]


@dataclass(frozen=True)
class StepText:
    """A step as the scenario has it: its line, its sentence with the keyword, and the lines of its table."""

    line: int
    text: str
    table: tuple[str, ...] = ()


@dataclass
class ScenarioResult:
    """One scenario (or one row of its examples) as it ran.

    `verdict` is the raw one, before the origin of the requirements is looked at. `seconds` covers set-up, steps and
    teardown, but not what is stood up for all scenarios. `exchanges` are the last ones before the failure, already
    masked; `trace` is kept for errors of the kit only, and `mistake` tells those of the scenario itself. `invariants`
    names the laws looked at. `integrations` are those that the connector was put under, and `acted` says whether it did
    anything from then on.
    """

    feature: str
    line: int
    name: str
    tags: tuple[str, ...]
    verdict: str = "passed"
    seconds: float = 0.0
    step: str | None = None
    step_line: int | None = None
    message: str | None = None
    platform: str | None = None
    expected: str | None = None
    found: str | None = None
    reason: str | None = None
    trace: str | None = None
    mistake: bool = False
    exchanges: list[dict[str, Any]] = field(default_factory=list)
    invariants: tuple[str, ...] = ()
    violations: list[Violation] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    integrations: tuple[str, ...] = ()
    acted: bool = False
    steps: tuple[StepText, ...] = ()
    world: str | None = None
    """The id of the world that was kept for a look."""
    refused: tuple[str, ...] = ()
    """The notifications that the connector's receivers refused, in Portuguese."""

    @property
    def needs_a_look(self) -> bool:
        """Whether the scenario failed, was blocked or could not be carried out."""
        return self.verdict in {verdicts.FAILED, verdicts.BLOCKED, verdicts.ERROR}

    @property
    def is_idle(self) -> bool:
        """Whether a connector was put to work and did nothing."""
        return bool(self.integrations) and not self.acted

    @property
    def breaks_law(self) -> bool:
        """Whether every step went well, and a law was found broken after the last one."""
        return bool(self.violations) and self.step is None and self.verdict == verdicts.FAILED

    @property
    def where(self) -> str:
        """Feature and line, as `features/novaoito/x.feature:12`."""
        return f"{self.feature}:{self.line}"

    @property
    def kind(self) -> str:
        """The verdict, with the errors of the scenario's author told apart."""
        return verdicts.MISTAKE if self.mistake and self.verdict == verdicts.ERROR else self.verdict

    def blame(self, divergence: Divergence) -> None:
        """Take over what a divergence says of platform, expected and found."""
        self.platform = divergence.platform
        self.expected = as_text(divergence.expected)
        self.found = as_text(divergence.found)


@dataclass
class Run:
    """A results file as read: `exit_status` is None when the run died before its end."""

    collected: list[Collected] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    connector: Connector | None = None
    refusal: Refusal | None = None
    scenarios: list[ScenarioResult] = field(default_factory=list)
    exit_status: int | None = None


class ResultsWriter:
    """Writes records to a new file, each one whole on disk at once: a killed run keeps what it had."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.write_text("", encoding="utf-8")

    def add(self, record: Finding | Collected | Broken | Connector | Refusal | ScenarioResult) -> None:
        """Append one record."""
        self._write({"kind": _KINDS[type(record)], **asdict(record)})

    def end(self, exit_status: int) -> None:
        """Append the record that tells a whole run from a dead one."""
        self._write({"kind": "end", "exit_status": exit_status})

    def _write(self, record: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")


def read(path: Path) -> Run:
    """Read a results file, and those of several processes beside it, `path.*`, as one run in the order of the features.

    A last line cut in half by a kill is left out, a missing file is an empty run.
    """
    runs = [_read(part) for part in (path, *sorted(path.parent.glob(f"{path.name}.*")))]
    whole = Run(
        collected=_once(run.collected for run in runs),
        findings=_once(run.findings for run in runs),
        broken=_once(run.broken for run in runs),
        connector=next((run.connector for run in runs if run.connector), None),
        refusal=next((run.refusal for run in runs if run.refusal), _contradiction(runs)),
        scenarios=[scenario for run in runs for scenario in run.scenarios],
        # A process that died leaves no end: whatever the others did, scenarios of its own are missing.
        exit_status=None if any(run.exit_status is None for run in runs) else runs[0].exit_status,
    )
    place = {(found.feature, found.line): number for number, found in enumerate(whole.collected)}
    whole.scenarios.sort(key=lambda scenario: place.get((scenario.feature, scenario.line), len(place)))
    return whole


def _contradiction(runs: Iterable[Run]) -> Refusal | None:
    """Why what several processes found is no one run: the connector answered them differently."""
    answers = {(run.connector.integrations, run.connector.capabilities) for run in runs if run.connector}
    if len(answers) <= 1:
        return None
    said = "; ".join(sorted(", ".join(capabilities) or "nenhuma" for _, capabilities in answers))
    return Refusal(f"o conector não disse as mesmas capacidades a cada processo ({said}): rode sem -j")


def _once(lists: Iterable[list[_Record]]) -> list[_Record]:
    """Return what several processes found each for itself, once."""
    return list(dict.fromkeys(record for found in lists for record in found))


def _read(path: Path) -> Run:
    run = Run()
    for record in _records(path):
        kind = record.pop("kind")
        if kind == "end":
            run.exit_status = record["exit_status"]
        elif kind == "scenario":
            run.scenarios.append(_scenario(record))
        elif kind == "collected":
            run.collected.append(Collected(**{name: _frozen(value) for name, value in record.items()}))
        elif kind == "finding":
            run.findings.append(Finding(**record))
        elif kind == "connector":
            run.connector = Connector(**{name: _frozen(value) for name, value in record.items()})
        elif kind == "refusal":
            run.refusal = Refusal(**record)
        else:
            run.broken.append(Broken(**record))
    return run


_KINDS: dict[type, str] = {
    Finding: "finding",
    Collected: "collected",
    Broken: "broken",
    Connector: "connector",
    Refusal: "refusal",
    ScenarioResult: "scenario",
}


def _records(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.endswith("\n"):
                yield json.loads(line)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _scenario(record: dict[str, Any]) -> ScenarioResult:
    record["tags"] = tuple(record["tags"])
    record["invariants"] = tuple(record["invariants"])
    record["integrations"], record["refused"] = tuple(record["integrations"]), tuple(record["refused"])
    record["steps"] = tuple(StepText(step["line"], step["text"], tuple(step["table"])) for step in record["steps"])
    record["violations"] = [Violation(**violation) for violation in record["violations"]]
    record["observations"] = [Observation(**observed) for observed in record["observations"]]
    return ScenarioResult(**record)
