"""A feature file as pytest collects it: one test for each scenario, or its faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType

import pytest
from pytest_bdd import scenario as bind_scenario
from pytest_bdd.parser import render_string

from homologa.features.kit import embedded, gherkin, lint, lint_screens, lint_steps
from homologa.features.kit.catalog import StepDefinition
from homologa.features.kit.matching import StepIndex
from homologa.features.kit.paths import shown
from homologa.features.kit.recorder import RESULT
from homologa.features.kit.results import Finding, ResultsWriter, ScenarioResult, StepText
from homologa.features.kit.text import fold

INDEX = pytest.StashKey[StepIndex]()
"""The session's step index."""

SETS_UP = pytest.StashKey[tuple[str, ...]]()
"""The integrations that the steps of an item's scenario put a connector under."""

TITLE_LINE = pytest.StashKey[int]()
"""The line of the title of an item's scenario, which all rows of an outline share."""

WRITER = pytest.StashKey[ResultsWriter | None]()
"""Where the session's results go, if anywhere."""


class FaultyFeature(pytest.Collector.CollectError):
    """A feature file with faults; the message lists them."""


class FeatureFile(pytest.Module):
    """A feature file in the place of a test module."""

    def _getobj(self) -> ModuleType:
        feature = self._read()
        for _, tag in feature.tags:
            self.config.addinivalue_line("markers", f"{tag}: tag dos cenários")
        return _Module(feature, self)

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield the scenarios, each with the result it is about to have."""
        module = self.obj
        rows = {name: iter(scenario.rows) for name, scenario in module.scenarios.items()}
        for item in super().collect():
            if isinstance(item, pytest.Function) and item.originalname in rows:
                scenario = module.scenarios[item.originalname]
                line, values, tags = next(rows[item.originalname])
                item.stash[TITLE_LINE] = scenario.line
                item.stash[SETS_UP] = self._integrations(scenario, values)
                item.stash[RESULT] = ScenarioResult(
                    feature=module.shown,
                    line=line,
                    name=render_string(scenario.name, values),
                    tags=tuple(dict.fromkeys(tags)),
                    steps=tuple(_step(step, values) for step in (*scenario.background, *scenario.steps)),
                )
            yield item

    def _integrations(self, scenario: gherkin.Scenario, values: Mapping[str, str]) -> tuple[str, ...]:
        """The integrations that the steps of a scenario put a connector under."""
        steps = _Lookup(self)
        found = (
            definition.integration_of(text)
            for step in (*scenario.background, *scenario.steps)
            for text in (render_string(step.text, values),)
            for definition in steps.matching(step.type or "", text)
        )
        return tuple(dict.fromkeys(filter(None, found)))

    def _read(self) -> gherkin.Feature:
        where = shown(self.path, self.config.invocation_params.dir)
        feature, findings = lint.read(self.path, where)
        if feature is not None:
            findings += [Finding(where, *fault) for fault in lint_steps.faults(feature, _Lookup(self))]
            if self.config.option.collectonly:
                findings += [Finding(where, *fault) for fault in lint_screens.faults(feature, _screens())]
        if feature is None or findings:
            findings.sort(key=lambda finding: finding.line)
            self._report(findings)
            raise FaultyFeature("\n".join(map(str, findings)))
        return feature

    def _report(self, findings: Iterable[Finding]) -> None:
        writer = self.config.stash[WRITER]
        if writer is not None:
            for finding in findings:
                writer.add(finding)


class _Module(ModuleType):
    """The module that pytest sees: `test_…` functions made from the scenarios."""

    def __init__(self, feature: gherkin.Feature, node: FeatureFile) -> None:
        super().__init__(f"feature_{_slug(node.path.stem)}")
        self.__file__ = str(node.path)
        self.shown = shown(node.path, node.config.invocation_params.dir)
        self.scenarios: dict[str, gherkin.Scenario] = {}
        for scenario in feature.scenarios:
            name = self._free_name(scenario)
            self.scenarios[name] = scenario
            setattr(self, name, bind_scenario(str(node.path), scenario.name, encoding="utf-8-sig")(_nothing_more))

    def _free_name(self, scenario: gherkin.Scenario) -> str:
        name = f"test_{_slug(scenario.name)}"
        return f"{name}_{scenario.line}" if name in self.scenarios else name


@dataclass(frozen=True)
class _Lookup:
    """The steps that a feature file can see, through the session's index."""

    node: FeatureFile

    def matching(self, kind: str, text: str) -> list[StepDefinition]:
        index = self.node.config.stash[INDEX]
        return index.matching(kind, text, self.node.session._fixturemanager, self.node)

    def all(self) -> list[StepDefinition]:
        index = self.node.config.stash[INDEX]
        return index.definitions(self.node.session._fixturemanager, self.node)


@cache
def _screens() -> embedded.Screens:
    return embedded.screens()


def _step(step: gherkin.Step, values: Mapping[str, str]) -> StepText:
    rows = [[render_string(cell, values) for cell in row] for row in step.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    text = f"{step.keyword.strip()} {render_string(step.text, values)}"
    return StepText(step.line, text, tuple(f"| {line} |" for line in lines))


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", fold(text)).strip("_")


def _nothing_more() -> None:
    """The steps are all there is to run."""
