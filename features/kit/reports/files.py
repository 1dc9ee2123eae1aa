"""The report written to a folder, for people and for machines."""

from __future__ import annotations

import json
from pathlib import Path

from homologa.features.kit.reports import html, junit
from homologa.features.kit.reports.document import as_json
from homologa.features.kit.reports.model import Report


def write(report: Report, folder: Path) -> None:
    """Write `homologa.json`, `homologa.xml` (JUnit) and `homologa.html`, making the folder if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"json": json_text(report), "xml": junit.render(report), "html": html.render(report)}
    for suffix, text in texts.items():
        (folder / f"homologa.{suffix}").write_text(text, encoding="utf-8")


def json_text(report: Report) -> str:
    """Return the JSON document, accents as they are, with a line end."""
    return json.dumps(as_json(report), ensure_ascii=False, indent=2, default=str) + "\n"
