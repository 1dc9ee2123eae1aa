"""Whatever stands in a document, the answer is one that the contract knows: `no_breach` judges each of them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

LAW = settings(max_examples=150, deadline=None, derandomize=True, database=None)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = {
    "produto.atualizar.estoque": (
        "estoque",
        lambda record: {"estoque": record},
        ("idProduto", "tipo", "data", "quantidade", "precoUnitario", "observacoes", "deposito"),
    ),
    "produto.atualizar.precos": (
        "precos",
        lambda record: {"precos": [record]},
        ("id", "preco", "preco_promocional"),
    ),
    "tag.incluir": ("tag", lambda record: {"tags": [{"tag": record}]}, ("sequencia", "nome", "id_grupo")),
    "tag.alterar": ("tag", lambda record: {"tags": [{"tag": record}]}, ("sequencia", "id", "nome", "id_grupo")),
    "grupo.tag.incluir": ("grupo", lambda record: {"grupo": record}, ("sequencia", "nome")),
    "grupo.tag.alterar": ("grupo", lambda record: {"grupo": record}, ("sequencia", "id", "nome")),
}


@pytest.mark.parametrize("service", DOCUMENTS)
def test_any_value_of_any_field_gets_an_answer(account, service):
    parameter, wrapped, names = DOCUMENTS[service]
    account.act("incluir_grupo_de_tags", nome="Estações")
    number = account.act("incluir_tag", nome="Verão")["id"]
    good = {"idProduto": account.include(codigo="A"), "quantidade": 1, "preco": 1, "sequencia": 1, "nome": "X"}
    good["id"] = good["idProduto"] if parameter == "precos" else number

    @LAW
    @given(st.sampled_from(names), JSON)
    def law(name, value):
        for document in (wrapped({**good, name: value}), wrapped(value), value):
            answer = account.answer(service, **{parameter: json.dumps(document)})
            assert answer["status"] in ("OK", "Erro")

    law()
