"""Fields of a screen as they are typed on a command line: `campo=valor`, or `campo:=json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from homologa.simulators.shell.failures import Misuse


def read(words: Iterable[str]) -> dict[str, Any]:
    """The fields by name; raises Misuse for a word that is no field.

    Text goes as it was typed, and the screen takes it for its own kind of field, as it does with what people type. A
    name that stands more than once, however it is written, is a list.
    """
    from homologa.simulators.kernel.field_names import fold

    given: dict[str, list[Any]] = {}
    for word in words:
        name, value = _pair(word)
        given.setdefault(fold(name), []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in given.items()}


def as_query(fields: Mapping[str, Any]) -> dict[str, str]:
    """The fields as the parameters of a query, in which everything is text."""
    return {name: _text(value) for name, value in fields.items()}


def _pair(word: str) -> tuple[str, Any]:
    name, separator, text = word.partition("=")
    if not separator or not name.strip(": "):
        raise Misuse(f"«{word}» não é campo=valor nem campo:=json")
    if not name.endswith(":"):
        return name, text
    try:
        return name[:-1], json.loads(text)
    except ValueError:
        raise Misuse(f"o valor de «{name[:-1]}» não é JSON: {text}") from None


def _text(value: Any) -> str:
    if value is None:
        return "(vazio)"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
