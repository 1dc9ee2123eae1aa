import json
import re
from importlib.resources import files
from urllib.parse import urlsplit

import pytest

from homologa.simulators.kernel.contracts import contract
from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Registry
from homologa.simulators.kernel.platform import installed_platforms

PLATFORMS = {platform.name: platform for platform in installed_platforms()}
SURFACES = {surface.contract: surface for platform in PLATFORMS.values() for surface in platform.rooms.surfaces}


def described(surface):
    """What the OpenAPI file says: name, method, path with its base, fidelity and source."""
    text = files("homologa.simulators").joinpath("_openapi", f"{surface.contract}.json").read_text(encoding="utf-8")
    document = json.loads(text)
    base = urlsplit(document["servers"][0]["url"].replace("{", "").replace("}", "")).path.rstrip("/")
    for path, methods in document["paths"].items():
        for method in contract.METHODS & methods.keys():
            said = methods[method]["x-homologa"]
            yield said["operation"], method.upper(), base + path, said["fidelity"], said["source"]


def shape(path):
    return re.sub(r"<[^>]*>|\{[^}]*\}", "*", path)


@pytest.fixture(params=SURFACES)
def surface(request):
    return SURFACES[request.param]


def test_the_platforms_are_found_by_their_entry_points():
    assert {"tiny", "novaoito"} <= PLATFORMS.keys()


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)
def test_packs_and_listeners_that_are_declared_have_their_rooms(platform):
    assert platform.packs.keys() == platform.rooms.packs.keys()
    assert {listener.name for listener in platform.listeners} == platform.rooms.services.keys()


def test_operations_are_those_of_the_contract_and_the_other_way_round(surface):
    assert {operation.name for operation in surface.operations} == {name for name, *_ in described(surface)}


def test_every_address_of_the_contract_is_routed(surface):
    routed = {
        (operation.name, method, shape(path))
        for operation in surface.operations
        for method in operation.methods
        for path in operation.paths
    }

    assert {(name, method, shape(path)) for name, method, path, _, _ in described(surface)} <= routed


def test_every_address_that_is_routed_is_described_by_its_path_or_by_its_prose(surface):
    paths = {shape(path) for _, _, path, _, _ in described(surface)}

    for operation in surface.operations:
        for path in operation.paths:
            assert shape(path) in paths or shape(f"{path}.php") in paths


def test_contract_and_registry_are_equally_sure(surface):
    registered = {operation.name: operation.fidelity for operation in surface.operations}

    assert {name: Fidelity(fidelity) for name, _, _, fidelity, _ in described(surface)} == registered


def test_contract_and_registry_name_the_same_page(surface):
    pages = {operation.name: operation.source.split()[0] for operation in surface.operations}

    for name, _, _, _, source in described(surface):
        assert source.split()[0] == pages[name]


def test_an_operation_is_declared_once():
    registry = Registry()
    declare = registry.operation("notes.get", "GET", "/notes", source="page §1")
    declare(print)

    with pytest.raises(ValueError, match=r"notes\.get is declared twice"):
        declare(print)


def test_a_registry_tells_of_its_operations():
    registry = Registry()
    registry.operation("notes.get", "GET HEAD", "/notes", "/n", source="page §1", limit="reads")(print)

    (operation,) = registry

    assert registry["notes.get"] is operation
    assert (operation.methods, operation.paths, len(registry)) == (("GET", "HEAD"), ("/notes", "/n"), 1)
    assert (operation.writes, operation.fidelity, operation.traits) == (False, Fidelity.DOC, {"limit": "reads"})
