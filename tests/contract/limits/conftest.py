"""Every limit that a contract sets on a request, and requests at it, below it and above it."""

import functools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from importlib.resources import files
from typing import Any

import jsonschema_rs
import pytest

METHODS = ("get", "put", "post", "delete", "patch")
SIZES = {"maxLength": 1, "maxItems": 1, "minLength": -1, "minItems": -1, "minProperties": -1}
BOUNDS = {"maximum": 1, "minimum": -1, "exclusiveMinimum": -1}
WIDTHS = (1, 2, 3, 8, 11, 20, 44, 0)
"""Lengths of which one suits each text that has a pattern."""
TEXTS = ("a", "1", "http://e.example/a")
WHOLE = (
    *(
        "json",
        "2026-03-02T10:00:00Z",
        "2026-03-02",
        "02/03/2026",
        "2026-03-02 10:00:00",
        "02/03/2026 10:00:00",
        "10:00:00",
        "1.00",
    ),
    "7b1c6f0e-3b5e-4d0c-9f57-5c1d7f6a1d11",
)
"""Texts of a form of their own."""
NOTHING = ("maxItems", 0)
"""Says of what is an object that PHP writes it as a list when it is empty."""
Wrap = Callable[[Any], Any]
Place = tuple[str | int, ...]
Found = tuple[Place, str, dict[str, Any], Wrap]


@dataclass(frozen=True)
class Limit:
    """A limit of one field of one operation, where the field stands, and what makes a request of a value of it.

    `where` is `query` or `body`, `kind` the media type of the body.
    """

    operation: str
    method: str
    path: str
    where: str
    kind: str
    place: Place
    key: str
    bound: Any
    leaf: dict[str, Any]
    wrap: Wrap

    def __str__(self) -> str:
        return f"{self.operation}-{self.where}-{'.'.join(map(str, self.place))}-{self.key}-{self.bound}"


class Description:
    """One contract, and the requests that it admits."""

    def __init__(self, name: str) -> None:
        text = files("homologa.simulators").joinpath("_openapi", f"{name}.json").read_text("utf-8")
        self.root = json.loads(text)

    def limits(self, bases: dict[str, Any]) -> Iterator[Limit]:
        """Every limit of parameters and bodies; `bases` are good bodies of operations, which the others get changed."""
        for path, described in self.root["paths"].items():
            for method in METHODS:
                if method in described:
                    shared = described.get("parameters", ())
                    yield from self._operation(path, method, described[method], shared, bases)

    def _operation(self, path: str, method: str, told: Any, shared: Any, bases: dict[str, Any]) -> Iterator[Limit]:
        name = told["operationId"]
        for parameter in map(self.resolve, [*shared, *told.get("parameters", ())]):
            if parameter["in"] == "query":
                for place, key, leaf, wrap in self.walk(parameter["schema"], None):
                    held = (parameter["name"], *place)
                    yield Limit(name, method, path, "query", "", held, key, leaf[key], leaf, wrap)
        for kind, media in self.resolve(told.get("requestBody", {})).get("content", {}).items():
            for place, key, leaf, wrap in self.walk(media["schema"], bases.get(name)):
                yield Limit(name, method, path, "body", kind, place, key, leaf[key], leaf, wrap)

    def walk(self, schema: Any, base: Any, seen: tuple[str, ...] = ()) -> Iterator[Found]:
        """The limits in a schema, each with the field's place and with what puts a value of it into a good instance."""
        if schema.get("$ref") in seen:
            return
        seen = (*seen, schema.get("$ref", ""))
        schema = self.resolve(schema)
        kept = next((one for one in (base, *schema.get("examples", ())) if self.admits(schema, one)), None)
        kept = self.sample(schema) if kept is None else kept
        row = {"row": kept[0]} if kept is base and isinstance(kept, list) and kept else {}
        for key in (*SIZES, *BOUNDS):
            if key in schema and (key, schema[key]) != NOTHING:
                yield (), key, schema | row, lambda value: value
        yield from self._below(schema, kept, seen)
        for inner in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
            if "type" in self.resolve(inner):
                yield from self.walk(inner, base, seen)

    def _below(self, schema: Any, kept: Any, seen: tuple[str, ...]) -> Iterator[Found]:
        """The limits of the fields of an object and of the rows of a list, in an instance that is kept but for them."""
        fields = kept if isinstance(kept, dict) else {}
        for name, inner in schema.get("properties", {}).items():
            if isinstance(inner, dict):
                for place, key, leaf, wrap in self.walk(inner, fields.get(name), seen):
                    yield (name, *place), key, leaf, partial(_field, fields, name, wrap)
                for place, key, leaf, wrap in self._inside(inner, fields.get(name), seen):
                    yield (name, *place), key, leaf, partial(_field, fields, name, partial(_text, wrap))
        if isinstance(schema.get("items"), dict):
            first, *others = kept if isinstance(kept, list) and kept else [None]
            for place, key, leaf, wrap in self.walk(schema["items"], first, seen):
                yield (0, *place), key, leaf, partial(_row, others, wrap)

    def _inside(self, schema: Any, text: Any, seen: tuple[str, ...]) -> Iterator[Found]:
        """The limits in a document that a text holds."""
        if "contentSchema" in schema:
            yield from self.walk(schema["contentSchema"], json.loads(text) if text else None, seen)

    def sample(self, schema: Any, turn: int = 0) -> Any:
        """A small instance that the schema admits; another one at each turn, where the schema leaves a choice."""
        schema = self.resolve(schema)
        choices = schema.get("enum") or ([schema["const"]] if "const" in schema else ())
        if choices:
            return choices[turn % len(choices)]
        if "properties" not in schema and ("oneOf" in schema or "anyOf" in schema):
            return self.sample([*schema.get("oneOf", ()), *schema.get("anyOf", ())][0], turn)
        kind = schema.get("type", "object" if "properties" in schema else "string")
        made: dict[str, Callable[[Any, int], Any]] = {
            "object": self._object,
            "array": self._array,
            "integer": self._number,
            "number": self._number,
            "boolean": lambda schema, turn: True,
            "null": lambda schema, turn: None,
            "string": self._string,
        }
        return made[kind[0] if isinstance(kind, list) else kind](schema, turn)

    def _object(self, schema: Any, turn: int) -> Any:
        return {name: self.sample(schema["properties"][name], turn) for name in schema.get("required", ())}

    def _array(self, schema: Any, turn: int) -> Any:
        return [self.sample(schema["items"], turn + row) for row in range(schema.get("minItems", 0))]

    def _number(self, schema: Any, turn: int) -> Any:
        return max(schema.get("minimum", 0), schema.get("exclusiveMinimum", -1) + 1) + turn

    def _string(self, schema: Any, turn: int) -> str:
        if "contentSchema" in schema:
            return json.dumps(self.sample(schema["contentSchema"], turn))
        widths = (schema.get("minLength", 1), *WIDTHS)
        texts = (self.text(schema, width, end) for end in (str(turn), "") for width in widths)
        found = next((text for text in (*texts, *WHOLE) if text is not None and self.admits(schema, text)), None)
        if found is None:
            raise LookupError(f"no text for {schema}")
        return found

    def text(self, schema: Any, length: int, end: str = "") -> str | None:
        """A text of this length, were there no limits of length; None when the schema has no such one."""
        free = {name: told for name, told in schema.items() if name not in ("maxLength", "minLength")}
        filled = (text[:length] + text[-1] * (length - len(text)) for text in TEXTS)
        made = [(text[: max(0, length - len(end))] + end)[:length] for text in filled]
        return next((text for text in made if self.admits(free, text)), None)

    def probes(self, limit: Limit) -> Iterator[tuple[Any, bool]]:
        """Values around the limit, and whether each is admitted."""
        if limit.key in SIZES:
            for size in (limit.bound - 1, limit.bound, limit.bound + 1):
                if size >= 0:
                    yield self._sized(limit, size), (size - limit.bound) * SIZES[limit.key] <= 0
        else:
            integral = limit.leaf.get("type") == "integer" or limit.leaf.get("type", [])[:1] == ["integer"]
            step = Decimal(str(limit.leaf.get("multipleOf", 1 if integral else 0.01)))
            for move in (-1, 0, 1):
                value = Decimal(str(limit.bound)) + move * step
                inside = move * BOUNDS[limit.key] <= 0 and not (move == 0 and limit.key.startswith("exclusive"))
                yield int(value) if integral else float(value), inside

    def _sized(self, limit: Limit, size: int) -> Any:
        if limit.key.endswith("Length"):
            return self.text(limit.leaf, size) if size else ""
        if limit.key.endswith("Items"):
            if isinstance(limit.leaf.get("row"), dict):
                return [_numbered(limit.leaf["row"], turn) for turn in range(size)]
            return [self.sample(limit.leaf["items"], turn) for turn in range(size)]
        return dict(list(self.sample(limit.leaf).items())[:size])

    def admits(self, schema: Any, value: Any) -> bool:
        """Whether the schema has nothing against the value."""
        return self._validator(json.dumps(schema)).is_valid(value)

    @functools.cache  # noqa: B019 - a description is there as long as the tests of its module
    def _validator(self, schema: str) -> jsonschema_rs.Draft202012Validator:
        components = {"components": self.root.get("components", {})} if "$ref" in schema else {}
        return jsonschema_rs.Draft202012Validator({**json.loads(schema), **components}, validate_formats=True)

    def resolve(self, node: Any) -> Any:
        """The node with what it refers to, and with all that it has to be at once, in one."""
        parts = [self.resolve(part) for part in (*node.get("allOf", ()), *filter(None, [node.get("then")]))]
        if "$ref" in node:
            kind, name = node["$ref"].split("/")[-2:]
            parts.append(self.resolve(self.root["components"][kind][name]))
        parts.append({key: told for key, told in node.items() if key not in ("$ref", "allOf", "if", "then", "else")})
        whole = {key: told for part in parts for key, told in part.items()}
        if "properties" in whole:
            whole["properties"] = {name: told for part in parts for name, told in part.get("properties", {}).items()}
            whole["required"] = [name for part in parts for name in part.get("required", ())]
        return whole


def _numbered(row: Any, turn: int) -> Any:
    """The row with another `sequencia`, the one field by which a batch tells good rows apart."""
    if not isinstance(row, dict):
        return row
    return {name: turn if name == "sequencia" else _numbered(value, turn) for name, value in row.items()}


def _field(kept: dict[str, Any], name: str, wrap: Wrap, value: Any) -> Any:
    return {**kept, name: wrap(value)}


def _text(wrap: Wrap, value: Any) -> str:
    return json.dumps(wrap(value))


def _row(others: list[Any], wrap: Wrap, value: Any) -> Any:
    return [wrap(value), *others]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for a limit each one of the module's CONTRACT."""
    if "limit" in metafunc.fixturenames:
        module = metafunc.module
        found = {str(limit): limit for limit in Description(module.CONTRACT).limits(getattr(module, "BASES", {}))}
        metafunc.parametrize("limit", list(found.values()), ids=list(found))


@pytest.fixture(scope="module")
def description(request: pytest.FixtureRequest) -> Description:
    return Description(request.module.CONTRACT)
