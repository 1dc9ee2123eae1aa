"""The report as JUnit XML, for continuous integration: one suite per feature, one case per scenario."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from homologa.features.kit import verdicts
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
    """Return the XML document; a warning passes, with its message in `system-out`."""
    root = ET.Element("testsuites", {"name": f"homologa {report.suite}", **_counts(report.scenarios)})
    for feature in dict.fromkeys(scenario.feature for scenario in report.scenarios):
        own = [scenario for scenario in report.scenarios if scenario.feature == feature]
        suite = ET.SubElement(root, "testsuite", {"name": _clean(feature), **_counts(own)})
        for scenario in own:
            _case(suite, scenario)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _counts(scenarios: Iterable[ScenarioResult]) -> dict[str, str]:
    own = list(scenarios)
    elements = [_ELEMENTS.get(scenario.verdict) for scenario in own]
    return {
        "tests": str(len(own)),
        "failures": str(elements.count("failure")),
        "errors": str(elements.count("error")),
        "skipped": str(elements.count("skipped")),
        "time": f"{sum(scenario.seconds for scenario in own):.3f}",
    }


def _case(suite: ET.Element, scenario: ScenarioResult) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=_clean(scenario.feature.removesuffix(".feature").replace("/", ".")),
        name=_clean(f"{scenario.name} (linha {scenario.line})"),
        file=_clean(scenario.feature),
        line=str(scenario.line),
        time=f"{scenario.seconds:.3f}",
    )
    properties = ET.SubElement(case, "properties")
    ET.SubElement(properties, "property", name="verdict", value=scenario.verdict)
    for tag in scenario.tags:
        ET.SubElement(properties, "property", name="tag", value=_clean(tag))
    message = scenario.reason or scenario.message or ""
    element = _ELEMENTS.get(scenario.verdict)
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
    return "\n".join([*lines, *([scenario.trace] if scenario.trace else [])])


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
