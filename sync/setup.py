"""What the driver hands over: the integration, where the platforms are, credentials and settings; and operations."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from homologa.sync.integrations.base import Integration, Integrations, Operation

Document = dict[str, Any]

URL = {"type": "string", "pattern": r"^https?://([^\s/?#@]*@)?(\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]]+)(:[0-9]*)?([/?#]|$)"}


class InvalidSetup(Exception):
    """The document breaks the driver protocol; the text says where, in Portuguese."""


def parse_setup(document: Any, integrations: Integrations) -> Document:
    """A whole set-up of one of these integrations, checked; raises InvalidSetup."""
    name = {"integration": {"enum": list(integrations)}}
    named = _validate(document, {"type": "object", "properties": name, "required": ["integration"]})
    parts = _parts(integrations[named["integration"]], complete=True)
    return _validate(named, _object({**name, **parts}))


def parse_change(document: Any, integration: type[Integration]) -> Document:
    """A change of a set-up of this integration, checked; raises InvalidSetup."""
    schema = _object(_parts(integration, complete=False), complete=False)
    return _validate(document, {**schema, "minProperties": 1})


def parse_run(document: Any) -> tuple[str, Document]:
    """The operation to start and its arguments, which no integration has looked at yet; raises InvalidSetup."""
    run = {"operation": {"type": "string"}, "arguments": {"type": "object"}}
    parsed = _validate(document, {**_object(run), "required": ["operation"]})
    return parsed["operation"], parsed.get("arguments", {})


def check_arguments(operation: Operation, arguments: Document) -> None:
    """Raise InvalidSetup unless these are the arguments that the operation takes."""
    _validate({"arguments": arguments}, _object({"arguments": _object(operation.arguments)}))


def merge_change(setup: Mapping[str, Any], change: Mapping[str, Any]) -> Document:
    """The set-up after a change: platforms that are named are replaced whole, settings one by one."""
    return {
        **setup,
        "platforms": {**setup["platforms"], **change.get("platforms", {})},
        "settings": {**setup["settings"], **change.get("settings", {})},
    }


def _parts(integration: type[Integration], *, complete: bool) -> Document:
    access = {
        name: _object({"url": URL, "credentials": _object(credentials)})
        for name, credentials in integration.credentials.items()
    }
    return {"platforms": _object(access, complete=complete), "settings": integration.settings}


def _object(properties: Mapping[str, Any], *, complete: bool = True) -> Document:
    required = list(properties) if complete else []
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _validate(document: Any, schema: Document) -> Document:
    problems = [_locate(error.instance_path) for error in jsonschema_rs.validator_for(schema).iter_errors(document)]
    if problems:
        raise InvalidSetup(f"Valor ausente, desconhecido ou inválido em: {', '.join(sorted(set(problems)))}.")
    return dict(document)


def _locate(path: list[Any]) -> str:
    return ".".join(map(str, path)) or "documento"
