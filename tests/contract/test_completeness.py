"""The contracts leave nothing unjudged: no parameter, no document, no answer of any operation."""

import json
import re
from importlib.resources import files
from typing import Any

import httpx
import pytest

from homologa.simulators.kernel.contracts.contract import METHODS
from homologa.simulators.kernel.platform import installed_platforms
from homologa.simulators.site import build

EMPTY = {"204"}
DOCUMENT = "documento"
CASES = [
    pytest.param(surface, operation, method, id=f"{operation.name}-{method}")
    for platform in installed_platforms()
    for surface in platform.rooms.surfaces
    for operation in surface.operations
    for method in operation.methods
    if method.lower() in METHODS
]


def contract(name: str) -> dict[str, Any]:
    return json.loads(files("homologa.simulators").joinpath("_openapi", f"{name}.json").read_text(encoding="utf-8"))


CONTRACTS = {
    surface.contract: contract(surface.contract)
    for platform in installed_platforms()
    for surface in platform.rooms.surfaces
}


def resolved(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        target: Any = root
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


@pytest.fixture
def described(surface, operation, method):
    """The description that judges the operation by this method, its parameters, and the resolver of references."""
    root, found = CONTRACTS[surface.contract], {}
    for path in root["paths"].values():
        for verb in METHODS & path.keys():
            own = path[verb]
            if own.get("x-homologa", {}).get("operation", own["operationId"]) == operation.name:
                found[verb] = own, [*path.get("parameters", ()), *own.get("parameters", ())]
    own, parameters = found.get(method.lower()) or next(iter(found.values()))
    return own, parameters, lambda node: resolved(node, root)


def address(root: dict[str, Any]) -> str:
    """Where the API stands, its variables at their defaults."""
    (server,) = root["servers"]
    return server["url"].format_map({name: told["default"] for name, told in server.get("variables", {}).items()})


def methods_at(paths: dict[str, Any], address: str) -> set[str]:
    """What the contract admits at an address, of which more than one of its paths may speak."""
    there = [told for path, told in paths.items() if re.fullmatch(re.sub("{[^}]*}", "[^/]+", path), address)]
    return {method.upper() for told in there for method in METHODS & told.keys()}


@pytest.mark.parametrize("name", CONTRACTS)
def test_allow_tells_the_methods_of_the_contract(name):
    site, paths = build(), CONTRACTS[name]["paths"]
    addresses = [re.sub("{[^}]*}", "1", path) for path in paths]

    with httpx.Client(transport=site.transport, base_url=address(CONTRACTS[name])) as client:
        answers = {one: client.options(one) for one in addresses}
    site.worlds.close()

    told = {one: {*answer.headers["Allow"].split(", ")} - {"HEAD"} for one, answer in answers.items()}
    assert {answer.status_code for answer in answers.values()} == {405}
    assert told == {one: methods_at(paths, one) for one in addresses}


@pytest.mark.parametrize(("surface", "operation", "method"), CASES)
def test_every_parameter_has_a_schema(described):
    _, parameters, follow = described

    assert [one for one in map(follow, parameters) if not one.get("schema")] == []


@pytest.mark.parametrize(("surface", "operation", "method"), CASES)
def test_every_path_parameter_is_described(described, operation):
    _, parameters, follow = described
    names = {one["name"] for one in map(follow, parameters) if one["in"] == "path"}

    assert len(names) >= min(path.count("<") for path in operation.paths)


@pytest.mark.parametrize(("surface", "operation", "method"), CASES)
def test_every_answer_has_a_schema(described):
    own, _, follow = described
    answers = {status: follow(answer).get("content", {}) for status, answer in own["responses"].items()}
    silent = [status for status, content in answers.items() if status not in EMPTY and not content]
    shapeless = [
        (status, kind)
        for status, content in answers.items()
        for kind, media in content.items()
        if not kind.startswith("text/") and not follow(media.get("schema", {}))
    ]

    assert answers
    assert (silent, shapeless) == ([], [])


@pytest.mark.parametrize(
    ("surface", "operation", "method"), [case for case in CASES if case.values[1].traits.get(DOCUMENT)]
)
def test_every_document_inside_a_form_has_a_schema(described, operation):
    own, parameters, follow = described
    content = follow(own.get("requestBody", {})).get("content", {})
    form = follow(next(iter(content.values()), {}).get("schema", {}))
    asked = {one["name"]: one["schema"] for one in map(follow, parameters)}
    field = {**asked, **form.get("properties", {})}.get(operation.traits[DOCUMENT], {})
    alone = form if operation.traits.get("no_corpo") else {}

    assert follow(field.get("contentSchema", alone))
