"""The report as a JSON document; keys are added over time, never renamed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from homologa.features.kit.coverage.pages import Statement
from homologa.features.kit.reports.model import Report
from homologa.features.kit.reports.rows import ClaimRow, ObservationRow
from homologa.features.kit.results import ScenarioResult


def as_json(report: Report) -> dict[str, Any]:
    """Return the report in the documented shape."""
    return {
        "result": report.outcome.word,
        "reason": report.outcome.why,
        "exit_code": report.outcome.exit_code,
        "date": report.circumstances.at.isoformat(timespec="seconds"),
        "suite": report.suite,
        "connector": asdict(report.connector) if report.connector else None,
        "selection": asdict(report.circumstances.selection),
        "totals": report.totals,
        "requirements": [_claim(row) for row in report.requirements],
        "statements": [_statement(row) for row in report.statements],
        "scenarios": [{**_scenario(scenario), "command": report.command(scenario)} for scenario in report.scenarios],
        "invariants": [
            {
                "name": row.name,
                "checked": row.checked,
                "violations": [dict(found) for found in row.violations],
            }
            for row in report.invariants
        ],
        "findings": [_observation(row) for row in report.observations],
    }


def _claim(row: ClaimRow) -> dict[str, Any]:
    claim = row.claim
    return {
        "id": claim.id,
        "subject": claim.subject,
        "origin": claim.origin,
        "verdict": row.verdict,
        "skipped": row.skipped,
        "scenarios": [scenario.where for scenario in row.scenarios],
        "platform": claim.platform,
        "fidelity": claim.fidelity,
        "text": claim.text,
    }


def _statement(row: ClaimRow) -> dict[str, Any]:
    claim = row.claim
    place = {"page": claim.page, "number": claim.number} if isinstance(claim, Statement) else {}
    return {**_claim(row), "id": claim.tag, "owner": claim.subject, **place}


def _observation(row: ObservationRow) -> dict[str, Any]:
    return {
        "platform": row.platform,
        "operation": next(iter(row.operations)),
        "operations": dict(row.operations),
        "text": row.text,
        "times": row.times,
        "scenarios": [scenario.where for scenario in row.scenarios],
        "example": dict(row.example),
    }


def _scenario(scenario: ScenarioResult) -> dict[str, Any]:
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
        "steps": [asdict(step) for step in scenario.steps] if scenario.needs_a_look else [],
        "world": scenario.world,
        "refused": list(scenario.refused),
        "message": scenario.message,
        "reason": scenario.reason,
        "platform": scenario.platform,
        "expected": scenario.expected,
        "found": scenario.found,
        "exchanges": scenario.exchanges,
        "trace": scenario.trace,
    }
