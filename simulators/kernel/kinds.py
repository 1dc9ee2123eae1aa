"""The kinds of values that stand on screens, and how what a person types becomes one."""

import math
import re
import types
from collections.abc import Callable, Mapping
from typing import Any, Literal

Kind = Literal["texto", "número", "inteiro", "sim ou não", "lista", "objeto"]
KINDS: Mapping[Any, Kind] = types.MappingProxyType(
    {str: "texto", float: "número", int: "inteiro", bool: "sim ou não", list: "lista", dict: "objeto"}
)
YES_OR_NO = types.MappingProxyType(
    {"sim": True, "s": True, "true": True, "não": False, "nao": False, "n": False, "false": False}
)
EMPTY = "(vazio)"
MAX_INTEGER = 2**63 - 1
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3}){2,}")
THOUSANDS_OR_DECIMALS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")


class AmbiguousNumber(ValueError):
    """A number that can be read in two ways; its text says which, in Portuguese."""

    def __init__(self, text: str, one: str, other: str) -> None:
        super().__init__(f"“{text}” pode ser lido de dois jeitos: escreva {one} ou {other}")


def read_number(text: str) -> float:
    """A number as people write it: `1.234,50`, `1234,5` or `1234.50`; raises ValueError, or AmbiguousNumber.

    A dot before exactly three digits can stand for thousands and for decimals, and so can the comma of `1,299.90`.
    """
    plain = text.strip()
    if THOUSANDS_OR_DECIMALS.fullmatch(plain):
        raise AmbiguousNumber(plain, plain.replace(".", ""), plain.replace(".", ","))
    if 0 <= plain.rfind(",") < plain.rfind("."):
        raise AmbiguousNumber(plain, plain.replace(",", "").replace(".", ","), plain.replace(".", ""))
    if "," in plain or THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    number = float(plain)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def is_empty(value: Any) -> bool:
    """Whether a field is told to be left empty."""
    return value is None or (isinstance(value, str) and value == EMPTY)


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError
    if isinstance(value, str):
        return read_number(value)
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
