"""JSON as PHP's `json_encode` writes it, which is what the bytes of Tiny are (tiny-api2 §1.2) [recorded]."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from json.encoder import encode_basestring_ascii
from types import MappingProxyType
from typing import Any

EXPOENTES_OMITIDOS = range(-4, 17)
"""The powers of ten of the numbers that are written without an exponent."""


def json_encode(valor: Any) -> str:
    r"""The text of a JSON value: compact, `/` as `\/`, other than ASCII as `\uXXXX`, `10.0` as `10`.

    PHP has one array for both: an object is a list when its names are 0, 1, 2 and so on, and so is an empty one.
    """
    return ESCRITAS[type(valor)](valor)


def _objeto(valor: dict[str, Any]) -> str:
    if next(iter(valor), "0") == "0" and all(nome == str(lugar) for lugar, nome in enumerate(valor)):
        return _lista(list(valor.values()))
    return "{" + ",".join([f"{_texto(nome)}:{ESCRITAS[type(item)](item)}" for nome, item in valor.items()]) + "}"


def _lista(valor: list[Any]) -> str:
    return "[" + ",".join(map(json_encode, valor)) + "]"


def _texto(valor: str) -> str:
    if "\x7f" in valor:
        # Python escapes DEL as well, PHP does not.
        return '"' + "\x7f".join(_texto(parte)[1:-1] for parte in valor.split("\x7f")) + '"'
    return encode_basestring_ascii(valor).replace("/", "\\/")


def _real(valor: float) -> str:
    """The shortest digits that name the number, as Python finds them too; the exponent has a form of its own."""
    escrito = Decimal(repr(valor)).normalize()
    if not escrito or escrito.adjusted() in EXPOENTES_OMITIDOS:
        return format(escrito, "f")
    sinal, (primeiro, *resto), _ = escrito.as_tuple()
    return f"{'-' * sinal}{primeiro}.{''.join(map(str, resto)) or '0'}e{escrito.adjusted():+d}"


ESCRITAS: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        dict: _objeto,
        list: _lista,
        str: _texto,
        int: str,
        float: _real,
        bool: lambda valor: "true" if valor else "false",
        type(None): lambda _: "null",
    }
)
"""How each type of value is written."""
