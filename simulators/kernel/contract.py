"""The OpenAPI files as judges of every decoded request and every answer."""

import functools
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import jsonschema_rs

from simulators.kernel.operations import Decoded

METHODS = frozenset({"get", "post", "put", "patch", "delete"})
PACKAGE = "simulators"
FOLDER = "_openapi"
MAX_FINDINGS = 5
Schema = dict[str, Any]
Validator = jsonschema_rs.Draft202012Validator


class Contract:
    """One API description; schemas are compiled when they are first needed."""

    def __init__(self, description: Schema) -> None:
        self._root = description
        self._operations = _by_operation(description)
        self.operation_names = frozenset(self._operations)
        self._validators: dict[str, Validator] = {}

    def request_findings(self, operation: str, method: str, data: Decoded) -> list[str]:
        """What the contract has against a request, in Portuguese; empty when nothing."""
        described = self._described(operation, method)
        if described is None:
            return [f"a operação {operation} não está no contrato"]
        key = f"{operation} {method}"
        judge = self._validator(f"{key} parameters", self._parameters(described))
        findings = _problems(judge, _typed(described, self._root, data.parameters))
        body = _body_schema(described)
        if body is not None and data.body is not None:
            findings += _problems(self._validator(f"{key} body", body), data.body)
            for name, document in data.documents.items():
                schema = _content_schema(self._resolve(body), name)
                if schema is not None:
                    findings += _problems(self._validator(f"{key} {name}", schema), document, name)
        return findings[:MAX_FINDINGS]

    def answer_findings(self, operation: str, method: str, status: int, logical: Any) -> list[str]:
        """What the contract has against an answer of ours."""
        described = self._described(operation, method)
        if described is None:
            return [f"a operação {operation} não está no contrato"]
        response = described["responses"].get(str(status))
        if response is None:
            return [f"o contrato de {operation} não prevê a resposta {status}"]
        schema = _first_schema(self._resolve(response))
        if schema is None:
            return []
        return _problems(self._validator(f"{operation} {method} {status}", schema), logical)[:MAX_FINDINGS]

    def _described(self, operation: str, method: str) -> Schema | None:
        methods = self._operations.get(operation, {})
        return methods.get(method.lower()) or next(iter(methods.values()), None)

    def _parameters(self, described: Schema) -> Schema:
        resolved = [self._resolve(parameter) for parameter in described.get("parameters", ())]
        judged = [parameter for parameter in resolved if parameter["in"] in ("path", "query")]
        return {
            "type": "object",
            "properties": {parameter["name"]: parameter["schema"] for parameter in judged},
            "required": [parameter["name"] for parameter in judged if parameter.get("required")],
        }

    def _validator(self, name: str, schema: Schema) -> Validator:
        if name not in self._validators:
            whole = {**schema, "components": self._root.get("components", {})}
            self._validators[name] = jsonschema_rs.Draft202012Validator(whole)
        return self._validators[name]

    def _resolve(self, node: Schema) -> Schema:
        return _resolved(node, self._root)


def _resolved(node: Schema, root: Schema) -> Schema:
    while "$ref" in node:
        target: Any = root
        for part in node["$ref"].removeprefix("#/").split("/"):
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


def _body_schema(described: Schema) -> Schema | None:
    return _first_schema(described.get("requestBody", {}))


def _first_schema(holder: Schema) -> Schema | None:
    media = next(iter(holder.get("content", {}).values()), None)
    return None if media is None else media.get("schema")


def _content_schema(form: Schema, name: str) -> Schema | None:
    field = form.get("properties", {}).get(name, {})
    schema: Schema | None = field.get("contentSchema")
    return schema


def _typed(described: Schema, root: Schema, given: Mapping[str, Any]) -> dict[str, Any]:
    parameters = (_resolved(parameter, root) for parameter in described.get("parameters", ()))
    kinds = {parameter["name"]: _resolved(parameter["schema"], root).get("type") for parameter in parameters}
    return {name: _read(value, kinds.get(name)) for name, value in given.items()}


def _read(value: Any, kind: Any) -> Any:
    if not isinstance(value, str) or kind not in ("integer", "number", "boolean"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _problems(validator: Validator, instance: Any, inside: str = "") -> list[str]:
    if validator.is_valid(instance):
        return []
    prefix = [inside] if inside else []
    return [text for error in validator.iter_errors(instance) for text in _texts(error, prefix)]


def _texts(error: jsonschema_rs.ValidationError, prefix: list[str]) -> list[str]:
    branches = getattr(error.kind, "context", None)
    if branches:
        nearest = max(
            branches, key=lambda errors: max((len(inner.instance_path) for inner in errors), default=0)
        )
        return [text for inner in nearest for text in _texts(inner, prefix)]
    place = ".".join([*prefix, *(str(part) for part in error.instance_path)])
    return [f"{place or '(raiz)'}: {error.message}"]


@functools.cache
def load(name: str) -> Contract:
    """The contract of this name, as compiled into the package."""
    text = files(PACKAGE).joinpath(FOLDER, f"{name}.json").read_text(encoding="utf-8")
    return Contract(json.loads(text))
