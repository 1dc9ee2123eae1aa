"""What people do and see on a platform's screens: actions and views, found by name or by menu path."""

import inspect
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any

from homologa.simulators.kernel.columns import Column, Shape, convert, read_shape
from homologa.simulators.kernel.errors import NotFound, PlatformError, ScreenRefusal, UsageError
from homologa.simulators.kernel.field_names import fold, label, names
from homologa.simulators.kernel.kinds import KINDS, Kind, is_empty
from homologa.simulators.kernel.work import Work

IN_LINES = "in lines"
Lines = Annotated[str, IN_LINES]
"""The annotation of a text field in which a person writes more than one line."""


@dataclass(frozen=True, eq=False)
class Within:
    """The annotation of an object, or of a list of objects, whose places are known."""

    shape: Shape


@dataclass(frozen=True)
class Like:
    """The annotation of a list whose items have the fields of another screen."""

    run: Callable[..., Any]


@dataclass(frozen=True)
class Parameter:
    """One field of a screen.

    Only a `nullable` one can be left empty, `items` is the kind of a list's items, `columns` are the places within an
    object or each item, and only one `in_lines` takes line feeds and tabs; no field takes any other control character.
    """

    name: str
    kind: Kind
    required: bool
    nullable: bool = False
    items: Kind | None = None
    in_lines: bool = False
    label: str = ""
    columns: tuple[Column, ...] = ()

    def convert(self, value: Any) -> Any:
        """Take a value as typed on a screen or sent as JSON; raises UsageError for what cannot stand there."""
        if is_empty(value):
            return None
        converted = convert(self.kind, self.items, self.columns, value, self.name)
        for text, in_lines in _typed(converted, self.columns, self.in_lines):
            if UNTYPABLE[in_lines].search(text):
                raise UsageError(f"o campo “{self.name}” não aceita {REFUSED[in_lines]}")
        return converted


UNTYPABLE = MappingProxyType(
    {
        False: re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]"),
        True: re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"),
    }
)
"""What a person cannot type into a field: on one line, and in one that has lines."""
REFUSED = MappingProxyType(
    {False: "quebra de linha, tabulação nem outro caractere de controle", True: "caractere de controle"}
)


def _typed(value: Any, columns: tuple[Column, ...], in_lines: bool) -> Iterator[tuple[str, bool]]:
    """Every text within a value, names of fields included, and whether its place has lines."""
    if isinstance(value, list):
        for inner in value:
            yield from _typed(inner, columns, in_lines)
    elif isinstance(value, Mapping):
        places = {column.name: column for column in columns}
        for name, inner in value.items():
            place = places.get(name)
            yield from _typed(name, (), in_lines=False)
            yield from _typed(inner, place.columns if place else (), place.in_lines if place else in_lines)
    elif isinstance(value, str):
        yield value, in_lines


@dataclass(frozen=True)
class Screen:
    """An action or a view: `menu` is the path to its screen, `label` the button or heading on it."""

    name: str
    menu: str
    label: str
    description: str
    parameters: tuple[Parameter, ...]
    run: Callable[..., Any]
    columns: tuple[Column, ...] = ()
    """What a view shows of each thing."""

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The given fields under their own names and kinds; raises UsageError for unknown, missing or bad ones."""
        known, aliases = self._known, self._aliases
        fields = {aliases.get(fold(name), fold(name)): value for name, value in given.items()}
        unknown = sorted(set(fields) - set(known))
        if unknown:
            raise UsageError(f"“{self.label}” não tem o campo {', '.join(unknown)}; tem: {', '.join(known)}")
        filled = {
            name: known[name].convert(value)
            for name, value in fields.items()
            if known[name].nullable or not is_empty(value)
        }
        missing = [name for name, parameter in known.items() if parameter.required and name not in filled]
        if missing:
            raise UsageError(f"“{self.label}” exige o campo {', '.join(missing)}")
        return filled

    @cached_property
    def _known(self) -> Mapping[str, Parameter]:
        return {parameter.name: parameter for parameter in self.parameters}

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        return names(self.parameters)

    def perform(self, work: Work, given: Mapping[str, Any]) -> Any:
        """Run it with the given fields; raises UsageError, or ScreenRefusal in the words of the rule that refuses."""
        fields = self.read(given)
        try:
            return self.run(work, **fields)
        except PlatformError as refusal:
            raise ScreenRefusal(str(refusal)) from refusal


def _kind(annotation: Any) -> Kind:
    return KINDS[typing.get_origin(annotation) or annotation]


def _parameter(field: inspect.Parameter, annotation: Any, labels: Mapping[str, str]) -> Parameter:
    nullable = typing.get_origin(annotation) in (types.UnionType, typing.Union)
    if nullable:
        annotation = next(option for option in typing.get_args(annotation) if option is not type(None))
    notes = getattr(annotation, "__metadata__", ())
    annotation = annotation.__origin__ if notes else annotation
    kind = _kind(annotation)
    inner = typing.get_args(annotation)[0] if kind == "lista" else Any
    return Parameter(
        field.name,
        kind,
        field.default is field.empty,
        nullable,
        None if inner is Any else _kind(inner),
        IN_LINES in notes,
        label(field.name, labels),
        _columns(notes, labels),
    )


def _columns(notes: tuple[Any, ...], labels: Mapping[str, str]) -> tuple[Column, ...]:
    """The places within a field, by the notes of its annotation."""
    for note in notes:
        if isinstance(note, Like):
            return tuple(
                Column(one.name, one.label, one.kind, one.items, one.columns, one.in_lines)
                for one in _parameters(note.run, labels)
            )
        if isinstance(note, Within):
            return read_shape(note.shape, labels)
    return ()


def _parameters(run: Callable[..., Any], labels: Mapping[str, str]) -> tuple[Parameter, ...]:
    hints = typing.get_type_hints(run, include_extras=True)
    fields = inspect.signature(run).parameters.values()
    return tuple(_parameter(field, hints[field.name], labels) for field in fields if field.kind is field.KEYWORD_ONLY)


class Screens:
    """The actions, or the views, of one platform; `labels` name the fields that their keys do not name well."""

    def __init__(self, labels: Mapping[str, str] = MappingProxyType({})) -> None:
        self._labels = labels
        self._screens: dict[str, Screen] = {}

    def screen(
        self, menu: str, label: str, shows: Shape = MappingProxyType({})
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare the decorated function, whose keyword-only parameters are the fields of the screen.

        A view `shows` the places of each thing that it answers.
        """

        def declare(run: Callable[..., Any]) -> Callable[..., Any]:
            description = inspect.getdoc(run) or ""
            name = run.__name__
            if name in self._screens:
                raise ValueError(f"screen {name} is declared twice")
            parameters, columns = _parameters(run, self._labels), read_shape(shows, self._labels)
            self._screens[name] = Screen(name, menu, label, description, parameters, run, columns)
            return run

        return declare

    def __iter__(self) -> Iterator[Screen]:
        return iter(self._screens.values())

    def find(self, name: str) -> Screen:
        """The screen of this name; raises NotFound."""
        if name not in self._screens:
            raise NotFound(f"não há “{name}”; há: {', '.join(self._screens)}")
        return self._screens[name]
