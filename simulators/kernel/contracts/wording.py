"""What a contract has against a value, in Portuguese: the field, what was expected and what was found."""

import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import jsonschema_rs

LONGEST = 80
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "string": "texto",
        "integer": "número inteiro",
        "number": "número",
        "boolean": "verdadeiro ou falso",
        "object": "objeto",
        "array": "lista",
        "null": "nulo",
    }
)
Kind = Any
"""What is wrong, as the validator tells it: the keyword of the schema under `name`, and the values of its own."""


def _types(kind: Kind) -> str:
    return _either([TYPES[name] for name in sorted(kind.types, key=list(TYPES).index)])


def _options(kind: Kind) -> str:
    return _either([_quote(option) for option in kind.options])


def _constant(kind: Kind) -> str:
    return _quote(kind.expected_value)


EXPECTED: Mapping[str, str | Callable[[Kind], str]] = MappingProxyType(
    {
        "type": _types,
        "enum": _options,
        "const": _constant,
        "format": "o formato {0.format}",
        "pattern": "texto no padrão {0.pattern}",
        "minLength": "texto de {0.limit} ou mais caracteres",
        "maxLength": "texto de até {0.limit} caracteres",
        "minItems": "lista de {0.limit} ou mais itens",
        "maxItems": "lista de até {0.limit} itens",
        "minProperties": "objeto de {0.limit} ou mais campos",
        "maxProperties": "objeto de até {0.limit} campos",
        "minimum": "{0.limit} ou mais",
        "maximum": "{0.limit} ou menos",
        "exclusiveMinimum": "mais de {0.limit}",
        "exclusiveMaximum": "menos de {0.limit}",
        "multipleOf": "múltiplo de {0.multiple_of}",
        "uniqueItems": "lista sem itens repetidos",
        "contains": "outra quantidade de itens do tipo previsto",
        "oneOf": "uma só das formas previstas",
        "anyOf": "uma das formas previstas",
        "not": "outro valor",
        "propertyNames": "outros nomes de campos",
        "falseSchema": "nada aqui",
    }
)
"""What each keyword expects; those that speak of a field that is missing or too many are worded apart."""
UNEXPECTED = frozenset({"additionalProperties", "unevaluatedProperties"})


def findings(error: jsonschema_rs.ValidationError, inside: str = "") -> Iterator[str]:
    """One text per field that is wrong; `inside` names the field whose document the value is.

    Where several shapes are allowed, they are those of the shape that the value came nearest to.
    """
    kind: Kind = error.kind
    nothing: list[jsonschema_rs.ValidationError] = []
    nearest = max(getattr(kind, "context", None) or (), key=_depth, default=nothing)
    if nearest:
        for inner in nearest:
            yield from findings(inner, inside)
        return
    place = [inside] if inside else []
    place += [str(part) for part in error.instance_path]
    if kind.name == "required":
        yield f"{'.'.join([*place, kind.property])}: campo obrigatório que não veio"
    elif kind.name in UNEXPECTED:
        for name in kind.unexpected:
            found = error.instance.get(name) if isinstance(error.instance, dict) else None
            yield f"{'.'.join([*place, name])}: campo que o contrato não prevê; veio {_quote(found)}"
    else:
        yield f"{'.'.join(place) or '(raiz)'}: esperado {_expected(kind)}; veio {_quote(error.instance)}"


def _expected(kind: Kind) -> str:
    words = EXPECTED.get(kind.name, "o que diz {0.name}")
    return words.format(kind) if isinstance(words, str) else words(kind)


def _depth(errors: list[jsonschema_rs.ValidationError]) -> int:
    return max((len(error.instance_path) for error in errors), default=-1)


def _quote(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _either(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} ou {names[-1]}"
