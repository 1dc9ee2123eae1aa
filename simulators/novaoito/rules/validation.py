"""What may be written, judged field by field, with messages for people in Portuguese."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import jsonschema_rs

from homologa.simulators.kernel.contracts import wording
from homologa.simulators.novaoito.errors import ValidationFailed

Schema = dict[str, Any]
BODY = "body"
MOST_HINTS = 5
Parts = Mapping[str, Any]
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "string": "texto",
        "number": "número",
        "integer": "número inteiro",
        "boolean": "verdadeiro ou falso",
        "array": "lista",
        "object": "objeto",
        "null": "nulo",
    }
)
MESSAGES: Mapping[str, Callable[[Parts], str]] = MappingProxyType(
    {
        "type": lambda kind: f"deve ser {' ou '.join(KINDS[name] for name in kind['types'])}",
        "required": lambda _: "é obrigatório",
        "additionalProperties": lambda _: "não existe",
        "falseSchema": lambda _: "não é admitido aqui",
        "enum": lambda kind: f"deve ser um destes valores: {', '.join(map(str, kind['options']))}",
        "pattern": lambda _: "não tem o formato esperado",
        "format": lambda _: "não tem o formato esperado",
        "minLength": lambda kind: f"deve ter ao menos {kind['limit']} caractere(s)",
        "maxLength": lambda kind: f"deve ter no máximo {kind['limit']} caracteres",
        "minItems": lambda kind: f"deve ter ao menos {kind['limit']} item(ns)",
        "maxItems": lambda kind: f"deve ter no máximo {kind['limit']} itens",
        "minimum": lambda kind: f"deve ser no mínimo {kind['limit']}",
        "maximum": lambda kind: f"deve ser no máximo {kind['limit']}",
        "uniqueItems": lambda _: "tem itens repetidos",
    }
)


class Judge:
    """Judges values by one shape, written as a JSON Schema."""

    def __init__(self, schema: Schema) -> None:
        self._validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)

    def check(self, value: Any) -> None:
        """Raise ValidationFailed when the value has another shape."""
        if self._validator.is_valid(value):
            return
        errors: dict[str, list[str]] = {}
        hints: list[str] = []
        for error in self._validator.iter_errors(value):
            hints += wording.findings(error)
            for name, message in _told(list(error.instance_path), error.kind.name, error.kind.as_dict()):
                errors.setdefault(name, []).append(message)
        raise ValidationFailed(errors, hint=f"corrija no corpo: {'; '.join(hints[:MOST_HINTS])}")


def refuse(field: str, message: str) -> ValidationFailed:
    """The refusal of one field."""
    return ValidationFailed({field: [message]})


def _told(path: list[str | int], name: str, kind: Parts) -> list[tuple[str, str]]:
    message = MESSAGES[name](kind)
    if name == "required":
        return [(_name([*path, kind["property"]]), message)]
    if name == "additionalProperties":
        return [(_name([*path, field]), message) for field in kind["unexpected"]]
    return [(_name(path), message)]


def _name(path: list[str | int]) -> str:
    return ".".join(map(str, path)) or BODY
