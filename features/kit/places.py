"""Places of a screen as tables name them: `Preço promocional`, `cliente.nome`, `itens[1].código`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from homologa.features.kit.errors import ScenarioMistake
from homologa.simulators.control.client import Column, fold, names

Path = tuple[str | int, ...]
"""Keys and places in lists, of which the first is 1."""
_PATH = re.compile(r"[^.\[\]]+(?:\[\d+\]|\.[^.\[\]]+)*")
_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def read(written: str) -> Path:
    """The place that is meant where nothing is known of what there is, such as an answer of an API."""
    parts = _PART.findall(written)
    if not _PATH.fullmatch(written):
        raise ScenarioMistake(f"não entendi “{written}”; escreva como em data.total ou data[1].sku")
    return tuple(_counted(place, written) if place else name.strip() for name, place in parts)


def find(columns: Sequence[Column], written: str) -> Path:
    """The place that is meant, by keys or labels, without case or accents; raises ScenarioMistake if there is none."""
    if not _PATH.fullmatch(written):
        raise ScenarioMistake(f"não entendi a coluna “{written}”; escreva como em cliente.nome ou itens[1].código")
    path: list[str | int] = []
    inner: Sequence[Column] | None = columns
    for name, place in _PART.findall(written):
        if place:
            path.append(_counted(place, written))
            continue
        column = None if inner is None else _column(inner, name, written)
        path.append(name.strip() if column is None else column.name)
        inner = None if column is None or _is_open(column) else column.columns
    return tuple(path)


def column_at(columns: Sequence[Column], path: Path) -> Column | None:
    """What is known of the place at a path, None where keys vary."""
    found = None
    for step in (one for one in path if isinstance(one, str)):
        found = next((column for column in columns if column.name == step), None)
        columns = found.columns if found is not None else ()
    return found


def value_at(value: Any, path: Path) -> Any:
    """What stands at a path, None where there is nothing; a key asked of a list is asked of each of its items."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return value_at(value[step - 1], rest) if isinstance(value, list) and step <= len(value) else None
    if isinstance(value, list):
        return [value_at(one, path) for one in value]
    if not isinstance(value, Mapping):
        return None
    if step in value:
        return value_at(value[step], rest)
    keys = {fold(key): key for key in value}
    return value_at(value.get(keys.get(fold(step), step)), rest)


def fill(paths: Sequence[Path], cells: Sequence[Any]) -> dict[str, Any]:
    """An object with each value at its path; raises ScenarioMistake for a list that lacks an item between others."""
    tree: dict[str | int, Any] = {}
    for path, cell in zip(paths, cells, strict=True):
        if len(path) > 1 and cell == "":
            continue
        branch = tree
        for step in path[:-1]:
            branch = branch.setdefault(step, {})
        branch[path[-1]] = cell
    return {str(key): _grown(value, str(key)) for key, value in tree.items()}


def _grown(branch: Any, name: str) -> Any:
    if not isinstance(branch, dict):
        return branch
    grown = {key: _grown(value, f"{name}[{key}]") for key, value in branch.items()}
    places = sorted(key for key in grown if isinstance(key, int))
    if not places:
        return grown
    if places != list(range(1, len(grown) + 1)):
        raise ScenarioMistake(f"em “{name}” falta um item: os lugares começam em [1] e não pulam nenhum")
    return [grown[place] for place in places]


def _column(columns: Sequence[Column], name: str, written: str) -> Column:
    key = names(columns).get(fold(name))
    if key is None:
        within = "" if name == written else f" em “{written}”"
        there = f"há: {', '.join(column.label for column in columns)}" if columns else "é um valor só"
        raise ScenarioMistake(f"não há o campo “{name.strip()}”{within}; {there}")
    return next(column for column in columns if column.name == key)


def _is_open(column: Column) -> bool:
    """Whether the keys within vary."""
    return not column.columns and (column.kind == "objeto" or (column.kind == "lista" and column.items is None))


def _counted(place: str, written: str) -> int:
    if int(place) == 0:
        raise ScenarioMistake(f"não há o lugar 0 em “{written}”: o primeiro é [1]")
    return int(place)
