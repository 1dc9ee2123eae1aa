"""What people do and see on a platform's screens: actions and views, found by name or by menu path."""

import inspect
import types
import typing
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from simulators.kernel.errors import NotFound, UsageError
from simulators.kernel.work import Work

Kind = Literal["texto", "número", "inteiro", "sim ou não", "lista", "objeto"]
KINDS: Mapping[Any, Kind] = types.MappingProxyType(
    {str: "texto", float: "número", int: "inteiro", bool: "sim ou não", list: "lista", dict: "objeto"}
)
YES_OR_NO = types.MappingProxyType(
    {"sim": True, "s": True, "true": True, "não": False, "nao": False, "n": False, "false": False}
)
EMPTY = "(vazio)"


@dataclass(frozen=True)
class Parameter:
    """One field of a screen."""

    name: str
    kind: Kind
    required: bool

    def convert(self, value: Any) -> Any:
        """Take a value as typed on a screen or sent as JSON; raises UsageError when it is of another kind."""
        if value is None or (isinstance(value, str) and value == EMPTY):
            return None
        try:
            return CONVERTERS[self.kind](value)
        except (ValueError, TypeError, KeyError):
            raise UsageError(f"o campo “{self.name}” espera {self.kind}, e veio {value!r}") from None


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError
    if isinstance(value, str) and "," in value:
        value = value.replace(".", "").replace(",", ".")
    return float(value)


def _integer(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise TypeError
    return int(value)


def _flag(value: Any) -> bool:
    return value if isinstance(value, bool) else YES_OR_NO[str(value).lower()]


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise TypeError
    return str(value)


def _items(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return list(value)


def _object(value: Any) -> dict[str, Any]:
    return dict(value)


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
        missing = [name for name, parameter in known.items() if parameter.required and name not in fields]
        if missing:
            raise UsageError(f"“{self.label}” exige o campo {', '.join(missing)}")
        return {name: known[name].convert(value) for name, value in fields.items()}

    def perform(self, work: Work, given: Mapping[str, Any]) -> Any:
        """Run it with the given fields; raises UsageError for unknown, missing or badly typed ones."""
        return self.run(work, **self.read(given))


def fold(text: str) -> str:
    """A name without case, accents or blanks, as fields are compared: `Preço de custo` → `preco_de_custo`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "_".join(plain.lower().replace("-", " ").split())


def _kind(annotation: Any) -> Kind:
    options = [option for option in typing.get_args(annotation) if option is not type(None)]
    if isinstance(annotation, types.UnionType):
        annotation = options[0]
    return KINDS[typing.get_origin(annotation) or annotation]


def _parameters(run: Callable[..., Any]) -> tuple[Parameter, ...]:
    hints = typing.get_type_hints(run)
    fields = [
        field for field in inspect.signature(run).parameters.values() if field.kind is field.KEYWORD_ONLY
    ]
    return tuple(Parameter(f.name, _kind(hints[f.name]), f.default is f.empty) for f in fields)


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
