"""The report as JUnit XML, for continuous integration: one suite per feature, one case per scenario."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from homologa.features.kit import verdicts
from homologa.features.kit.reports import labels
from homologa.features.kit.reports.model import Report
from homologa.features.kit.results import ScenarioResult

# What XML 1.0 cannot carry, not even escaped.
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_ELEMENTS = {
    verdicts.FAILED: "failure",
    verdicts.BLOCKED: "failure",
    verdicts.ERROR: "error",
    verdicts.SKIPPED: "skipped",
    verdicts.NOT_APPLICABLE: "skipped",
}


def render(report: Report) -> str:
    """Return the XML document.

    A warning is a failure unless warnings are accepted; then it passes, with its message in `system-out`. Every suite
    has the result of the whole run among its properties.
    """
    elements = {**_ELEMENTS, **({} if report.circumstances.accept_warnings else {verdicts.WARNED: "failure"})}
    root = ET.Element("testsuites", {"name": f"homologa {report.suite}", **_counts(report.scenarios, elements)})
    for feature in dict.fromkeys(scenario.feature for scenario in report.scenarios):
        own = [scenario for scenario in report.scenarios if scenario.feature == feature]
        suite = ET.SubElement(root, "testsuite", {"name": _clean(feature), **_counts(own, elements)})
        _properties(suite, [("result", report.outcome.word), *_circumstances(report)])
        for scenario in own:
            _case(suite, scenario, elements.get(scenario.verdict))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _circumstances(report: Report) -> list[tuple[str, str]]:
    told = [text for _, text in labels.circumstances(report)]
    return list(zip(("date", "suite", "connector", "capabilities", "selection"), told, strict=True))


def _properties(parent: ET.Element, pairs: Iterable[tuple[str, str]]) -> None:
    properties = ET.SubElement(parent, "properties")
    for name, value in pairs:
        ET.SubElement(properties, "property", name=name, value=_clean(value))


def _counts(scenarios: Iterable[ScenarioResult], names: Mapping[str, str]) -> dict[str, str]:
    own = list(scenarios)
    elements = [names.get(scenario.verdict) for scenario in own]
    return {
        "tests": str(len(own)),
        "failures": str(elements.count("failure")),
        "errors": str(elements.count("error")),
        "skipped": str(elements.count("skipped")),
        "time": f"{sum(scenario.seconds for scenario in own):.3f}",
    }


def _case(suite: ET.Element, scenario: ScenarioResult, element: str | None) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=_clean(scenario.feature.removesuffix(".feature").replace("/", ".")),
        name=_clean(f"{scenario.name} (linha {scenario.line})"),
        file=_clean(scenario.feature),
        line=str(scenario.line),
        time=f"{scenario.seconds:.3f}",
    )
    _properties(case, [("verdict", scenario.verdict), *(("tag", tag) for tag in scenario.tags)])
    message = scenario.reason or scenario.message or ""
    if element:
        found = ET.SubElement(case, element, type=scenario.verdict, message=_clean(message))
        found.text = _clean(_detail(scenario))
    elif message:
        ET.SubElement(case, "system-out").text = _clean(_detail(scenario))


def _detail(scenario: ScenarioResult) -> str:
    lines = [scenario.where]
    if scenario.step:
        lines.append(f"passo (linha {scenario.step_line}): {scenario.step}")
    if scenario.message:
        lines.append(scenario.message)
    if scenario.expected is not None:
        lines += [f"esperado ({scenario.platform or 'sem plataforma'}): {scenario.expected}"]
        lines += [f"encontrado: {scenario.found}"]
    lines += [f"invariante violada: {found.name}: {found.detail}" for found in scenario.violations]
    return "\n".join([*lines, *([scenario.trace] if scenario.trace else [])])


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
