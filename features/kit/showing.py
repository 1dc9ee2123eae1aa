"""What a view shows, and whether a table of a scenario is to be found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from homologa.features.kit import tables
from homologa.features.kit.cells import number
from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.places import column_at, find, value_at
from homologa.features.kit.tables import Table
from homologa.simulators.control.client import Column

Row = dict[str, Any]


@dataclass(frozen=True)
class Showing:
    """The rows of a view, or of a place within it."""

    platform: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Any]

    def within(self, part: str) -> Showing:
        """What stands at a place that holds objects, all its rows together; raises ScenarioMistake."""
        path = find(self.columns, part)
        column = column_at(self.columns, path)
        rows = _gather(self.rows, path)
        return replace(self, title=f"{self.title}, {part}", columns=column.columns if column else (), rows=rows)

    def expect(self, table: Table) -> list[Row]:
        """The rows of a table; raises ScenarioMistake for a column that the view does not have."""
        names, *lines = tables.upright(table)
        if not lines:
            raise ScenarioMistake("a tabela não tem linhas: abaixo dos nomes dos campos vem ao menos uma")
        for name in names:
            self._path(name)
        return [dict(zip(names, line, strict=True)) for line in lines]

    def narrow(self, names: Sequence[str]) -> list[Row]:
        """What it shows of the columns that a table speaks of, by the names that they have there."""
        paths = {name: self._path(name) for name in names}
        return [{name: value_at(row, path) for name, path in paths.items()} for row in self.rows]

    def demand(self, table: Table) -> list[Row]:
        """Raise Divergence unless each row of the table is shown; answers the expected rows."""
        expected = self.expect(table)
        found = self.narrow(list(expected[0]))
        absent = tables.missing(expected, found)
        if absent:
            self.diverge("não mostra o esperado", absent, found)
        return expected

    def find_row(self, expected: Row) -> Any:
        """The first row that agrees with the expected one."""
        found = self.narrow(list(expected))
        return next(row for row, shown in zip(self.rows, found, strict=True) if tables.agrees(expected, shown))

    def add_up(self, name: str) -> float:
        """The sum of a column; raises ScenarioMistake where it does not hold numbers."""
        values = [row[name] for row in self.narrow([name])]
        flat = [one for value in values for one in (value if isinstance(value, list) else [value]) if one is not None]
        amounts = [one if isinstance(one, int | float) else number(str(one)) for one in flat]
        if any(amount is None for amount in amounts):
            raise ScenarioMistake(f"“{name}” não é uma coluna de números")
        return round(sum(amount for amount in amounts if amount is not None), 10)

    def diverge(self, message: str, expected: Any, found: Any) -> None:
        """Raise Divergence on this view."""
        raise Divergence(f"“{self.title}” {message}", platform=self.platform, expected=expected, found=found)

    def _path(self, name: str) -> tuple[str | int, ...]:
        return find(self.columns, name) if self.columns else (name,)


def _gather(rows: Sequence[Any], path: tuple[str | int, ...]) -> list[Any]:
    found: list[Any] = []
    for row in rows:
        value = value_at(row, path)
        found += value if isinstance(value, list) else [] if value in (None, "") else [value]
    return found
