"""The scenarios that stand at lines of their files, as `FILE:LINE` asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from homologa.features.kit.collection import TITLE_LINE
from homologa.features.kit.paths import shown
from homologa.features.kit.recorder import RESULT

_MOST_LINES = 12
_ABOVE = ("@", "#")
"""What the lines of tags and comments above a title begin with: they are the scenario's too."""


class NoScenarioThere(Exception):
    """A line was asked for at which no scenario is; the message says in Portuguese where they begin."""


def at(wanted: Iterable[tuple[Path, int]], items: Sequence[pytest.Item], home: Path) -> list[pytest.Item]:
    """Return the items at these lines and, of a file of which no line is asked for, all.

    `home` is the folder from which messages name files. Raises NoScenarioThere.
    """
    numbers: dict[Path, list[int]] = {}
    for path, number in wanted:
        numbers.setdefault(path, []).append(number)
    chosen: list[pytest.Item] = []
    for path, asked in numbers.items():
        own = [item for item in items if item.path == path and RESULT in item.stash]
        chosen += [item for number in asked for item in _at_line(number, own, path, shown(path, home))]
    return [item for item in items if item in chosen or item.path not in numbers]


def _at_line(number: int, items: Sequence[pytest.Item], path: Path, name: str) -> list[pytest.Item]:
    """The row of examples or the scenario at a line, or the scenario within which the line is."""
    exact = [item for item in items if item.stash[RESULT].line == number]
    lines = path.read_text("utf-8").splitlines()
    titles = sorted({item.stash[TITLE_LINE] for item in items})
    begun = [title for title in titles if _first_line(title, lines) <= number]
    if not begun or number > len(lines):
        raise NoScenarioThere(_nothing_there(number, titles, name, len(lines)))
    return exact or [item for item in items if item.stash[TITLE_LINE] == begun[-1]]


def _first_line(title: int, lines: Sequence[str]) -> int:
    first = title
    while first > 1 and lines[first - 2].strip().startswith(_ABOVE):
        first -= 1
    return first


def _nothing_there(number: int, titles: Sequence[int], name: str, last: int) -> str:
    text = f"não há cenário na linha {number} de «{name}», que tem {last} {'linha' if last == 1 else 'linhas'}"
    if not titles:
        return text
    near = min(titles, key=lambda title: abs(title - number))
    begin = ", ".join(map(str, titles[:_MOST_LINES])) + ("…" if len(titles) > _MOST_LINES else "")
    verb = "o cenário começa na linha" if len(titles) == 1 else "os cenários começam nas linhas"
    return f"{text}: {verb} {begin}; o mais próximo é «{name}:{near}»"
