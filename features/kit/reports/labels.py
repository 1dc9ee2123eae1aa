"""Words and figures as Portuguese reports write them."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING

from homologa.features.kit import verdicts
from homologa.features.kit.text import count

if TYPE_CHECKING:
    from homologa.features.kit.reports.model import Report

ORIGINS: Mapping[str, str] = {"decisao": "decisão", "reconstruido": "reconstruído"}
"""Origins that are written with an accent."""


def circumstances(report: Report) -> list[tuple[str, str]]:
    """Return what stands beside the word on top, as pairs of name and text."""
    return [
        ("data", report.circumstances.at.strftime("%d/%m/%Y %H:%M:%S %z")),
        ("suíte", report.suite),
        ("conector", _connector(report)),
        ("capacidades", ", ".join(report.connector.capabilities) or "nenhuma" if report.connector else "—"),
        ("seleção", str(report.circumstances.selection)),
    ]


def kept_world(world: str, report: Report) -> str:
    """Return where the world of a scenario is, and how to open it."""
    if "simulators" in report.circumstances.options:
        return f"{world}, nos simuladores"
    folder = shlex.quote(str(report.circumstances.keep))
    return f"{world}: homologa serve --data {folder} --world {world}"


def _connector(report: Report) -> str:
    found = report.connector
    if found is None:
        return "nenhum foi posto à prova"
    return f"{found.name} ({found.where})" if found.name else found.where


def platform_title(platform: str) -> str:
    """Return a platform's name as a title: `mercado-livre` gives `Mercado Livre`."""
    return platform.replace("-", " ").title()


def origin_title(origin: str) -> str:
    """Return an origin with its accents."""
    return ORIGINS.get(origin, origin)


def seconds(value: float) -> str:
    """Return a time in seconds with the comma of Portuguese: `3,2 s`."""
    return f"{value:.1f} s".replace(".", ",")


def tally(number: int, kind: str) -> str:
    """Return `1 aprovado`, `3 aprovados`."""
    return count(number, verdicts.LABELS[kind], verdicts.PLURALS[kind])
