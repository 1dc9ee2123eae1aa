"""The bytes of Tiny's JSON are those that PHP's json_encode would write."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homologa.simulators.tiny.php import json_encode

LAW = settings(max_examples=200, deadline=None, derandomize=True, database=None)
SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    SCALARS | st.text(), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)
WRITTEN = [
    ({"status": "OK", "n": [1, 2]}, '{"status":"OK","n":[1,2]}'),
    ("https://a/b", r'"https:\/\/a\/b"'),
    ("Ação 😀 — ™", r'"A\u00e7\u00e3o \ud83d\ude00 \u2014 \u2122"'),
    ('"\\\b\f\n\r\t\x01', r'"\"\\\b\f\n\r\t\u0001"'),
    ("<b>&'\x7f", '"<b>&\'\x7f"'),
    ({"a/b": "é"}, r'{"a\/b":"\u00e9"}'),
    (10.0, "10"),
    (0.0, "0"),
    (-0.0, "-0"),
    (12.5, "12.5"),
    (0.1, "0.1"),
    (0.0001, "0.0001"),
    (0.00001, "1.0e-5"),
    (-1.25e-7, "-1.25e-7"),
    (1e15, "1000000000000000"),
    (1e16, "10000000000000000"),
    (1e17, "1.0e+17"),
    (1.5e22, "1.5e+22"),
    ({}, "[]"),
    ({"grade": {}}, '{"grade":[]}'),
    ({"0": "a", "1": "b"}, '["a","b"]'),
    ({"1": "a"}, '{"1":"a"}'),
    ({"0": "a", "2": "b"}, '{"0":"a","2":"b"}'),
    ([None, True, False, 7], "[null,true,false,7]"),
]


@pytest.mark.fact("tiny-api2", 56)
@pytest.mark.parametrize(("value", "text"), WRITTEN)
def test_a_value_is_written_as_php_writes_it(value, text):
    assert json_encode(value) == text


@LAW
@given(VALUES)
def test_what_is_written_reads_back(value):
    def same(one, other):
        if isinstance(one, dict) and isinstance(other, list):
            one = list(one.values())
        if isinstance(one, dict | list):
            keys = one if isinstance(one, dict) else range(len(one))
            return len(one) == len(other) and all(same(one[key], other[key]) for key in keys)
        return one == other or (isinstance(one, float) and math.isclose(one, other))

    assert same(value, json.loads(json_encode(value)))


@pytest.mark.fact("tiny-api2", 56)
def test_an_answer_is_compact_and_escaped(account):
    id_produto = account.include(nome="Pão/água", preco=10, variacoes=[{"variacao": {"codigo": "V", "preco": 1}}])

    text = account.call("produto.obter.php", id=id_produto).text

    assert text.startswith('{"retorno":{"status_processamento":"3","status":"OK","produto":{"id":"')
    assert r'"nome":"P\u00e3o\/\u00e1gua"' in text
    assert r'"data_criacao":"03\/11\/2026 09:00:00"' in text
    assert '"preco":10,' in text
    assert '"grade":[]' in text
    assert text.isascii()


@pytest.mark.fact("tiny-api2", 56)
def test_the_success_of_a_writing_is_found_in_its_text(account):
    record = {"nome": "Caneca", "unidade": "UN", "preco": 10, "origem": "0", "situacao": "A", "tipo": "P"}

    text = account.call("produto.incluir.php", produto=json.dumps({"produto": record})).text

    assert '"status":"OK"' in text


@pytest.mark.fact("tiny-api2", 56)
def test_a_refusal_before_any_account_is_written_alike(account):
    assert account.call("info.php", token="x").text == (
        '{"retorno":{"status_processamento":1,"status":"Erro","codigo_erro":2,"erros":[{"erro":"token invalido"}]}}'
    )


@pytest.mark.fact("tiny-api2", 56)
def test_a_notice_of_an_integration_is_written_alike(account, receiver, url):
    account.integrate(url_produtos=url)
    account.include(codigo="A/1", nome="Pão", preco=10)

    account.send("A/1")

    body = receiver.requests[-1][1].decode()
    assert body.startswith('{"versao":"1.0.1","cnpj":"')
    assert r'"nome":"P\u00e3o","codigo":"A\/1"' in body
    assert body == json_encode(json.loads(body))


@pytest.mark.fact("tiny-api2", 56)
def test_a_notice_of_the_account_is_written_alike(account, receiver, url):
    account.act("trocar_de_plano", plano="Impulsione")
    account.act("salvar_webhooks_da_conta", url_vendas=url)

    account.order(cliente={"nome": "João/Ana"})

    body = receiver.requests[-1][1].decode()
    assert r'"nome":"Jo\u00e3o\/Ana"' in body
    assert body == json_encode(json.loads(body))


def test_the_journal_finds_and_masks_what_is_escaped(account):
    account.order(cliente={"nome": "Água/Sal", "cpf_cnpj": "11.222.333/0001-81"}, numero_pedido_ecommerce="LOJA/1")

    account.call("pedidos.pesquisa.php", numeroEcommerce="LOJA/1")

    (read,) = account.world.journal(text="LOJA/1", operation="pedidos.pesquisa")
    assert r"LOJA\/1" in read["response"]["body"]
    account.read_order(str(account.view("lista_de_pedidos")[0]["id"]))
    (whole,) = account.world.journal(operation="pedido.obter")
    assert "11.222" not in whole["response"]["body"]
    assert "\\u00c1gua" not in whole["response"]["body"]
    assert "‹cnpj:" in whole["response"]["body"]
