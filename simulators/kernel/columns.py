"""What stands in each place of a screen, nested places included: key, label in Portuguese and kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.field_names import fold, label, names
from homologa.simulators.kernel.kinds import CONVERTERS, KINDS, AmbiguousNumber, Kind, is_empty

Shape = Mapping[str, Any]
"""Columns by key: a type of KINDS, a Shape, or a list of one or the other; `dict` where keys vary."""


@dataclass(frozen=True)
class Column:
    """One place: `items` is the kind of a list's items; `columns` are the places within it, or within each item.

    Only one `in_lines` takes line feeds and tabs from a person.
    """

    name: str
    label: str
    kind: Kind
    items: Kind | None = None
    columns: "tuple[Column, ...]" = ()
    in_lines: bool = False


def fields(kind: type, keys: str) -> dict[str, type]:
    """The shape of keys that are all of one kind; blanks part them."""
    return dict.fromkeys(keys.split(), kind)


def read_shape(shape: Shape, labels: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of a shape."""
    return tuple(_column(name, what, labels) for name, what in shape.items())


def convert(kind: Kind, items: Kind | None, columns: Sequence[Column], value: Any, path: str) -> Any:
    """Take a value as typed on a screen or sent as JSON; raises UsageError for what cannot stand at the path."""
    try:
        converted = CONVERTERS[kind](value)
        if items is not None:
            converted = [CONVERTERS[items](item) for item in converted]
    except AmbiguousNumber as ambiguous:
        raise UsageError(f"o campo “{path}”: {ambiguous}") from None
    except (ValueError, TypeError, KeyError, OverflowError):
        raise UsageError(f"o campo “{path}” espera {kind}, e veio {value!r}") from None
    return _fill(columns, converted, path) if columns else converted


def _fill(columns: Sequence[Column], value: Any, path: str) -> Any:
    """An object, or each of a list, with its fields under their own keys and kinds."""
    if isinstance(value, list):
        return [_fill(columns, item, f"{path}[{place}]") for place, item in enumerate(value, start=1)]
    if not isinstance(value, dict):
        return value
    known: dict[str, Column] = {column.name: column for column in columns}
    aliases = names(columns)
    named = [(str(name), given) for name, given in value.items()]
    fields = {aliases.get(fold(name), name): given for name, given in named}
    unknown = sorted(set(fields) - set(known))
    if unknown:
        raise UsageError(f"“{path}” não tem o campo {', '.join(unknown)}; tem: {', '.join(known)}")
    return {name: _within(known[name], given, f"{path}.{name}") for name, given in fields.items()}


def _within(column: Column, value: Any, path: str) -> Any:
    return None if is_empty(value) else convert(column.kind, column.items, column.columns, value, path)


def _column(name: str, what: Any, labels: Mapping[str, str]) -> Column:
    inner = what[0] if isinstance(what, list) else what
    columns = read_shape(inner, labels) if isinstance(inner, Mapping) else ()
    kind: Kind = "objeto" if isinstance(inner, Mapping) else KINDS[inner]
    if isinstance(what, list):
        return Column(name, label(name, labels), "lista", kind, columns)
    return Column(name, label(name, labels), kind, None, columns)
