"""Watching scenarios run: what each one's verdict is, and the evidence of those that fail."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any, Protocol

import httpx
import pytest
from pytest_bdd.parser import Step

from homologa.features.kit import verdicts
from homologa.features.kit.errors import (
    Blocked,
    ContractBreach,
    Divergence,
    InvariantBroken,
    NotApplicable,
    ScenarioMistake,
    Unsupported,
)
from homologa.features.kit.results import Observation, ResultsWriter, ScenarioResult, Violation

RESULT = pytest.StashKey[ScenarioResult]()
"""Where an item keeps its result; set when the feature file is collected."""

ENVIRONMENT = "homologa_environment"
"""The fixture that stands up what all scenarios share, whichever of them comes first."""

_STAGE = pytest.StashKey["Stage"]()
_STEP = pytest.StashKey[Step]()
_FAILURES = (AssertionError, pytest.fail.Exception)
_LEAVES_EVIDENCE = (Exception, pytest.fail.Exception)
_SILENT = (Unsupported, NotApplicable)
MASKED_FIELDS = ("message", "expected", "found", "reason", "trace")
_SEVERITY = (
    verdicts.PASSED,
    verdicts.NOT_APPLICABLE,
    verdicts.SKIPPED,
    verdicts.BLOCKED,
    verdicts.FAILED,
    verdicts.ERROR,
)


class Stage(Protocol):
    """What the fixture `stage`, where a scenario uses one, tells about the platforms.

    It may also have `invariant_names`, the names of all the laws that `check_invariants` looks at, and
    `observations`, which gives what contracts and limits have against the calls, as the fields of an Observation.
    `integrations` names those that the connector was put under. It may have `refused_notifications`, which tells in
    Portuguese of those that the connector's receivers refused, and `recall_all`, which puts values in the place of
    names in the arguments of a step.
    """

    integrations: list[str]

    def enter(self, step: str) -> None:
        """Take note of the step under way."""

    def evidence(self) -> list[dict[str, Any]]:
        """Return the last exchanges, masked."""

    def mask(self, texts: list[str]) -> list[str]:
        """Return the texts with everything secret or personal replaced."""

    def check_invariants(self) -> list[dict[str, Any]]:
        """Return each broken invariant as {name, platform, detail}."""

    def breaches(self) -> Sequence[str]:
        """Return what our simulators did against their own contract."""

    def connector_acted(self) -> bool:
        """Return whether the connector did anything since it was put under an integration."""


class Recorder:
    """The part of the plugin that judges and writes down each scenario; a writer is optional."""

    def __init__(self, writer: ResultsWriter | None) -> None:
        self._writer = writer
        self._shared_seconds = 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Keep the stage at hand for when its scenario ends, and count apart what took time for all of them."""
        begun = perf_counter()
        value = yield
        if fixturedef.argname == ENVIRONMENT:
            self._shared_seconds = perf_counter() - begun
        if fixturedef.argname == "stage":
            request.node.stash[_STAGE] = value
        return value

    def pytest_bdd_before_step(self, request: pytest.FixtureRequest, step: Step) -> None:
        """Remember the step under way."""
        request.node.stash[_STEP] = step

    def pytest_bdd_before_step_call(
        self, request: pytest.FixtureRequest, step: Step, step_func_args: dict[str, Any]
    ) -> None:
        """Tell the stage, once it is there, which step the next exchanges belong to, and have it recall names."""
        stage = _stage(request.node)
        if stage is not None:
            stage.enter(f"{step.keyword} {step.name}")
            getattr(stage, "recall_all", lambda _: None)(step_func_args)

    def pytest_bdd_after_step(self, request: pytest.FixtureRequest) -> None:
        """Forget the step that went well."""
        del request.node.stash[_STEP]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        """Look at the platforms once the scenario's steps are over, whatever their end."""
        result = item.stash.get(RESULT, None)
        if result is None:
            yield
            return
        try:
            yield
        except _LEAVES_EVIDENCE as problem:
            _after_failure(item, result, problem)
            raise
        _after_success(item, result)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Judge each phase, and write the result down after the last one."""
        report = yield
        result = item.stash.get(RESULT, None)
        if result is not None:
            result.seconds = round(result.seconds + call.duration - self._shared_seconds, 4)
            self._shared_seconds = 0.0
            if call.excinfo is not None:
                _judge(result, call.excinfo.value, report.longreprtext)
                _show_as_skipped(report, call.excinfo.value)
                if call.when == "call":
                    _mask(result, _stage(item))
            if call.when == "teardown" and self._writer is not None:
                self._writer.add(result)
        return report


def _stage(item: pytest.Item) -> Stage | None:
    found = [node.stash[_STAGE] for node in item.listchain() if _STAGE in node.stash]
    return found[-1] if found else None


def _after_success(item: pytest.Item, result: ScenarioResult) -> None:
    stage = _stage(item)
    if stage is None:
        return
    _observe(stage, result)
    _hold_contract(stage, None)
    _look_for_violations(stage, result)
    if result.violations:
        result.exchanges = stage.evidence()
        first = result.violations[0]
        raise InvariantBroken(first.name, platform=first.platform, detail=first.detail)


def _after_failure(item: pytest.Item, result: ScenarioResult, problem: BaseException) -> None:
    step = item.stash.get(_STEP, None)
    if step is not None:
        result.step, result.step_line = f"{step.keyword} {step.name}", step.line_number
    stage = _stage(item)
    if stage is None or isinstance(problem, _SILENT):
        return
    result.exchanges = stage.evidence()
    _observe(stage, result)
    if isinstance(problem, (Blocked, *_FAILURES)):
        _hold_contract(stage, problem)
        _look_for_violations(stage, result)


def _hold_contract(stage: Stage, cause: BaseException | None) -> None:
    """What our own simulator did wrong outweighs what the scenario found."""
    breaches = list(stage.breaches())
    if breaches:
        raise ContractBreach("o simulador quebrou o próprio contrato: " + "; ".join(breaches)) from cause


def _observe(stage: Stage, result: ScenarioResult) -> None:
    result.integrations = tuple(stage.integrations)
    result.acted = bool(result.integrations) and stage.connector_acted()
    result.refused = tuple(getattr(stage, "refused_notifications", list)())
    look = getattr(stage, "observations", list)
    result.observations = [Observation(**observed) for observed in look()]


def _look_for_violations(stage: Stage, result: ScenarioResult) -> None:
    broken = stage.check_invariants()
    details = stage.mask([str(found["detail"]) for found in broken]) if broken else []
    result.violations = [
        Violation(name=found["name"], platform=found.get("platform"), detail=detail)
        for found, detail in zip(broken, details, strict=True)
    ]
    named = (violation.name for violation in result.violations)
    result.invariants = tuple(dict.fromkeys([*getattr(stage, "invariant_names", ()), *named]))


def _judge(result: ScenarioResult, problem: BaseException, trace: str) -> None:
    verdict = _verdict(problem)
    if _SEVERITY.index(verdict) <= _SEVERITY.index(result.verdict):
        return
    result.verdict = verdict
    if isinstance(problem, Divergence):
        result.blame(problem)
    if verdict in {verdicts.FAILED, verdicts.ERROR}:
        result.message = _message(problem)
    else:
        result.reason = _message(problem)
    if verdict == verdicts.ERROR:
        result.mistake = isinstance(problem, ScenarioMistake)
        result.trace = None if result.mistake else trace


def _mask(result: ScenarioResult, stage: Stage | None) -> None:
    """Whatever a scenario tells leaves masked, as the exchanges do."""
    texts = {name: text for name in MASKED_FIELDS if (text := getattr(result, name)) is not None}
    if stage is None or not texts:
        return
    written = [text for step in result.steps for text in (step.text, *step.table)]
    masked = iter(stage.mask([*texts.values(), *written]))
    for name in texts:
        setattr(result, name, next(masked))
    result.steps = tuple(
        replace(step, text=next(masked), table=tuple(next(masked) for _ in step.table)) for step in result.steps
    )


def _show_as_skipped(report: pytest.TestReport, problem: BaseException) -> None:
    """Pytest's own summary, too, must not call a missing capability a failure."""
    if isinstance(problem, _SILENT):
        path, line, _ = report.location
        report.outcome = "skipped"
        report.longrepr = (path, line or 0, problem.reason)


def _verdict(problem: BaseException) -> str:
    if isinstance(problem, Blocked | httpx.HTTPError):
        return verdicts.BLOCKED
    if isinstance(problem, Unsupported | pytest.skip.Exception):
        return verdicts.SKIPPED
    if isinstance(problem, NotApplicable):
        return verdicts.NOT_APPLICABLE
    return verdicts.FAILED if isinstance(problem, _FAILURES) else verdicts.ERROR


def _message(problem: BaseException) -> str:
    text = str(problem).strip()
    if isinstance(problem, httpx.HTTPError):
        return f"os simuladores deixaram de responder ({type(problem).__name__})"
    if isinstance(problem, (Divergence, Blocked, ContractBreach, ScenarioMistake, *_SILENT, pytest.skip.Exception)):
        return text
    return f"{type(problem).__name__}: {text}" if text else type(problem).__name__
