"""What the control API shows, typed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Self


@dataclass(frozen=True)
class Column:
    """What a view shows in one place; `columns` are the places within an object, or within each item of a list."""

    name: str
    label: str
    kind: str
    items: str | None = None
    columns: tuple["Column", ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """The column that the API describes."""
        return cls(**{**data, "columns": tuple(map(Column.of, data["columns"]))})


@dataclass(frozen=True)
class Parameter(Column):
    """A field of an action or a view."""

    required: bool = False


@dataclass(frozen=True)
class Screen:
    """An action or a view, as its platform declares it."""

    platform: str
    name: str
    menu: str
    label: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Screen":
        """The screen that the API describes."""
        fields, columns = map(Parameter.of, data["parameters"]), map(Column.of, data["columns"])
        return cls(**{**data, "parameters": tuple(fields), "columns": tuple(columns)})


@lru_cache(maxsize=8)
def read_screens(text: bytes) -> tuple[Screen, ...]:
    """The screens of a list as the API has it: most worlds have the same."""
    return tuple(map(Screen.of, json.loads(text)["data"]))


@dataclass(frozen=True)
class Quiet:
    """Whether nothing is due on the platforms, and the number of the newest exchange."""

    quiet: bool
    last_exchange: int
    now: datetime
    next_due: datetime | None

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """What the API tells of it."""
        due = data["next_due"]
        return cls(
            data["quiet"],
            data["last_exchange"],
            datetime.fromisoformat(data["now"]),
            datetime.fromisoformat(due) if due else None,
        )


@dataclass(frozen=True)
class Done:
    """An action that was done: what the screen answered, and what was so then; `view` is None unless it was asked."""

    result: Any
    quiet: Quiet
    view: Any = None
