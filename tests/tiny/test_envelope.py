import json

import pytest

GOOD = {"nome": "Caneca", "unidade": "UN", "preco": 10, "origem": "0", "situacao": "A", "tipo": "P"}


@pytest.mark.fact("tiny-api2", 11)
@pytest.mark.parametrize("service", ["info", "produtos.pesquisa", "produto.incluir", "produto.alterar"])
def test_status_processamento_is_an_int(account, service):
    id_produto = account.include(codigo="A-1")
    good = json.dumps({"produto": {"sequencia": 1, "id": id_produto, **GOOD}})
    bad = json.dumps({"produto": {"sequencia": 1, "id": "9", "nome": "", "preco": "x"}})

    answers = [account.answer(service, produto=text, pagina=page) for text, page in ((good, "1"), (bad, "2"))]
    refused = account.answer(service, token="x")

    assert answers[0]["status_processamento"] == 3
    assert answers[1]["status_processamento"] in ((3,) if service == "info" else (2,))
    assert refused["status_processamento"] == 1


@pytest.mark.fact("tiny-api2", 11)
def test_status_processamento_is_a_string_in_obter(account):
    id_produto = account.include()

    answers = [account.answer("produto.obter", **options) for options in ({"id": id_produto}, {"id": "9"}, {})]
    refused = account.answer("produto.obter", token="x")

    assert [answer["status_processamento"] for answer in (*answers, refused)] == ["3", "2", "2", "1"]


@pytest.mark.fact("tiny-api2", 12)
def test_codigo_erro_is_an_int_at_the_top(account):
    answers = [
        account.answer("info", token="x"),
        account.answer("produtos.pesquisa"),
        account.answer("produto.obter.estoque", id="9"),
        account.answer("produto.incluir", produto="{"),
    ]

    assert [answer["codigo_erro"] for answer in answers] == [2, 20, 32, 3]


READINGS = ["produto", "contato", "pedido", "nota.fiscal", "conta.receber", "conta.pagar", "expedicao", "separacao"]


@pytest.mark.fact("tiny-api2", 11, 12, 58)
@pytest.mark.parametrize("suffix", ["", ".php"])
@pytest.mark.parametrize("what", [*READINGS, "formas.envio"])
def test_both_codes_of_a_refused_reading_are_text(account, what, suffix):
    names = {"expedicao": "idExpedicao", "separacao": "idSeparacao", "formas.envio": "idFormaEnvio"}

    unknown = account.answer(f"{what}.obter{suffix}", **{names.get(what, "id"): "9"})
    missing = account.answer(f"{what}.obter{suffix}")
    stranger = account.answer(f"{what}.obter{suffix}", token="x")

    codes = [(answer["status_processamento"], answer["codigo_erro"]) for answer in (unknown, missing, stranger)]
    assert codes == [("2", "32"), ("2", "10"), ("1", "2")]


@pytest.mark.fact("tiny-api2", 11)
@pytest.mark.parametrize("service", ["pedidos.pesquisa", "notas.fiscais.pesquisa"])
def test_a_search_refused_before_any_account_has_the_recorded_types(account, service):
    answer = account.answer(service, token="x")

    assert (answer["status_processamento"], answer["codigo_erro"]) == ("1", 2)


@pytest.mark.fact("tiny-api2", 12)
def test_codigo_erro_is_a_string_inside_registro(account):
    invalid = account.try_include(nome="")
    unknown = account.try_alter(id="9")

    assert [invalid["codigo_erro"], unknown["codigo_erro"]] == ["31", "32"]


def test_a_batch_that_is_all_refused_has_no_code_at_the_top(account):
    answer = account.write("produto.incluir", {"sequencia": 1})

    assert (answer["status_processamento"], answer["status"]) == (2, "Erro")
    assert "codigo_erro" not in answer
    assert "erros" not in answer
