"""Figures of a run, as a file for machines and a table for people."""

import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figure:
    """One measure; `ratio` is against the measure named in `ratio_to`, taken in the same run."""

    name: str
    value: float
    unit: str
    ratio_to: str | None = None
    ratio: float | None = None


def write(figures: list[Figure]) -> str:
    """Write `results.json` and `RESULTS.md`; answers the table."""
    rounded = [
        Figure(f.name, round(f.value, 3), f.unit, f.ratio_to, None if f.ratio is None else round(f.ratio, 3))
        for f in figures
    ]
    text = json.dumps([asdict(figure) for figure in rounded], indent=2, ensure_ascii=False)
    (HERE / "results.json").write_text(text + "\n", encoding="utf-8")
    table = _table(rounded)
    (HERE / "RESULTS.md").write_text(table, encoding="utf-8")
    return table


def _table(figures: list[Figure]) -> str:
    lines = [
        "# Figures of the last `make bench`",
        "",
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}. "
        "Quote the ratios: both sides of each were measured in the same run.",
        "",
        "| measure | value | unit | ratio | against |",
        "| --- | ---: | --- | ---: | --- |",
    ]
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        lines.append(f"| {figure.name} | {figure.value:,.2f} | {figure.unit} | {ratio} | {figure.ratio_to or ''} |")
    return "\n".join(lines) + "\n"
