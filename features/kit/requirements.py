"""The requirements that scenarios prove, by the tag of each."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

RECONSTRUCTED = frozenset({"novaoito", "uplaces"})
"""Platforms whose wire no public document describes: they are labelled wherever they are shown."""


@dataclass(frozen=True)
class Requirement:
    """One requirement: `origin` is documento or decisao, `subject` is plataforma, conector or ambos."""

    id: str
    platform: str
    stage: int
    origin: str
    subject: str
    text: str

    @property
    def of_simulator(self) -> bool:
        """Whether it is the simulator's alone, so that no partner passes or fails it."""
        return self.subject == "plataforma"

    @property
    def fidelity(self) -> str:
        """`reconstructed` where the platform's contract is ours, else `doc`."""
        return "reconstructed" if self.platform in RECONSTRUCTED else "doc"


@cache
def load() -> Mapping[str, Requirement]:
    """Return every requirement by id, in the order of the list."""
    source = resources.files("homologa.features.kit").joinpath("requirements.csv")
    with source.open(encoding="utf-8") as lines:
        rows = [_requirement(row) for row in csv.DictReader(lines)]
    return MappingProxyType({row.id: row for row in rows})


def _requirement(row: Mapping[str, str]) -> Requirement:
    return Requirement(
        id=row["id"],
        platform=row["platform"],
        stage=int(row["stage"]),
        origin=row["origin"],
        subject=row["subject"],
        text=row["requirement"],
    )
