"""Figures of a run, as a file for machines and a table for people."""

import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
KEYS = ("name", "value", "unit", "ratio_to", "ratio")


@dataclass(frozen=True)
class Figure:
    """One measure; `ratio` is against the measure named in `ratio_to`, taken in the same run.

    `least` and `most` are its targets: for the ratio where there is one, else for the value.
    """

    name: str
    value: float
    unit: str
    ratio_to: str | None = None
    ratio: float | None = None
    least: float | None = None
    most: float | None = None

    @property
    def judged(self) -> float:
        """What a target is about."""
        return self.value if self.ratio is None else self.ratio

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or self.judged >= self.least) and (self.most is None or self.judged <= self.most)

    @property
    def target(self) -> str:
        """The target in words, empty without one."""
        unit = f" {self.unit}" if self.ratio is None else "x"
        bounds = (("≥", self.least), ("≤", self.most))
        return " and ".join(f"{sign} {bound:g}{unit}" for sign, bound in bounds if bound is not None)

    def line(self) -> str:
        """The figure on one line."""
        ratio = "" if self.ratio is None else f"  ({self.ratio:.2f} of {self.ratio_to})"
        target = f"  [{self.target}: {MET[self.met]}]" if self.target else ""
        return f"{self.name}: {self.value:,.2f} {self.unit}{ratio}{target}"


MET = {None: "", True: "met", False: "**missed**"}


def write(figures: Sequence[Figure]) -> None:
    """Write `results.json` and `RESULTS.md`."""
    kept = [{key: _rounded(getattr(figure, key)) for key in KEYS} for figure in figures]
    text = json.dumps(kept, indent=2, ensure_ascii=False)
    (HERE / "results.json").write_text(text + "\n", encoding="utf-8")
    (HERE / "RESULTS.md").write_text(_table(figures), encoding="utf-8")


def _rounded(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value


def _table(figures: Sequence[Figure]) -> str:
    lines = [
        "# Figures of the last `make bench`",
        "",
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}. "
        "Quote the ratios: both sides of each were measured in the same run.",
        "",
        "| measure | value | unit | ratio | against | target | |",
        "| --- | ---: | --- | ---: | --- | --- | --- |",
    ]
    for each in figures:
        ratio = "" if each.ratio is None else f"{each.ratio:.2f}"
        cells = (each.name, f"{each.value:,.2f}", each.unit, ratio, each.ratio_to or "", each.target, MET[each.met])
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
