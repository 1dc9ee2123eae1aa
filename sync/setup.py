"""What the driver hands over: the integration, where the platforms are, credentials and settings."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

Document = dict[str, Any]

URL = {"type": "string", "pattern": "^https?://[^\\s/]+"}
TEXT = {"type": "string"}
TINY = {
    "token": TEXT,
    "developer_id": TEXT,
    "id_ecommerce": {"type": "integer"},
    "cnpj": {"type": "string", "pattern": "^[0-9]{11,14}$"},
}
STORE = {"app_token": TEXT, "store_id": TEXT}
SETTINGS = {
    "type": "object",
    "properties": {
        "default_visibility": {"enum": ["not_visible", "catalog", "search", "catalog_search"]},
        "automatic": {"type": "object", "additionalProperties": {"type": "boolean"}},
    },
}


class InvalidSetup(Exception):
    """The document breaks the driver protocol; the text says where, in Portuguese."""


def setup_of(document: Any) -> Document:
    """A whole set-up, checked; raises InvalidSetup."""
    schema = _object(
        {"integration": {"const": "novaoito"}, "platforms": _platforms(complete=True), "settings": SETTINGS}
    )
    return _checked(document, schema)


def change_of(document: Any) -> Document:
    """A change of a set-up, checked; raises InvalidSetup."""
    schema = _object({"platforms": _platforms(complete=False), "settings": SETTINGS}, complete=False)
    return _checked(document, {**schema, "minProperties": 1})


def changed(setup: Mapping[str, Any], change: Mapping[str, Any]) -> Document:
    """The set-up after a change: platforms that are named are replaced whole, settings one by one."""
    return {
        **setup,
        "platforms": {**setup["platforms"], **change.get("platforms", {})},
        "settings": {**setup["settings"], **change.get("settings", {})},
    }


def _platforms(*, complete: bool) -> Document:
    access = {
        name: _object({"url": URL, "credentials": _object(credentials)})
        for name, credentials in (("tiny", TINY), ("novaoito", STORE))
    }
    return _object(access, complete=complete)


def _object(properties: Mapping[str, Any], *, complete: bool = True) -> Document:
    required = list(properties) if complete else []
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _checked(document: Any, schema: Document) -> Document:
    problems = [_place(error.instance_path) for error in jsonschema_rs.validator_for(schema).iter_errors(document)]
    if problems:
        raise InvalidSetup(f"Valor ausente, desconhecido ou inválido em: {', '.join(sorted(set(problems)))}.")
    return dict(document)


def _place(path: list[Any]) -> str:
    return ".".join(map(str, path)) or "documento"
