"""The OpenAPI files as judges of every decoded request and every answer."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import jsonschema_rs

from homologa.simulators.kernel.contracts import wording
from homologa.simulators.kernel.operations import DecodedRequest

METHODS = frozenset({"get", "post", "put", "patch", "delete"})
PACKAGE = "homologa.simulators"
FOLDER = "_openapi"
MAX_FINDINGS = 5
BASE = "urn:homologa:contract"
"""Stands for the description in its references, so that a schema means the same wherever it is compiled."""
Schema = dict[str, Any]
Validator = jsonschema_rs.Draft202012Validator
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Validators:
    """Compiled schemas of one operation by one method."""

    parameters: Validator | None
    kinds: Mapping[str, Any]
    body: Validator | None
    documents: Mapping[str, Validator]
    answers: Mapping[str, Validator | None]


class Contract:
    """One API description; the schemas of an operation are compiled when it is first called."""

    def __init__(self, description: Schema) -> None:
        self._root = _absolute(description)
        # Shared by all validators: one that had the components in its own schema would compile every one of them.
        self._registry = jsonschema_rs.Registry([(BASE, self._root)], draft=jsonschema_rs.Draft202012)
        self._operations = _by_operation(self._root)
        self.operation_names = frozenset(self._operations)
        self._validators: dict[tuple[str, str], _Validators | None] = {}

    def request_findings(self, operation: str, method: str, data: DecodedRequest) -> list[str]:
        """What the contract has against a request, in Portuguese; empty when nothing."""
        validators = self._validators_for(operation, method)
        if validators is None:
            return [f"a operação {operation} não está no contrato"]
        findings = (
            _problems(validators.parameters, _cast(validators.kinds, data.parameters)) if validators.parameters else []
        )
        if validators.body is not None and data.body is not None:
            findings += _problems(validators.body, data.body)
        for name, document in data.documents.items():
            if name in validators.documents:
                findings += _problems(validators.documents[name], document, name)
        return findings[:MAX_FINDINGS]

    def answer_findings(self, operation: str, method: str, status: int, logical: Any) -> list[str]:
        """What the contract has against an answer of ours."""
        validators = self._validators_for(operation, method)
        if validators is None:
            return [f"a operação {operation} não está no contrato"]
        keys = (str(status), f"{status // 100}XX", "default")
        known = next((key for key in keys if key in validators.answers), None)
        if known is None:
            return [f"o contrato de {operation} não prevê a resposta {status}"]
        validator = validators.answers[known]
        return [] if validator is None else _problems(validator, logical)[:MAX_FINDINGS]

    def spell(self, operation: str, method: str, fields: Pairs) -> Pairs:
        """Fields of a query under the names that the contract gives them in another case; in small letters else."""
        validators = self._validators_for(operation, method)
        known = {name.lower(): name for name in (validators.kinds if validators else ())}
        return tuple((known.get(name.lower(), name.lower()), value) for name, value in fields)

    def _validators_for(self, operation: str, method: str) -> _Validators | None:
        key = (operation, method)
        if key not in self._validators:
            methods = self._operations.get(operation, {})
            described = methods.get(method.lower()) or next(iter(methods.values()), None)
            self._validators[key] = None if described is None else self._compile(described)
        return self._validators[key]

    def _compile(self, described: Schema) -> _Validators:
        parameters = [self._resolve(parameter) for parameter in described.get("parameters", ())]
        judged = [parameter for parameter in parameters if parameter["in"] in ("path", "query")]
        body = _first_schema(described.get("requestBody", {}))
        fields = {} if body is None else self._resolve(body).get("properties", {})
        fields = {**fields, **{parameter["name"]: parameter["schema"] for parameter in judged}}
        inner = {name: field["contentSchema"] for name, field in fields.items() if "contentSchema" in field}
        responses = {str(status): self._resolve(held) for status, held in described["responses"].items()}
        return _Validators(
            self._validator(_object(judged)) if judged else None,
            {parameter["name"]: self._resolve(parameter["schema"]).get("type") for parameter in judged},
            None if body is None else self._validator(body),
            {name: self._validator(schema) for name, schema in inner.items()},
            {status: self._optional(_first_schema(held)) for status, held in responses.items()},
        )

    def _optional(self, schema: Schema | None) -> Validator | None:
        return None if schema is None else self._validator(schema)

    def _validator(self, schema: Schema) -> Validator:
        return Validator(schema, registry=self._registry)

    def _resolve(self, node: Schema) -> Schema:
        return _follow_references(node, self._root)


def _absolute(node: Any) -> Any:
    """The node with the references to its own document naming that document."""
    if isinstance(node, list):
        return [_absolute(part) for part in node]
    if not isinstance(node, dict):
        return node
    named = {name: _absolute(part) for name, part in node.items()}
    if isinstance(node.get("$ref"), str):
        named["$ref"] = f"{BASE}{node['$ref']}"
    return named


def _object(parameters: list[Schema]) -> Schema:
    return {
        "type": "object",
        "properties": {parameter["name"]: parameter["schema"] for parameter in parameters},
        "required": [parameter["name"] for parameter in parameters if parameter.get("required")],
    }


def _follow_references(node: Schema, root: Schema) -> Schema:
    while "$ref" in node:
        target: Any = root
        for part in node["$ref"].removeprefix(f"{BASE}#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def _by_operation(description: Schema) -> dict[str, dict[str, Schema]]:
    found: dict[str, dict[str, Schema]] = {}
    for path in description["paths"].values():
        shared = path.get("parameters", [])
        for method in METHODS & path.keys():
            described = {**path[method], "parameters": [*shared, *path[method].get("parameters", [])]}
            name = described.get("x-homologa", {}).get("operation", described["operationId"])
            found.setdefault(name, {})[method] = described
    return found


def _first_schema(holder: Schema) -> Schema | None:
    media = next(iter(holder.get("content", {}).values()), None)
    return None if media is None else media.get("schema")


def _cast(kinds: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _read(value, kinds.get(name)) for name, value in given.items()}


def _read(value: Any, kind: Any) -> Any:
    if not isinstance(value, str) or kind not in ("integer", "number", "boolean"):
        return value
    try:
        read = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return read if isinstance(read, int | float) else value


def _problems(validator: Validator, instance: Any, inside: str = "") -> list[str]:
    if validator.is_valid(instance):
        return []
    return [text for error in validator.iter_errors(instance) for text in wording.findings(error, inside)]


@functools.cache
def load(name: str, package: str = PACKAGE) -> Contract:
    """The contract of this name, as compiled into a package."""
    text = files(package).joinpath(FOLDER, f"{name}.json").read_text(encoding="utf-8")
    return Contract(json.loads(text))
