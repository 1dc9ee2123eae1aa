"""Who may call which operation."""

import json
from importlib.resources import files

import pytest

from homologa.simulators.kernel.contracts.contract import METHODS
from homologa.simulators.novaoito import PLATFORM
from homologa.simulators.novaoito.rules.shapes import SCOPES

OPERATIONS = list(PLATFORM.rooms.surfaces[0].operations)
SCOPED = [operation for operation in OPERATIONS if operation.traits["scope"]]


def called(client, operation):
    parts = operation.paths[0].removeprefix("/api/v1").split("/")
    path = "/".join("1" if part.startswith("<") else part for part in parts)
    return client.request(operation.methods[0], path, json={})


def named(operation):
    return operation.name


@pytest.mark.fact("novaoito", 1)
@pytest.mark.parametrize("operation", SCOPED, ids=named)
def test_without_its_scope_an_operation_is_refused(shop, refused, operation):
    app = shop.app(*(scope for scope in SCOPES if scope != operation.traits["scope"]))

    problem = refused(called(app, operation), 403, "insufficient_scope")

    assert operation.traits["scope"] in problem["detail"]


@pytest.mark.parametrize("operation", SCOPED, ids=named)
def test_with_its_scope_alone_an_operation_is_reached(shop, operation):
    app = shop.app(operation.traits["scope"])

    assert called(app, operation).status_code != 403


@pytest.fixture(scope="module")
def described():
    text = files("homologa.simulators").joinpath("_openapi", "novaoito.json").read_text(encoding="utf-8")
    methods = [path[verb] for path in json.loads(text)["paths"].values() for verb in METHODS & path.keys()]
    return {one["operationId"]: one for one in methods}


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_the_contract_names_the_same_scope(described, operation):
    scope = operation.traits["scope"]

    assert described[operation.name].get("security", [{"bearer": []}]) == [{"bearer": [scope] if scope else []}]


@pytest.mark.fact("novaoito", 4)
@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_a_suspended_store_refuses_every_operation(shop, refused, operation):
    shop.act("suspender_loja")

    refused(called(shop.admin, operation), 423, "store_suspended")
