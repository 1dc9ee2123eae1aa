"""Lists as a query asks for them: filters joined by "and", moments, order, page (novaoito §2.1, fact 3)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from homologa.simulators.kernel.clock import BRASILIA, read_iso
from homologa.simulators.kernel.store import Documents
from homologa.simulators.novaoito.rules.pages import Page, Rows, whole
from homologa.simulators.novaoito.rules.shapes import MAX_ID

Condition = tuple[str, tuple[object, ...]]
"""An SQL condition over the columns of a collection, and its values."""
BOUNDS = (("updated_at_min", ">="), ("updated_at_max", "<="))


class Query:
    """Takes a list's parameters one by one, and tells of all that are wrong when the rows are asked for."""

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self._parameters = parameters
        self._errors: dict[str, list[str]] = {}
        self._conditions: list[Condition] = []

    def option(self, name: str, options: Collection[str]) -> str | None:
        """The value of a parameter that is one of a few; None when it was not sent or is wrong."""
        value = self._parameters.get(name)
        if value is None or value in options:
            return value
        self._errors[name] = [f"deve ser um destes valores: {', '.join(options)}"]
        return None

    def text(self, name: str, longest: int) -> str | None:
        """The value of a free parameter; None when it was not sent or is too long."""
        value = self._parameters.get(name)
        if value is None or len(value) <= longest:
            return value
        self._errors[name] = [f"deve ter no máximo {longest} caracteres"]
        return None

    def where(self, condition: str, *values: object) -> None:
        """Add a condition of the rules' own."""
        self._conditions.append((condition, values))

    def chosen(self, field: str, options: Collection[str]) -> None:
        """`filter[field]`, one of a few values."""
        value = self.option(f"filter[{field}]", options)
        if value is not None:
            self.where(f"{field} = ?", value)

    def same(self, field: str, longest: int = 255) -> None:
        """`filter[field]`, a text that is equal to the field's."""
        value = self.text(f"filter[{field}]", longest)
        if value is not None:
            self.where(f"{field} = ?", value)

    def referred(self, field: str) -> None:
        """`filter[field]`, the id of something."""
        name = f"filter[{field}]"
        if name in self._parameters:
            self.where(f"{field} = ?", whole(self._parameters, name, 0, MAX_ID, self._errors))

    def moments(self) -> None:
        """`updated_at_min` and `updated_at_max`, both included."""
        for name, comparison in BOUNDS:
            if name in self._parameters:
                moment = self._moment(name)
                self.where(f"updated_at {comparison} ?", moment)

    def rows(self, documents: Documents, sortable: Collection[str] = (), *, order: str = "id") -> Rows:
        """The page that was asked for, by `sort` where something is `sortable`; raises ValidationFailed."""
        order = self._order(sortable) if sortable else order
        page = Page.from_query(self._parameters, self._errors)
        where = " AND ".join(f"({condition})" for condition, _ in self._conditions) or "1"
        return page.of(documents, where, [value for _, values in self._conditions for value in values], order=order)

    def _moment(self, name: str) -> str:
        try:
            # In a query a plus sign that was not escaped arrives as a blank.
            given = read_iso(self._parameters[name].replace(" ", "+"))
        except ValueError:
            self._errors[name] = ["deve ser um momento ISO 8601 com fuso horário"]
            return ""
        if given.tzinfo is None:
            self._errors[name] = ["falta o fuso horário, como em 2026-11-03T09:00:00-03:00"]
            return ""
        return _in_brasilia(given).isoformat()

    def _order(self, sortable: Collection[str]) -> str:
        asked = str(self._parameters.get("sort", "id"))
        field = asked.removeprefix("-")
        if field not in sortable:
            options = ", ".join(sortable)
            self._errors["sort"] = [f"deve ser um destes campos, com “-” para a ordem decrescente: {options}"]
            return "id"
        if field == "id":
            return "id DESC" if asked.startswith("-") else "id"
        return f"{field} {'DESC' if asked.startswith('-') else 'ASC'}, id"


def _in_brasilia(moment: datetime) -> datetime:
    try:
        return moment.astimezone(BRASILIA)
    except OverflowError:
        # Within hours of either end of the calendar, where nothing was ever updated.
        return moment.replace(tzinfo=BRASILIA)
