import json
from importlib.resources import files

import jsonschema_rs
import pytest

from homologa.simulators.kernel.contracts import wording

OURS = files("homologa.simulators").joinpath("_openapi")
CONTRACTS = sorted(path.name for path in OURS.iterdir())
TOLD_APART = {"required", *wording.UNEXPECTED}
SILENT = {"contentMediaType", "contentEncoding"}
"""What a validator takes for a comment."""


def told(schema, value, inside=""):
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    return [text for error in validator.iter_errors(value) for text in wording.findings(error, inside)]


@pytest.mark.parametrize(
    ("schema", "value", "text"),
    [
        ({"type": "integer"}, "a", '(raiz): esperado número inteiro; veio "a"'),
        ({"type": ["null", "string", "number"]}, [], "(raiz): esperado texto, número ou nulo; veio []"),
        ({"enum": ["S", "N"]}, "X", '(raiz): esperado "S" ou "N"; veio "X"'),
        ({"const": 1}, 2, "(raiz): esperado 1; veio 2"),
        ({"format": "date"}, "hoje", '(raiz): esperado o formato date; veio "hoje"'),
        ({"pattern": "^a"}, "b", '(raiz): esperado texto no padrão ^a; veio "b"'),
        ({"minLength": 1}, "", '(raiz): esperado texto de 1 ou mais caracteres; veio ""'),
        ({"maxLength": 2}, "abc", '(raiz): esperado texto de até 2 caracteres; veio "abc"'),
        ({"minItems": 2}, [1], "(raiz): esperado lista de 2 ou mais itens; veio [1]"),
        ({"maxItems": 1}, [1, 2], "(raiz): esperado lista de até 1 itens; veio [1, 2]"),
        ({"minProperties": 1}, {}, "(raiz): esperado objeto de 1 ou mais campos; veio {}"),
        ({"maxProperties": 1}, {"a": 1, "b": 2}, '(raiz): esperado objeto de até 1 campos; veio {"a": 1, "b": 2}'),
        ({"minimum": 2}, 1, "(raiz): esperado 2 ou mais; veio 1"),
        ({"maximum": 2}, 3, "(raiz): esperado 2 ou menos; veio 3"),
        ({"exclusiveMinimum": 0}, 0, "(raiz): esperado mais de 0; veio 0"),
        ({"exclusiveMaximum": 0}, 0, "(raiz): esperado menos de 0; veio 0"),
        ({"multipleOf": 2}, 3, "(raiz): esperado múltiplo de 2; veio 3"),
        ({"uniqueItems": True}, [1, 1], "(raiz): esperado lista sem itens repetidos; veio [1, 1]"),
        ({"not": {}}, 1, "(raiz): esperado outro valor; veio 1"),
        (False, 1, "(raiz): esperado nada aqui; veio 1"),
        (
            {"contains": {"type": "string"}},
            [1],
            "(raiz): esperado outra quantidade de itens do tipo previsto; veio [1]",
        ),
        ({"oneOf": [{}, {}]}, 1, "(raiz): esperado uma só das formas previstas; veio 1"),
        ({"required": ["nome"]}, {}, "nome: campo obrigatório que não veio"),
        ({"propertyNames": {"maxLength": 1}}, {"ab": 1}, '(raiz): esperado outros nomes de campos; veio {"ab": 1}'),
    ],
)
def test_field_expected_and_found_are_told(schema, value, text):
    assert told(schema, value) == [text]


@pytest.mark.parametrize("keyword", sorted(wording.UNEXPECTED))
def test_each_field_too_many_is_told(keyword):
    assert told({"properties": {"a": {}}, keyword: False}, {"a": 1, "b": "x", "c": None}) == [
        'b: campo que o contrato não prevê; veio "x"',
        "c: campo que o contrato não prevê; veio null",
    ]


def test_the_place_is_a_path():
    schema = {"properties": {"itens": {"items": {"properties": {"preco": {"type": "number"}}}}}}

    assert told(schema, {"itens": [{}, {"preco": "caro"}]}, "pedido") == [
        'pedido.itens.1.preco: esperado número; veio "caro"'
    ]


def test_of_several_shapes_the_nearest_is_told():
    shapes = [{"type": "null"}, {"type": "object", "properties": {"nome": {"type": "string"}}}]

    assert told({"oneOf": shapes}, {"nome": 1}) == ["nome: esperado texto; veio 1"]


def test_a_long_value_is_cut():
    (text,) = told({"type": "integer"}, "x" * 500)

    assert text.endswith("x…")
    assert len(text) < 150


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_keyword_of_our_contracts_has_words(name):
    judged = vars(jsonschema_rs.ValidationErrorKind).keys() - {"name", "value", "as_dict"}
    known = {kind[0].lower() + kind[1:] for kind in judged} | {"const", "required"}
    used = set(keywords(json.loads(OURS.joinpath(name).read_text(encoding="utf-8"))))

    assert used & known - TOLD_APART - SILENT <= wording.EXPECTED.keys()


def keywords(node):
    if isinstance(node, dict):
        for name, inner in node.items():
            yield name
            yield from keywords(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from keywords(inner)
