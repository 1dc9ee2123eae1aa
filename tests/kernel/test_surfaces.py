"""What a surface says of its addresses, and several operations at one of them."""

import json

import httpx
import pytest

from homologa.simulators.kernel.contracts import contract
from homologa.simulators.kernel.operations import DecodedRequest, HttpAnswer, Registry
from homologa.simulators.kernel.rooms import Surface
from homologa.simulators.kernel.web.http import create_app

PARAMETER = {"name": "dataInicial", "in": "query", "schema": {"type": "string"}}


class Wire:
    """A wire that tells which operation was reached and by what."""

    def __init__(self, name="", token=""):
        self.name, self.token = name, token

    def locate(self, request, find):
        return find("token", self.token)

    def admit(self, call):
        pass

    def decode(self, call):
        return DecodedRequest({**call.request.arguments, **dict(call.request.query)})

    def render(self, call, answer):
        return HttpAnswer(200, json.dumps(answer).encode(), "application/json")

    def unknown(self, request, allowed):
        return HttpAnswer(405 if allowed else 404, self.name.encode(), "text/plain")


def registry(*operations):
    """Operations of a name and an address each."""
    made = Registry()
    for name, method, path in operations:
        tell = lambda call: [call.operation.name, call.request.path, dict(call.data.parameters)]  # noqa: E731
        made.operation(name, method, path, source="")(tell)
    return made


@pytest.fixture
def serve(toy, world, monkeypatch):
    """Serves surfaces of the toy platform, given as prefix, operations and what else they say."""
    described = {"get": {"operationId": "lista", "parameters": [PARAMETER], "responses": {}}}
    monkeypatch.setattr(contract, "load", lambda *_: contract.Contract({"paths": {"/": described}}))

    def make(*surfaces):
        told = [
            Surface(prefix, "", Wire(prefix, toy.token(world)), registry(*operations), **more)
            for prefix, operations, more in surfaces
        ]
        platform = toy.rebuild(surfaces=tuple(told))
        transport = httpx.WSGITransport(create_app(platform, toy.worlds))
        return httpx.Client(transport=transport, base_url="http://toy.example")

    return make


def test_one_address_answers_by_what_a_request_says(serve):
    client = serve(
        ("/", [("texto", "POST", "/login")], {"select": lambda request: "texto" * request.body.startswith(b'"')}),
        ("/", [("objeto", "POST", "/login")], {}),
    )

    told = [client.post("/login", content=body).json()[0] for body in (b'"abc"', b'{"token": "abc"}')]

    assert told == ["texto", "objeto"]


def test_a_request_that_means_none_of_several_is_unknown(serve):
    operations = [("um", "POST", "/ws"), ("dois", "POST", "/ws")]
    client = serve(("/", operations, {"select": lambda request: request.body.decode()}))

    assert [client.post("/ws", content=name).json()[0] for name in ("um", "dois")] == ["um", "dois"]
    assert client.post("/ws", content="três").status_code == 404


@pytest.mark.parametrize("path", ["/ws", "/ws/<id>"])
def test_two_operations_at_one_address_are_refused_at_the_first_request(serve, path):
    client = serve(("/", [("um", "POST", path), ("dois", "POST", path.replace("id", "code"))], {}))

    with pytest.raises(ValueError, match="um, dois"):
        client.get("/")


def test_two_surfaces_at_one_address_are_refused_at_the_first_request(serve):
    client = serve(("/", [("um", "POST", "/ws")], {}), ("/", [("dois", "POST", "/ws")], {}))

    with pytest.raises(ValueError, match="um, dois"):
        client.get("/")


@pytest.mark.parametrize("url", ["/Lista?datainicial=x&OUTRO=y", "/lista/?DATAINICIAL=x&outro=y"])
def test_where_case_is_ignored_names_come_as_the_contract_writes_them(serve, url):
    client = serve(("/", [("lista", "GET", "/Lista")], {"ignores_case": True}))

    assert client.get(url).json()[2] == {"dataInicial": "x", "outro": "y"}


def test_names_keep_their_case_where_it_counts(serve):
    client = serve(("/", [("lista", "GET", "/Lista")], {}))

    assert client.get("/Lista?datainicial=x").json()[2] == {"datainicial": "x"}
    assert client.get("/lista").status_code == 404


def test_merged_slashes_are_told_as_they_came(serve, world):
    client = serve(("/api", [("pedido", "GET", "/api/pedidos/<int:id>")], {"merges_slashes": True}))

    answer = client.get("http://toy.example/api//pedidos/7/")

    assert answer.json()[1:] == ["/api//pedidos/7/", {"id": 7}]
    assert world.journal.find()[-1].url == "http://toy.example/api//pedidos/7/"


def test_an_unknown_path_is_answered_by_the_surface_with_whose_prefix_it_begins_in_any_case(serve):
    client = serve(("/x", [("raiz", "GET", "/x")], {}), ("/Api", [("um", "GET", "/Api/um")], {"ignores_case": True}))

    assert [client.get(path).text for path in ("/api/dois", "/y", "/x/y")] == ["/Api", "/x", "/x"]


def test_the_contract_of_a_surface_may_come_with_another_package(toy, world, tmp_path, monkeypatch):
    described = {"operationId": "lista", "parameters": [PARAMETER], "responses": {}}
    (tmp_path / "vizinha" / "_openapi").mkdir(parents=True)
    (tmp_path / "vizinha" / "__init__.py").touch()
    (tmp_path / "vizinha" / "_openapi" / "notas.json").write_text(json.dumps({"paths": {"/": {"get": described}}}))
    monkeypatch.syspath_prepend(tmp_path)
    wire, operations = Wire("/", toy.token(world)), registry(("lista", "GET", "/Lista"))
    platform = toy.rebuild(surfaces=(Surface("/", "notas", wire, operations, ignores_case=True, package="vizinha"),))

    answer = create_app(platform, toy.worlds).test_client().get("/lista?datainicial=x")

    assert answer.json[2] == {"dataInicial": "x"}
