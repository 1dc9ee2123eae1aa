"""The report as one HTML page that opens offline."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined

from homologa.features.kit import verdicts
from homologa.features.kit.claims import Claim
from homologa.features.kit.reports import differences, exchanges, labels
from homologa.features.kit.reports.model import Report
from homologa.features.kit.results import ScenarioResult
from homologa.features.kit.tags import claims_of
from homologa.features.kit.text import fold


def render(report: Report) -> str:
    """Return the page, in Portuguese, with its style inside and no script."""
    environment = Environment(
        loader=PackageLoader("homologa.features.kit", "reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["exchange"] = exchanges.read
    environment.filters["platform"] = labels.platform_title
    environment.filters["origin"] = labels.origin_title
    environment.filters["seconds"] = labels.seconds
    environment.filters["slug"] = _slug
    environment.filters["anchor"] = _anchor
    environment.globals["verdicts"] = verdicts
    environment.globals["differences"] = differences.between
    environment.globals["claims_of"] = claims_of
    environment.globals["circumstances"] = labels.circumstances
    environment.globals["kept_world"] = labels.kept_world
    environment.filters["id"] = _id
    return environment.get_template("report.html.j2").render(report=report)


def _slug(verdict: str) -> str:
    """Make a CSS class of a verdict."""
    return fold(verdict).replace(" ", "-")


def _id(claim: Claim) -> str:
    """Make an anchor of a claim's name."""
    return claim.id.replace(" ", "-")


def _anchor(scenario: ScenarioResult) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(scenario.where))
