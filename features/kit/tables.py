"""Tables of a feature against what a screen shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.text import fold

Table = Sequence[Sequence[str]]
EMPTY = "(vazio)"
ANYTHING = "(qualquer)"
INDIFFERENT = "(tanto faz)"
NOTHING: tuple[Any, ...] = (None, "", [], {})
MARKS: Mapping[str, Callable[[Any], bool]] = {
    EMPTY: lambda found: found in NOTHING,
    ANYTHING: lambda found: found not in NOTHING,
    INDIFFERENT: lambda _: True,
}


def rows(table: Table) -> list[dict[str, str]]:
    """The rows of a table whose first line names the fields, in any case and with or without accents."""
    names = [key(name) for name in table[0]]
    return [dict(zip(names, cells, strict=True)) for cells in table[1:]]


def key(name: str) -> str:
    """A field as screens name it: `Preço promocional` → `preco_promocional`."""
    return "_".join(fold(name).split())


def equal(expected: str, found: Any) -> bool:
    """Whether a cell says what a screen shows; `(vazio)` is nothing, `(qualquer)` something, `(tanto faz)` either."""
    if expected in MARKS:
        return MARKS[expected](found)
    if isinstance(found, bool):
        return fold(expected) == ("sim" if found else "nao")
    if isinstance(found, int | float):
        return number(expected) == float(found)
    if isinstance(found, list):
        return [part.strip() for part in expected.split(",")] == [str(item) for item in found]
    return expected == str(found if found is not None else "")


def number(text: str) -> float | None:
    """A number as people write it (`1.234,50` or `1234.50`), or None."""
    plain = text.replace(".", "").replace(",", ".") if "," in text else text
    try:
        return float(plain)
    except ValueError:
        return None


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
