import pytest


@pytest.fixture
def many(account):
    """201 products with the codes M-001 to M-201."""
    rows = [{"nome": f"Produto {n}", "codigo": f"M-{n:03}"} for n in range(1, 202)]
    account.act("importar_produtos", produtos=rows)
    return account


@pytest.mark.fact("tiny-api2", 19)
@pytest.mark.parametrize("text", ["AB-1", "ab-1", "B-1", "b-", "-1"])
def test_a_search_matches_by_part_of_the_code(account, text):
    for code in ("AB-1", "AB-10", "XY-2"):
        account.include(codigo=code)

    assert account.codes(pesquisa=text) == ["AB-1", "AB-10"]


@pytest.mark.fact("tiny-api2", 19)
@pytest.mark.parametrize("text", ["azul", "Caneca a", "ul gr", "AZUL", "ÁGUA", "água"])
def test_a_search_matches_by_part_of_the_name(account, text):
    account.include(nome="Caneca azul grande, para água", codigo="1")
    account.include(nome="Copo verde", codigo="2")

    assert account.codes(pesquisa=text) == ["1"]


@pytest.mark.parametrize("text", ['"', "'", "%", "_", "*", 'a" OR "b', "AND", "(", "codigo:", "\\", "^a", "-", "--"])
def test_a_search_takes_every_sign_for_itself(account, text):
    account.include(codigo="A", nome="nada de mais")
    account.include(codigo="B", nome=f"tem {text} aqui")

    assert account.codes(pesquisa=text) == ["B"]


@pytest.mark.fact("tiny-api2", 17, 58)
def test_a_row_has_its_id_as_recorded_or_as_documented(account):
    id_produto = account.include(preco="9.90")

    answer = account.answer("produtos.pesquisa")
    account.act("usar_tipos_documentados", usar=True)
    documented = account.answer("produtos.pesquisa")

    assert answer["produtos"][0]["produto"]["id"] == id_produto
    assert documented["produtos"][0]["produto"]["id"] == int(id_produto)
    assert documented["produtos"][0]["produto"]["preco"] == answer["produtos"][0]["produto"]["preco"] == 9.9
    assert documented["status_processamento"] == answer["status_processamento"] == 3


@pytest.mark.fact("tiny-api2", 58)
@pytest.mark.parametrize("documented", [True, False])
def test_every_other_search_has_numbers_under_both(account, documented):
    account.act("usar_tipos_documentados", usar=documented)
    account.act("incluir_contato", nome="Ana")
    account.act("incluir_grupo_de_tags", nome="G")
    account.act("incluir_tag", nome="T", grupo="G")
    account.act("incluir_lista_de_precos", descricao="L", acrescimo_desconto=-1)
    asked = {
        "contatos.pesquisa": ("contatos", "contato"),
        "tag.pesquisa": ("registros", "registro"),
        "grupo.tag.pesquisa": ("registros", "registro"),
        "listas.precos.pesquisa": ("registros", "registro"),
    }

    for service, (several, one) in asked.items():
        answer = account.answer(service)
        assert (type(answer["status_processamento"]), type(answer[several][0][one]["id"])) == (int, int), service


@pytest.mark.fact("tiny-api2", 19)
def test_pages_have_a_hundred_rows(many):
    pages = [many.answer("produtos.pesquisa", pagina=str(number)) for number in (1, 2, 3)]

    assert [len(page["produtos"]) for page in pages] == [100, 100, 1]
    assert [(page["pagina"], page["numero_paginas"]) for page in pages] == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("page", ["4", "0", "-1", "99999999999999999999"])
def test_a_page_past_the_end_is_code_23(many, refused, page):
    refused(many.call("produtos.pesquisa", pagina=page), 23, 2)


@pytest.mark.fact("tiny-api2", 16)
def test_an_empty_search_is_code_20(account, refused):
    account.include(codigo="A-1")

    answers = [account.call("produtos.pesquisa", pesquisa="não há", **page) for page in ({}, {"pagina": "2"})]

    for answer in answers:
        assert refused(answer, 20, 2) == ["A Consulta não retornou registros"]


@pytest.mark.fact("tiny-api2", 16)
def test_an_account_without_products_is_code_20(account, refused):
    assert refused(account.call("produtos.pesquisa"), 20, 2) == ["A Consulta não retornou registros"]


@pytest.mark.parametrize("page", ["", "x", "1.0", "²", "+"])
def test_a_page_that_is_no_number_is_the_first(many, page):
    assert many.answer("produtos.pesquisa", pagina=page)["pagina"] == 1


@pytest.mark.fact("tiny-api2", 19)
def test_parents_and_variations_are_separate_rows(account):
    account.include(codigo="CAM", variacoes=[{"variacao": {"codigo": f"CAM-{size}"}} for size in "PM"])
    account.include(codigo="SOL")

    kinds = {row["codigo"]: row["tipoVariacao"] for row in account.rows()}

    assert kinds == {"CAM": "P", "CAM-P": "V", "CAM-M": "V", "SOL": "N"}


@pytest.fixture
def each_situation(account):
    for code in ("ATI", "INA", "EXC"):
        account.include(codigo=code, situacao="I" if code == "INA" else "A")
    account.act("excluir_produto", codigo="EXC")
    return account


@pytest.mark.fact("tiny-api2", 19)
def test_without_situacao_active_and_inactive_are_listed(each_situation):
    assert each_situation.codes() == ["ATI", "INA"]


@pytest.mark.parametrize(("situation", "code"), [("A", "ATI"), ("I", "INA"), ("E", "EXC"), ("a", "ATI")])
def test_situacao_filters(each_situation, situation, code):
    (row,) = each_situation.rows(situacao=situation)

    assert (row["codigo"], row["situacao"]) == (code, situation.upper())


def test_an_unknown_situacao_finds_nothing(each_situation, refused):
    refused(each_situation.call("produtos.pesquisa", situacao="X"), 20, 2)


@pytest.mark.fact("tiny-api2", 19)
@pytest.mark.parametrize("filters", [{}, {"pesquisa": ""}])
def test_an_empty_pesquisa_lists_everything(account, filters):
    for code in ("A", "B", ""):
        account.include(codigo=code)

    assert account.codes(**filters) == ["A", "B", ""]


def test_gtin_filters_by_the_whole_of_it(account):
    account.include(codigo="A", gtin="7891234567895")
    account.include(codigo="B", gtin="789123456789")

    assert account.codes(gtin="7891234567895") == ["A"]
    assert account.answer("produtos.pesquisa", gtin="7891")["codigo_erro"] == 20


def test_data_criacao_leaves_out_what_is_older(account):
    account.include(codigo="ANTIGO")
    account.world.advance(seconds=3600)
    account.include(codigo="NOVO")

    assert account.codes(dataCriacao="03/11/2026 10:00:00") == ["NOVO"]
    assert account.codes(dataCriacao="03/11/2026 09:00:00") == ["ANTIGO", "NOVO"]
    assert account.codes(dataCriacao="03/11/2026") == ["ANTIGO", "NOVO"]


@pytest.mark.parametrize("moment", ["2026-11-03", "32/01/2026", "03/11/2026 25:00:00", "ontem"])
def test_a_bad_data_criacao_is_a_validation_error(account, refused, moment):
    assert refused(account.call("produtos.pesquisa", dataCriacao=moment), 31, 2) == ["A data de criação é inválida"]


@pytest.mark.fact("tiny-api2", 17)
def test_a_row_of_a_search_has_its_id_as_text_and_brazilian_dates(account):
    id_produto = account.include(codigo="123", preco="49.9", preco_promocional=40, preco_custo="12.5", gtin="789")

    (row,) = account.rows()

    assert row == {
        "id": id_produto,
        "data_criacao": "03/11/2026 09:00:00",
        "nome": "Caneca",
        "codigo": "123",
        "preco": 49.9,
        "preco_promocional": 40,
        "preco_custo": 12.5,
        "preco_custo_medio": 0,
        "unidade": "UN",
        "gtin": "789",
        "tipoVariacao": "N",
        "localizacao": "",
        "situacao": "A",
    }


@pytest.mark.parametrize("parameters", [{"situacao": "X"}, {"pagina": "x"}, {"dataCriacao": "03/11/2026"}])
def test_what_the_contract_does_not_know_is_reported(account, parameters):
    account.include()
    account.call("produtos.pesquisa", **parameters)

    assert account.world.journal(operation="produtos.pesquisa")[-1]["findings"]
