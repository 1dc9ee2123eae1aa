"""What the control API shows, typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Parameter:
    """A field of an action or a view."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Screen:
    """An action or a view, as its platform declares it."""

    platform: str
    name: str
    menu: str
    label: str
    description: str
    parameters: tuple[Parameter, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Screen":
        """The screen that the API describes."""
        fields = tuple(Parameter(**field) for field in data["parameters"])
        return cls(**{**data, "parameters": fields})


@dataclass(frozen=True)
class Quiet:
    """Whether nothing is due on the platforms, and the number of the newest exchange."""

    quiet: bool
    last_exchange: int
    now: datetime
    next_due: datetime | None
