import json
import re
from typing import Any
from xml.etree import ElementTree

import httpx
import hypothesis
import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core import NOT_SET
from schemathesis.core.failures import FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection, response_headers_conformance

from homologa.simulators.site import build
from homologa.simulators.tiny import PLATFORM

CONTRACT = "tiny-api2"
NO_KEY, UNKNOWN_KEY, UNREADABLE, MISSING, TOO_MANY = 1, 2, 3, 10, 22
EXAMPLES, FEW = 5, 3
"""How many requests a service is sent in each mode: most of them, and one with hardly a parameter."""
NEEDS_A_FILTER = {"notas.fiscais.pesquisa.get", "expedicao.obter.get"}
"""Readings that need any of several parameters, which no contract can say of a query."""
OPERATIONS = PLATFORM.rooms.surfaces[0].operations
WRITTEN = frozenset(service.name for service in OPERATIONS if service.writes)
"""Services that write, which are asked by POST alone: GET is the same in all but where the parameters stand."""
SERVICES = [service.name for service in OPERATIONS if not service.traits.get("apelido")]
NUL = "\\u0000"
CODE = re.compile(r'(?:"codigo_erro":"?|<codigo_erro>)(\d+)')


@pytest.fixture(scope="module")
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture(scope="module")
def world(site):
    made = site.worlds.create(id="um", limits="off")
    made.act("tiny", "incluir_produto", {"nome": "Caneca", "codigo": "A"})
    made.act("tiny", "incluir_tag", {"nome": "Oferta"})
    made.act("tiny", "incluir_lista_de_precos", {"descricao": "Atacado", "acrescimo_desconto": -10})
    made.act("tiny", "incluir_pedido", {"cliente": "Maria", "itens": [{"codigo": "A", "valor": 10}]})
    made.act("tiny", "exigir_filtro_de_pedidos", {"exigir": False})
    made.snapshot("pronto")
    return made


@pytest.fixture(scope="module")
def token(world):
    return world.view("tiny", "credenciais", {})["token"]


@pytest.fixture(scope="module")
def services(pinned):
    """The service that each operation of the contract describes."""
    described = [method for path in pinned(CONTRACT, {})["paths"].values() for method in path.values()]
    return {one["operationId"]: one["x-homologa"]["operation"] for one in described if "operationId" in one}


@pytest.fixture(scope="module")
def fewer(small):
    """There are more services here than anywhere, and some of their documents are large."""
    return hypothesis.settings(small, max_examples=EXAMPLES)


@pytest.fixture
def fresh(site, world):
    return lambda: world.restore("pronto")


def documents(description: dict[str, Any], schema: dict[str, Any], mode: GenerationMode) -> Any:
    """Documents that a schema admits, or that it does not."""
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    paths = {
        "/": {"post": {"operationId": "document", "requestBody": body, "responses": {"200": {"description": "."}}}}
    }
    lone = {"openapi": "3.1.0", "info": description["info"], "paths": paths, "components": description["components"]}
    strategy = schemathesis.openapi.from_dict(lone)["/"]["POST"].as_strategy(generation_mode=mode)
    return strategy.map(lambda case: case.body).filter(is_json).filter(is_readable)


def is_json(body: Any) -> bool:
    """Whether a bad body is one of another kind, and not one left out or bytes of whatever sort."""
    return body is not NOT_SET and not isinstance(body, bytes)


def is_readable(body: Any) -> bool:
    """Whether there is no NUL in it, which makes any document unreadable; no schema says so."""
    return NUL not in json.dumps(body, default=str)


def written(document: Any) -> Any:
    """Texts that say a document: JSON, and XML where it can."""
    twin = as_xml(document)
    return st.sampled_from([json.dumps(document, ensure_ascii=False), *([twin] if twin else [])])


def as_xml(document: Any) -> str:
    """The XML twin of an object with one name, "" when XML cannot say what is in it."""
    if not isinstance(document, dict) or len(document) != 1:
        return ""
    ((name, value),) = document.items()
    try:
        text = ElementTree.tostring(element(name, value), "unicode")
        ElementTree.fromstring(text)
    except (ValueError, ElementTree.ParseError):
        return ""
    return text


def element(name: str, value: Any) -> ElementTree.Element:
    made = ElementTree.Element(name)
    for row in value if isinstance(value, list) else [value]:
        if isinstance(row, dict):
            made.extend([element(inner, held) for inner, held in row.items()])
        elif isinstance(value, list):
            raise ValueError("a list of bare values has no names for them")
        elif row is not None:
            made.text = str(row)
    return made


def with_documents(description: dict[str, Any]) -> dict[str, Any]:
    """The contract whose form fields with a document inside are written by the schema of the document."""
    for path, methods in description["paths"].items():
        for form in methods.get("post", {}).get("requestBody", {}).get("content", {}).values():
            form["schema"] = resolved(form["schema"], description)
            form["schema"].get("properties", {}).pop("token", None)
            for name, field in form["schema"].get("properties", {}).items():
                if "contentSchema" in field:
                    field["format"] = f"document {path} {name}"
                    good = documents(description, field.pop("contentSchema"), GenerationMode.POSITIVE)
                    schemathesis.openapi.format(field["format"], good.flatmap(written))
                    del field["contentMediaType"]
    return description


def resolved(schema: dict[str, Any], description: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return description["components"]["schemas"][name] if name else schema


@pytest.fixture(scope="module")
def schema(site, token, pinned):
    config = {
        "auth": {"openapi": {"token": {"api_key": token}}},
        "checks": {"ignored_auth": {"enabled": False}},
    }
    made = schemathesis.openapi.from_dict(
        with_documents(pinned(CONTRACT, {})), config=schemathesis.Config.from_dict(config)
    )
    made.app = site.apps["tiny"]

    @made.hook
    def map_case(context, case):
        """Give bad requests the key too, or most would tell of nothing but its absence."""
        case.query = {**(case.query if isinstance(case.query, dict) else {}), "token": token}
        return case

    @made.hook
    def filter_body(context, body):
        return is_readable(body)

    return made


def spared(answer):
    """Checks that are not for this API: business errors come with 200, and who has no key has no limit to be told."""
    return [negative_data_rejection, *([response_headers_conformance] if {NO_KEY, UNKNOWN_KEY} & codes(answer) else [])]


def is_bad(case, answer):
    """Whether what was made wrong is still wrong on the wire, where everything is text; headers are never judged."""
    header = case.meta.components.get(ParameterLocation.HEADER)
    if header is not None and header.mode.is_negative:
        return False
    try:
        case.validate_response(answer, checks=[negative_data_rejection])
    except FailureGroup:
        return True
    return False


def codes(answer):
    """The codigo_erro of the whole answer, in JSON or XML; those of a batch's records are not among them."""
    return {int(code) for code in CODE.findall(answer.text)}


def test_every_request_is_answered_as_the_contract_says(
    fuzz, schema, services, world, fresh, fewer, operation_id, mode
):
    def envelope(case, answer):
        (exchange,) = world.journal.find(newest=True, limit=1)
        if case.meta.generation.mode.is_negative:
            assert codes(answer) or exchange.findings or not is_bad(case, answer)
        else:
            assert not codes(answer) & {NO_KEY, UNKNOWN_KEY, UNREADABLE, TOO_MANY}
            assert MISSING not in codes(answer) or not given(case) or operation_id in NEEDS_A_FILTER

    before = world.journal.last

    fuzz(schema, operation_id, mode, fresh, envelope, spared=spared, settings=fewer)

    assert world.journal.breaches(before) == []
    assert len(world.journal.find(after=before, operation=services[operation_id])) >= FEW


def test_every_service_is_called_with_good_and_with_bad_requests(asked, services):
    called = {(services[operation_id], mode) for operation_id, mode in asked(CONTRACT)}

    assert called >= {(service, mode) for service in SERVICES for mode in GenerationMode}


def document_of(description: dict[str, Any], service: str) -> dict[str, Any]:
    """The schema of the document that a service takes in a form field, or as its body."""
    bodies = description["paths"][f"/api2/{service}.php"]["post"]["requestBody"]["content"].values()
    schemas = [resolved(body["schema"], description) for body in bodies]
    fields = [schema.get("properties", {}).get(OPERATIONS[service].traits["documento"], {}) for schema in schemas]
    return next((field["contentSchema"] for field in fields if "contentSchema" in field), schemas[0])


@pytest.mark.parametrize("service", [name for name in SERVICES if "documento" in OPERATIONS[name].traits])
def test_a_spoilt_document_is_told_of(site, world, token, fresh, fewer, pinned, service):
    description = pinned(CONTRACT, {})
    schema = document_of(description, service)
    wrong, good = (documents(description, schema, mode) for mode in (GenerationMode.NEGATIVE, GenerationMode.POSITIVE))
    cut = good.flatmap(written).map(lambda text: text[:-1])
    client = httpx.Client(transport=site.transport, base_url="https://api.tiny.com.br/api2")
    sent, before = {"token": token, "formato": "json"}, world.journal.last

    @fewer
    @hypothesis.given(st.one_of(wrong.map(json.dumps), cut))
    def requests(text):
        fresh()
        answer = client.post(f"/{service}", data={**sent, OPERATIONS[service].traits["documento"]: text})
        (exchange,) = world.journal.find(newest=True, limit=1)
        assert (answer.status_code, exchange.operation) == (200, service)
        assert codes(answer) or exchange.findings

    requests()

    assert world.journal.breaches(before) == []


def given(case):
    """Whether a request has a body: the contract lets it be left out, as the parameters may stand in the query."""
    return case.method == "GET" or isinstance(case.body, dict)


@pytest.mark.parametrize(("sent", "code"), [({}, NO_KEY), ({"token": "de-ninguem"}, UNKNOWN_KEY)])
@pytest.mark.parametrize("service", SERVICES)
def test_no_service_answers_without_the_key(site, service, sent, code):
    client = httpx.Client(transport=site.transport, base_url="https://api.tiny.com.br/api2")

    answer = client.post(f"/{service}", data={**sent, "formato": "json"})

    assert (answer.status_code, codes(answer)) == (200, {code})
