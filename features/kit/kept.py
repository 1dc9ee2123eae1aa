"""What a scenario has seen, and the values of it that were given names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from homologa.features.kit.cells import BRASILIA
from homologa.simulators.control.client import Column

NEW_NAME = "novo_nome"
"""The argument by which a step gives a name, which is never taken for the value of that name."""
TODAY = re.compile(r"\(hoje(?: ([+-]) (\d{1,4}) dias?)?\)")
DAY = re.compile(r"\(no dia (\d\d/\d\d/\d{4})\)")


Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Seen:
    """What a button answered or a view showed, with the columns that are known of it."""

    value: Any = None
    columns: Sequence[Column] = ()


@dataclass
class KeptValues:
    """Values by the names that a scenario gave them, and what it saw last."""

    values: dict[str, str] = field(default_factory=dict)
    seen: Seen = Seen()

    def recall(self, words: str, now: Clock) -> str:
        """The value of a name; for `(hoje)` a demand of the day; what is neither stays as it is."""
        day = TODAY.fullmatch(words)
        if day is None:
            return self.values.get(words, words)
        step = timedelta(days=int(f"{day[1]}{day[2]}")) if day[1] else timedelta()
        return f"(no dia {now().astimezone(BRASILIA) + step:%d/%m/%Y})"

    def recall_all(self, arguments: dict[str, Any], now: Clock) -> None:
        """Put values in the place of names in what a step was given: texts, and cells of its table."""
        for name, given in arguments.items():
            if isinstance(given, str) and name != NEW_NAME:
                arguments[name] = self.recall(given, now)
            elif isinstance(given, list):
                arguments[name] = [*given[:1], *([self.recall(cell, now) for cell in row] for row in given[1:])]


def as_typed(value: Any) -> Any:
    """What a person types for what cells say: for a day, its date."""
    if isinstance(value, dict):
        return {name: as_typed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_typed(inner) for inner in value]
    day = DAY.fullmatch(value)
    return day[1] if day else value
