import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.contracts.contract import MAX_FINDINGS, Contract
from homologa.simulators.kernel.operations import DecodedRequest

LONG = 'title: esperado texto de até 5 caracteres; veio "comprido"'
NOTE = {
    "type": "object",
    "required": ["title"],
    "additionalProperties": False,
    "properties": {"title": {"type": "string", "maxLength": 5}, "tags": {"type": "array", "items": {"type": "string"}}},
}
DESCRIPTION = {
    "paths": {
        "/notes/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "get": {
                "operationId": "notes.get",
                "parameters": [
                    {"name": "deep", "in": "query", "schema": {"type": "boolean"}},
                    {"name": "size", "in": "query", "schema": {"$ref": "#/components/schemas/Size"}},
                    {"name": "X-Who", "in": "header", "required": True, "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Note"}}}},
                    "204": {"description": "nothing"},
                    "404": {"$ref": "#/components/responses/Lost"},
                },
            },
            "put": {
                "operationId": "notes.put",
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Note"}}},
                },
                "responses": {},
            },
        },
        "/form": {
            "post": {
                "operationId": "form.post",
                "x-homologa": {"operation": "form"},
                "requestBody": {
                    "content": {
                        "application/x-www-form-urlencoded": {
                            "schema": {
                                "type": "object",
                                "required": ["note"],
                                "properties": {
                                    "note": {
                                        "type": "string",
                                        "contentMediaType": "application/json",
                                        "contentSchema": {"$ref": "#/components/schemas/Note"},
                                    }
                                },
                            }
                        }
                    }
                },
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {
                                "schema": {"oneOf": [{"$ref": "#/components/schemas/Note"}, {"type": "integer"}]}
                            }
                        }
                    }
                },
            },
            "get": {"operationId": "form.get", "x-homologa": {"operation": "form"}, "responses": {}},
        },
    },
    "components": {
        "parameters": {"Id": {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}},
        "schemas": {"Note": NOTE, "Size": {"type": "number", "maximum": 10}},
        "responses": {"Lost": {"content": {"application/json": {"schema": {"const": "lost"}}}}},
    },
}
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def judge():
    return Contract(DESCRIPTION)


def asked(judge, operation, method="GET", **parts):
    return judge.request_findings(operation, method, DecodedRequest(**parts))


def test_a_request_that_keeps_the_contract_has_no_findings(judge):
    parameters = {"id": "7", "deep": "true", "size": "1.5"}

    assert asked(judge, "notes.get", parameters=parameters) == []
    assert asked(judge, "notes.put", "PUT", parameters={"id": 7}, body={"title": "a"}) == []


@pytest.mark.parametrize(
    ("parameters", "finding"),
    [
        ({}, "id: campo obrigatório que não veio"),
        ({"id": "sete"}, 'id: esperado número inteiro; veio "sete"'),
        ({"id": "7", "deep": "sim"}, 'deep: esperado verdadeiro ou falso; veio "sim"'),
        ({"id": "7", "size": "11"}, "size: esperado 10 ou menos; veio 11"),
    ],
)
def test_parameters_are_judged_as_what_they_are_meant_to_be(judge, parameters, finding):
    assert asked(judge, "notes.get", parameters=parameters) == [finding]


def test_a_parameter_that_the_contract_does_not_know_is_let_be(judge):
    assert asked(judge, "notes.get", parameters={"id": "7", "outro": "x"}) == []


def test_a_body_is_judged_field_by_field(judge):
    body = {"title": "comprido", "tags": ["a", 1], "cor": "azul"}

    findings = asked(judge, "notes.put", "PUT", parameters={"id": "7"}, body=body)

    assert sorted(finding.partition(":")[0] for finding in findings) == ["cor", "tags.1", "title"]


def test_findings_are_not_endless(judge):
    body = {"title": "a", "tags": list(range(50))}

    assert len(asked(judge, "notes.put", "PUT", parameters={"id": "7"}, body=body)) == MAX_FINDINGS


def test_a_document_inside_a_form_is_judged_by_the_schema_of_its_content(judge):
    def posted(document):
        return asked(judge, "form", "POST", body={"note": json.dumps(document)}, documents={"note": document})

    assert posted({"title": "a"}) == []
    assert posted({"title": "comprido"}) == [f"note.{LONG}"]
    assert posted({}) == ["note.title: campo obrigatório que não veio"]
    assert posted([]) == ["note: esperado objeto; veio []"]


def test_a_form_without_the_document_is_judged_as_a_form(judge):
    assert asked(judge, "form", "POST", body={}) == ["note: campo obrigatório que não veio"]


def test_a_document_of_which_the_contract_says_nothing_is_let_be(judge):
    assert asked(judge, "form", "POST", body={"note": "{}"}, documents={"outro": 1}) == []


def test_an_operation_is_judged_by_its_method(judge):
    assert asked(judge, "form", "POST", body={}) != []
    assert asked(judge, "form", "GET", body={}) == []
    assert asked(judge, "form", "HEAD", body={"note": "x"}) == []


def test_an_operation_that_the_contract_does_not_know(judge):
    assert asked(judge, "apagar") == judge.answer_findings("apagar", "GET", 200, {}) != []
    assert asked(judge, "apagar") == ["a operação apagar não está no contrato"]


@pytest.mark.parametrize(
    ("operation", "method", "status", "logical", "findings"),
    [
        ("notes.get", "GET", 200, {"title": "a"}, []),
        ("notes.get", "GET", 200, {}, ["title: campo obrigatório que não veio"]),
        ("notes.get", "GET", 204, None, []),
        ("notes.get", "GET", 404, "lost", []),
        ("notes.get", "GET", 404, "found", ['(raiz): esperado "lost"; veio "found"']),
        ("notes.get", "GET", 500, {}, ["o contrato de notes.get não prevê a resposta 500"]),
        ("form", "POST", 200, 3, []),
        ("form", "POST", 200, {"title": "comprido"}, [LONG]),
    ],
)
def test_answers_are_judged_by_their_status(judge, operation, method, status, logical, findings):
    assert judge.answer_findings(operation, method, status, logical) == findings


@given(st.dictionaries(st.sampled_from(["id", "deep", "size"]), st.text()), JSON)
def test_whatever_is_asked_it_has_an_opinion(judge, parameters, body):
    findings = asked(judge, "notes.put", "PUT", parameters=parameters, body=body)
    findings += asked(judge, "notes.get", parameters=parameters)

    assert all(isinstance(finding, str) for finding in findings)


@pytest.mark.parametrize("text", ["[" * 100_000, '"\\ud800"', "NaN", "1e999", "9" * 5000, "{}"])
def test_odd_numbers_are_findings_and_nothing_worse(judge, text):
    (finding,) = asked(judge, "notes.get", parameters={"id": text})

    assert finding.startswith("id: ")


OURS = files("homologa.simulators").joinpath("_openapi")


@pytest.mark.parametrize("name", sorted(path.name for path in OURS.iterdir()))
def test_every_contract_of_ours_compiles_whole(name):
    description = json.loads(OURS.joinpath(name).read_text(encoding="utf-8"))
    judge = Contract(description)

    for path in description["paths"].values():
        for method in path.keys() - {"parameters"}:
            described = path[method]
            operation = described.get("x-homologa", {}).get("operation", described["operationId"])
            judge.request_findings(operation, method, DecodedRequest({}, {}, {}))
            for status in described["responses"]:
                judge.answer_findings(operation, method, int(status), {})


@pytest.mark.parametrize(
    ("status", "logical", "findings"),
    [(200, "a", 0), (200, 1, 1), (299, 1, 0), (299, "a", 1), (500, True, 0), (500, "a", 1)],
)
def test_answers_are_told_by_status_by_class_or_by_default(status, logical, findings):
    kinds = {"200": "string", "2XX": "integer", "default": "boolean"}
    responses = {key: {"content": {"application/json": {"schema": {"type": kind}}}} for key, kind in kinds.items()}
    judge = Contract({"paths": {"/a": {"get": {"operationId": "a", "responses": responses}}}})

    assert len(judge.answer_findings("a", "GET", status, logical)) == findings
