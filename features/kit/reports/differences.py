"""What differs between the rows that a scenario expects and those that a screen shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from homologa.features.kit import cells, text

_MOST = 10
_Row = Mapping[str, Any]


def between(expected: str | None, found: str | None) -> tuple[str, ...]:
    """Return in Portuguese, a line each, what differs between two documents; nothing if they are not rows."""
    ours, theirs = _document(expected), _document(found)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        lines = [_cells(ours, theirs)] if _cells(ours, theirs) else []
    elif isinstance(ours, list) and isinstance(theirs, list):
        is_table = all(isinstance(row, dict) for row in [*ours, *theirs])
        lines = list(_rows(ours, theirs) if is_table else _items(ours, theirs))
    else:
        return ()
    return tuple([*lines[:_MOST], f"e mais {len(lines) - _MOST}"] if len(lines) > _MOST else lines)


def _document(text: str | None) -> Any:
    try:
        return json.loads(text or "")
    except ValueError:
        return None


def _items(expected: Sequence[Any], found: Sequence[Any]) -> Iterator[str]:
    yield from (f"falta: {item}" for item in expected if item not in found)
    yield from (f"a mais: {item}" for item in found if item not in expected)


def _rows(expected: Sequence[_Row], found: Sequence[_Row]) -> Iterator[str]:
    """Pair each expected row with the free one that is most like it, whole matches first."""
    left = list(found)
    wrong = []
    for row in expected:
        match = next((shown for shown in left if not _differing(row, shown)), None)
        if match is None:
            wrong.append(row)
        else:
            left.remove(match)
    for row in wrong:
        near = min(left, key=lambda shown: len(_differing(row, shown)), default=None)
        if near is None or len(_differing(row, near)) == len(row):
            yield f"falta a linha de {_brief(row)}"
        else:
            left.remove(near)
            same = {name: cell for name, cell in row.items() if name not in _differing(row, near)}
            yield f"na linha de {_brief(same)}: {_cells(row, near)}"
    # A screen may show more rows than a scenario asks for: they matter when nothing else is wrong.
    if not wrong:
        yield from (f"a mais, a linha de {_brief(row)}" for row in left)


def _differing(expected: _Row, found: _Row) -> list[str]:
    return [name for name, cell in expected.items() if not _equal(cell, found.get(name))]


def _equal(expected: Any, found: Any) -> bool:
    return bool(expected == found) or (isinstance(expected, str) and cells.equal(expected, found))


def _cells(expected: _Row, found: _Row) -> str:
    pairs = ((name, expected[name], found.get(name)) for name in _differing(expected, found))
    return "; ".join(f"{name}: esperado {_shown(ours)}, encontrado {_shown(theirs)}" for name, ours, theirs in pairs)


def _brief(row: _Row) -> str:
    return ", ".join(f"{name} {_shown(cell)}" for name, cell in row.items())


def _shown(cell: Any) -> str:
    if cell in cells.NOTHING:
        return text.EMPTY
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
