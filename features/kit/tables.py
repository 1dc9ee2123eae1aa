"""Tables of a feature against what a screen shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from homologa.features.kit.cells import equal
from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.text import fold

Table = Sequence[Sequence[str]]
SIDEWAYS = ["campo", "valor"]
"""The first line of a table that has a field a line, for what has too many fields for one line."""


def upright(table: Table) -> Table:
    """The table with a field a column, however it is written."""
    return list(zip(*table[1:], strict=True)) if [fold(name) for name in table[0]] == SIDEWAYS else table


def rows(table: Table) -> list[dict[str, str]]:
    """The rows of a table whose first line names the fields, in any case and with or without accents."""
    names = [key(name) for name in table[0]]
    return [dict(zip(names, cells, strict=True)) for cells in table[1:]]


def key(name: str) -> str:
    """A field as screens name it: `Preço promocional` → `preco_promocional`."""
    return "_".join(fold(name).split())


def agrees(expected: Mapping[str, str], found: Mapping[str, Any]) -> bool:
    """Whether a row that a screen shows has every cell of the expected one.

    Raises ScenarioMistake for a field that the screen does not have.
    """
    strange = sorted(set(expected) - set(found))
    if strange:
        raise ScenarioMistake(f"a tela não tem o campo {', '.join(strange)}; tem: {', '.join(found)}")
    return all(equal(cell, found[name]) for name, cell in expected.items())


def missing(expected: Sequence[Mapping[str, str]], found: Sequence[Mapping[str, Any]]) -> list[Mapping[str, str]]:
    """The expected rows that are left over when each shown row answers for one of them, as many as can be."""
    candidates = [[place for place, shown in enumerate(found) if agrees(row, shown)] for row in expected]
    taken: dict[int, int] = {}
    return [row for number, row in enumerate(expected) if not _place(number, candidates, taken, set())]


def _place(number: int, candidates: Sequence[Sequence[int]], taken: dict[int, int], tried: set[int]) -> bool:
    for place in candidates[number]:
        if place in tried:
            continue
        tried.add(place)
        if place not in taken or _place(taken[place], candidates, taken, tried):
            taken[place] = number
            return True
    return False


def narrowed(fields: Sequence[str], found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Shown rows with only the fields that a table speaks of, for a message."""
    return [{name: row.get(name) for name in fields} for row in found]
