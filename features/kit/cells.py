"""What a cell of a table demands of the value that a screen shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.text import EMPTY, fold
from homologa.simulators.control.client import AmbiguousNumber, read_number

ANYTHING = "(qualquer)"
INDIFFERENT = "(tanto faz)"
NOTHING: tuple[Any, ...] = (None, "", [], {})
MARKS: Mapping[str, Callable[[Any], bool]] = {
    EMPTY: lambda found: found in NOTHING,
    ANYTHING: lambda found: found not in NOTHING,
    INDIFFERENT: lambda _: True,
}
BRASILIA = timezone(timedelta(hours=-3))
Demand = Callable[[str, Any], bool]


def equal(expected: str, found: Any) -> bool:
    """Whether a cell says what a screen shows.

    `(vazio)` is nothing, `(qualquer)` something, `(tanto faz)` either; DEMANDS has the rest of what parentheses can
    say. Raises ScenarioMistake for a demand, or a number, that cannot be understood.
    """
    if expected in MARKS:
        return MARKS[expected](found)
    demand = _DEMAND.fullmatch(expected)
    if demand:
        return DEMANDS[demand[1]](demand[2], found)
    if _ALMOST.match(expected):
        raise ScenarioMistake(f"não entendi “{expected}”; entre parênteses valem: {', '.join(_known())}")
    if isinstance(found, bool):
        return fold(expected) == ("sim" if found else "nao")
    if isinstance(found, int | float):
        return number(expected) == float(found)
    if isinstance(found, list):
        parts = [part.strip() for part in expected.split(",")]
        return len(parts) == len(found) and all(map(equal, parts, found))
    return expected == str(found if found is not None else "")


def number(text: str) -> float | None:
    """A number as people write it (`1.234,50` or `1234.50`), or None; raises ScenarioMistake if it has two readings."""
    try:
        return read_number(text)
    except AmbiguousNumber as ambiguous:
        raise ScenarioMistake(str(ambiguous)) from None
    except ValueError:
        return None


def day(text: str) -> date | None:
    """The day, in Brasília, of a date or moment as platforms and people write them; None if it is none."""
    for form in ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment.astimezone(BRASILIA) if moment.tzinfo else moment).date()


def _holds(found: Any, test: Callable[[str], bool]) -> bool:
    return any(map(test, map(str, found))) if isinstance(found, list) else found is not None and test(str(found))


def _compare(test: Callable[[float, float], bool]) -> Demand:
    def demand(bound: str, found: Any) -> bool:
        limit, value = _bound(bound), _amount(found)
        return value is not None and test(value, limit)

    return demand


def _between(bounds: str, found: Any) -> bool:
    least, separator, most = bounds.partition(" e ")
    if not separator:
        raise ScenarioMistake(f"não entendi “(entre {bounds})”; escreva, por exemplo, (entre 10 e 20)")
    value, low, high = _amount(found), _bound(least), _bound(most)
    return value is not None and low <= value <= high


def _on(test: Callable[[date, date], bool]) -> Demand:
    def demand(bound: str, found: Any) -> bool:
        limit, value = day(bound), day(str(found))
        if limit is None:
            raise ScenarioMistake(f"“{bound}” não é uma data; escreva, por exemplo, 31/12/2026")
        return value is not None and test(value, limit)

    return demand


def _bound(text: str) -> float:
    read = number(text)
    if read is None:
        raise ScenarioMistake(f"“{text}” não é um número")
    return read


def _amount(found: Any) -> float | None:
    """The number that a value is, also where a platform writes it as text; None if it is none."""
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        return None
    try:
        return float(found)
    except ValueError:
        return None


DEMANDS: Mapping[str, Demand] = {
    "contém": lambda text, found: _holds(found, lambda one: text in one),
    "não contém": lambda text, found: not _holds(found, lambda one: text in one),
    "começa com": lambda text, found: _holds(found, lambda one: one.startswith(text)),
    "termina com": lambda text, found: _holds(found, lambda one: one.endswith(text)),
    "diferente de": lambda text, found: not equal(text, found),
    "maior que": _compare(lambda value, limit: value > limit),
    "menor que": _compare(lambda value, limit: value < limit),
    "no mínimo": _compare(lambda value, limit: value >= limit),
    "no máximo": _compare(lambda value, limit: value <= limit),
    "entre": _between,
    "no dia": _on(lambda value, limit: value == limit),
    "antes de": _on(lambda value, limit: value < limit),
    "depois de": _on(lambda value, limit: value > limit),
}
_DEMAND = re.compile(rf"\(({'|'.join(DEMANDS)}) (.+)\)", re.DOTALL)
_ALMOST = re.compile(r"\((?:maior|menor|entre|cont[ée]m|n[ãa]o cont[ée]m|diferente)\b.*\)$")


def _known() -> list[str]:
    return [*MARKS, "(hoje)", *(f"({word} …)" for word in DEMANDS)]
