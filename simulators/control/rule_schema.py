"""What rules of every kind ask for: platform, operation, turn, and the details of what they do."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from homologa.simulators.control import parsing
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.faults import Occurrence
from homologa.simulators.kernel.operations import Operation
from homologa.simulators.kernel.platform import Platform

OCCURRENCE = ("nth", "next", "while", "after")
"""The fields of a rule by which it says whose turn has come."""
MOST = 1_000_000
NEAR = 3
Reader = Callable[[Any, str], Any]
Details = Mapping[str, tuple[Mapping[str, Reader], tuple[str, ...]]]
"""Per kind, the fields and how they are read, and those that cannot be left out."""


def platform(name: Any, platforms: Mapping[str, Platform]) -> str:
    """The name of a platform, or nothing."""
    return optional(name, lambda value: parsing.one_of(value, platforms, "platform"))


def operation(name: Any, platform: Any, platforms: Mapping[str, Platform]) -> str:
    """The name of an operation of the platform, or of any without one, or nothing."""
    known = [operation.name for operation in operations(platform, platforms)]
    if name in (None, "") or name in known:
        return name or ""
    near = difflib.get_close_matches(str(name), known, NEAR)
    advice = f"você quis dizer {' ou '.join(near)}?" if near else "GET /operations diz quais há"
    raise UsageError(f"não há a operação {name!r}{f' em {platform}' if platform else ''}; {advice}")


def operations(platform: Any, platforms: Mapping[str, Platform]) -> list[Operation]:
    """The operations of the platform, or those of all without one."""
    chosen = [platforms[platform]] if platform in platforms else list(platforms.values())
    return [operation for each in chosen for operation in each.rooms.operations]


def occurrence(body: Mapping[str, Any], what: str) -> Occurrence:
    """Which of those that it means a rule strikes; `what` is how a sentence calls the rule."""
    asked_for = {name: body.get(name) for name in ("nth", "next", "while")}
    given = {name: value for name, value in asked_for.items() if value is not None and value is not False}
    if len(given) > 1:
        raise UsageError(f"informe só um de nth, next e while; vieram {' e '.join(given)}")
    after = whole(body.get("after") or 0, "after", 0, MOST)
    if "while" in given:
        if given["while"] is not True:
            raise UsageError(f"while tem de ser true, até que {what} seja removid{what[0]}")
        return Occurrence(after=after)
    if "nth" in given:
        return Occurrence(nth=whole(given["nth"], "nth", 1, MOST), after=after)
    return Occurrence(next=whole(given.get("next", 1), "next", 1, MOST), after=after)


def details(given: Any, name: str, known: Details) -> tuple[str, dict[str, Any]]:
    """The kind and the fields of what a rule does, given under this name."""
    if not isinstance(given, dict):
        raise UsageError(f"{name} tem de ser um objeto com kind, um de: {', '.join(known)}")
    kind = parsing.one_of(given.get("kind"), known, f"{name}.kind")
    readers, needed = known[kind]
    given = {field: value for field, value in given.items() if field != "kind" and value is not None}
    unknown = sorted(given.keys() - readers.keys())
    if unknown:
        there = ", ".join(sorted(readers)) or "nenhum"
        raise UsageError(f"{name} de kind {kind} não tem o campo {', '.join(unknown)}; há: {there}")
    missing = [field for field in needed if field not in given]
    if missing:
        raise UsageError(f"{name} de kind {kind} precisa de: {', '.join(missing)}")
    return kind, {field: readers[field](value, f"{name}.{field}") for field, value in given.items()}


def optional(value: Any, read: Callable[[Any], str]) -> str:
    """The value as it is read, or nothing."""
    return "" if value in (None, "") else read(value)


def label(value: Any, name: str) -> str:
    """A short text, or nothing."""
    return optional(value, lambda given: parsing.text(given, name))


def whole(value: Any, name: str, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    number = parsing.whole(value, name)
    if not least <= number <= most:
        raise UsageError(f"{name} tem de ser um número inteiro de {least} a {most}")
    return number


def between(least: int, most: int) -> Reader:
    """Reads a whole number from `least` to `most`."""
    return lambda value, name: whole(value, name, least, most)


def among(options: Iterable[str]) -> Reader:
    """Reads one of the options."""
    return lambda value, name: parsing.one_of(value, options, name)


def seconds_up_to(most: float) -> Reader:
    """Reads a number of seconds."""

    def read(value: Any, name: str) -> float:
        number = parsing.seconds(value)
        if isinstance(value, str) or number > most:
            raise UsageError(f"{name} tem de ser um número de 0 a {most:g}")
        return number

    return read
