"""What the platforms of a world show of their records, as they themselves say where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, reduce
from typing import Any

from homologa.features.kit.errors import ScenarioMistake
from homologa.simulators.control.client import WorldClient

Row = Mapping[str, Any]
Declared = Mapping[str, Any]
"""What a platform says of one kind of record: its view, and the columns of it."""


class Books:
    """The records of one world; each view is read at most once for the same fields."""

    def __init__(self, world: WorldClient) -> None:
        self._world = world
        self._read: dict[tuple[Any, ...], list[Row]] = {}

    @cached_property
    def declared(self) -> Mapping[str, Declared]:
        """What each platform says of its records, by kind."""
        return {name: shown["records"] for name, shown in self._world.data["platforms"].items()}

    def of(self, kind: str) -> Iterator[tuple[str, Any]]:
        """The platforms that have records of a kind, with what they say of them; of stock that is a list."""
        return ((name, records[kind]) for name, records in self.declared.items() if records[kind])

    def one(self, kind: str, platform: str) -> Declared:
        """What a platform says of its records of a kind; raises ScenarioMistake when it has none."""
        found: dict[str, Declared] = dict(self.of(kind))
        if platform not in found:
            raise ScenarioMistake(f"{platform} não mostra registros como os que o passo procura")
        return found[platform]

    def rows(self, platform: str, view: str, **fields: Any) -> list[Row]:
        """What a view shows, row by row; one thing is one row."""
        key = (platform, view, *sorted(fields.items()))
        if key not in self._read:
            shown = self._world.view(platform, view, **fields)
            self._read[key] = shown if isinstance(shown, list) else [shown]
        return self._read[key]


def cell(row: Row, column: str | None) -> Any:
    """The value of a column, which may stand within another; None where the platform has no such column."""
    return None if column is None else reduce(lambda found, name: found[name], column.split("."), row)


def text(row: Row, column: str | None) -> str:
    """The same as text without blanks around it, "" for nothing."""
    found = cell(row, column)
    return "" if found is None else str(found).strip()
