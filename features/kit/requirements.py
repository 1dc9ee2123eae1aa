"""The requirements that scenarios prove, by the tag of each."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from homologa.features.kit.claims import Claim


class Requirement(Claim):
    """One requirement; its origin is documento or decisao."""


@cache
def load() -> Mapping[str, Requirement]:
    """Return every requirement by id, in the order of the list."""
    source = resources.files("homologa.features.kit").joinpath("requirements.csv")
    with source.open(encoding="utf-8") as lines:
        rows = [_requirement(row) for row in csv.DictReader(lines)]
    return MappingProxyType({row.id: row for row in rows})


def _requirement(row: Mapping[str, str]) -> Requirement:
    return Requirement(row["id"], row["platform"], row["origin"], row["subject"], row["requirement"])
