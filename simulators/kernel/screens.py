"""What people do and see on a platform's screens: actions and views, found by name or by menu path."""

import inspect
import math
import re
import types
import typing
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from homologa.simulators.kernel.errors import NotFound, PlatformError, ScreenRefusal, UsageError
from homologa.simulators.kernel.work import Work

Kind = Literal["texto", "número", "inteiro", "sim ou não", "lista", "objeto"]
KINDS: Mapping[Any, Kind] = types.MappingProxyType(
    {str: "texto", float: "número", int: "inteiro", bool: "sim ou não", list: "lista", dict: "objeto"}
)
YES_OR_NO = types.MappingProxyType(
    {"sim": True, "s": True, "true": True, "não": False, "nao": False, "n": False, "false": False}
)
EMPTY = "(vazio)"
IN_LINES = "in lines"
Lines = Annotated[str, IN_LINES]
"""The annotation of a text field in which a person writes more than one line."""
MAX_INTEGER = 2**63 - 1


@dataclass(frozen=True)
class Parameter:
    """One field of a screen.

    Only a `nullable` one can be left empty, `items` is the kind of a list's items, and only one `in_lines` takes line
    feeds and tabs; no field takes any other control character.
    """

    name: str
    kind: Kind
    required: bool
    nullable: bool = False
    items: Kind | None = None
    in_lines: bool = False

    def convert(self, value: Any) -> Any:
        """Take a value as typed on a screen or sent as JSON; raises UsageError for what cannot stand there."""
        if is_empty(value):
            return None
        if any(UNTYPABLE[self.in_lines].search(text) for text in _texts(value)):
            raise UsageError(f"o campo “{self.name}” não aceita {REFUSED[self.in_lines]}")
        try:
            converted = CONVERTERS[self.kind](value)
            return converted if self.items is None else [CONVERTERS[self.items](item) for item in converted]
        except (ValueError, TypeError, KeyError, OverflowError):
            raise UsageError(f"o campo “{self.name}” espera {self.kind}, e veio {value!r}") from None


UNTYPABLE = types.MappingProxyType(
    {
        False: re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]"),
        True: re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"),
    }
)
"""What a person cannot type into a field: on one line, and in one that has lines."""
REFUSED = types.MappingProxyType(
    {False: "quebra de linha, tabulação nem outro caractere de controle", True: "caractere de controle"}
)


def _texts(value: Any) -> Iterator[str]:
    """Every text within a value, names of fields included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from (*_texts(name), *_texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def is_empty(value: Any) -> bool:
    """Whether a field is told to be left empty."""
    return value is None or (isinstance(value, str) and value == EMPTY)


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError
    if isinstance(value, str) and "," in value:
        value = value.replace(".", "").replace(",", ".")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number


def _integer(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise TypeError
    number = int(value)
    if abs(number) > MAX_INTEGER:
        raise ValueError
    return number


def _flag(value: Any) -> bool:
    return value if isinstance(value, bool) else YES_OR_NO[str(value).lower()]


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise TypeError
    return str(value)


def _items(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list):
        raise TypeError
    return value


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


CONVERTERS: Mapping[Kind, Callable[[Any], Any]] = types.MappingProxyType(
    {
        "texto": _text,
        "número": _number,
        "inteiro": _integer,
        "sim ou não": _flag,
        "lista": _items,
        "objeto": _object,
    }
)


@dataclass(frozen=True)
class Screen:
    """An action or a view: `menu` is the path to its screen, `label` the button or heading on it."""

    name: str
    menu: str
    label: str
    description: str
    parameters: tuple[Parameter, ...]
    run: Callable[..., Any]

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The given fields under their own names and kinds; raises UsageError for unknown, missing or bad ones."""
        known = {parameter.name: parameter for parameter in self.parameters}
        fields = {fold(name): value for name, value in given.items()}
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

    def perform(self, work: Work, given: Mapping[str, Any]) -> Any:
        """Run it with the given fields; raises UsageError, or ScreenRefusal in the words of the rule that refuses."""
        fields = self.read(given)
        try:
            return self.run(work, **fields)
        except PlatformError as refusal:
            raise ScreenRefusal(str(refusal)) from refusal


def fold(text: str) -> str:
    """A name without case, accents or blanks, as fields are compared: `Preço de custo` → `preco_de_custo`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "_".join(plain.lower().replace("-", " ").split())


def _kind(annotation: Any) -> Kind:
    return KINDS[typing.get_origin(annotation) or annotation]


def _parameter(field: inspect.Parameter, annotation: Any) -> Parameter:
    nullable = typing.get_origin(annotation) in (types.UnionType, typing.Union)
    if nullable:
        annotation = next(option for option in typing.get_args(annotation) if option is not type(None))
    in_lines = IN_LINES in getattr(annotation, "__metadata__", ())
    annotation = annotation.__origin__ if in_lines else annotation
    kind = _kind(annotation)
    inner = typing.get_args(annotation)[0] if kind == "lista" else Any
    items = None if inner is Any else _kind(inner)
    return Parameter(field.name, kind, field.default is field.empty, nullable, items, in_lines)


def _parameters(run: Callable[..., Any]) -> tuple[Parameter, ...]:
    hints = typing.get_type_hints(run, include_extras=True)
    fields = inspect.signature(run).parameters.values()
    return tuple(_parameter(field, hints[field.name]) for field in fields if field.kind is field.KEYWORD_ONLY)


class Screens:
    """The actions, or the views, of one platform."""

    def __init__(self) -> None:
        self._screens: dict[str, Screen] = {}

    def screen(self, menu: str, label: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare the decorated function, whose keyword-only parameters are the fields of the screen."""

        def declare(run: Callable[..., Any]) -> Callable[..., Any]:
            description = inspect.getdoc(run) or ""
            name = run.__name__
            if name in self._screens:
                raise ValueError(f"screen {name} is declared twice")
            self._screens[name] = Screen(name, menu, label, description, _parameters(run), run)
            return run

        return declare

    def __iter__(self) -> Iterator[Screen]:
        return iter(self._screens.values())

    def find(self, name: str) -> Screen:
        """The screen of this name; raises NotFound."""
        if name not in self._screens:
            raise NotFound(f"não há “{name}”; há: {', '.join(self._screens)}")
        return self._screens[name]
