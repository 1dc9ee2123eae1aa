import json
import re
from typing import Any

import httpx
import pytest
import schemathesis
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection, response_headers_conformance

from simulators.site import build
from simulators.tiny import PLATFORM

CONTRACT = "tiny-api2"
NO_KEY, UNKNOWN_KEY, UNREADABLE, MISSING, TOO_MANY = 1, 2, 3, 10, 22
SERVICES = [service.name for service in PLATFORM.surfaces[0].operations if not service.traits.get("apelido")]
NUL = "\\u0000"
CODE = re.compile(r'(?:"codigo_erro": |<codigo_erro>)(\d+)')


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
    made.snapshot("pronto")
    return made


@pytest.fixture(scope="module")
def token(world):
    return world.view("tiny", "credenciais", {})["token"]


@pytest.fixture
def fresh(site, world):
    return lambda: world.restore("pronto")


def documents(description: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Texts of JSON documents that a schema admits."""
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    paths = {
        "/": {"post": {"operationId": "document", "requestBody": body, "responses": {"200": {"description": "."}}}}
    }
    lone = {"openapi": "3.1.0", "info": description["info"], "paths": paths, "components": description["components"]}
    strategy = schemathesis.openapi.from_dict(lone)["/"]["POST"].as_strategy(generation_mode=GenerationMode.POSITIVE)
    # A NUL makes any document unreadable, which no schema says.
    return strategy.map(lambda case: json.dumps(case.body, ensure_ascii=False)).filter(lambda text: NUL not in text)


def with_documents(description: dict[str, Any]) -> dict[str, Any]:
    """The contract whose form fields with a document inside are written by the schema of the document."""
    for path, methods in description["paths"].items():
        for form in methods.get("post", {}).get("requestBody", {}).get("content", {}).values():
            form["schema"] = resolved(form["schema"], description)
            form["schema"].get("properties", {}).pop("token", None)
            for name, field in form["schema"].get("properties", {}).items():
                if "contentSchema" in field:
                    field["format"] = f"document {path} {name}"
                    schemathesis.openapi.format(field["format"], documents(description, field.pop("contentSchema")))
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


def test_every_request_is_answered_as_the_contract_says(fuzz, schema, world, fresh, operation_id, mode):
    def envelope(case, answer):
        (exchange,) = world.journal.find(newest=True, limit=1)
        if case.meta.generation.mode.is_negative:
            assert codes(answer) or exchange.findings or not is_bad(case, answer)
        else:
            assert not codes(answer) & {NO_KEY, UNKNOWN_KEY, UNREADABLE, TOO_MANY}
            assert MISSING not in codes(answer) or not given(case)

    before = world.journal.last

    fuzz(schema, operation_id, mode, fresh, envelope, spared=spared)

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
