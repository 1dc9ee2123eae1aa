import pytest

from homologa.simulators.control.client import ScreenRefused


@pytest.fixture
def lists(account):
    """A list with a discount and one with an addition; gives their ids."""
    return [
        account.act("incluir_lista_de_precos", descricao=name, acrescimo_desconto=percent)["id"]
        for name, percent in (("Atacado", -10), ("Marketplaces", "12,5"))
    ]


def rows(answer):
    assert answer["status"] == "OK", answer
    return [row["registro"] for row in answer["registros"]]


@pytest.mark.fact("tiny-api2", 29)
def test_a_discount_is_negative(account, lists):
    answer = account.answer("listas.precos.pesquisa")

    assert (answer["status_processamento"], answer["pagina"], answer["numero_paginas"]) == (3, 1, 1)
    assert rows(answer) == [
        {"id": lists[0], "descricao": "Atacado", "acrescimo_desconto": -10},
        {"id": lists[1], "descricao": "Marketplaces", "acrescimo_desconto": 12.5},
    ]


def test_lists_are_found_by_a_part_of_the_description(account, lists):
    assert [row["id"] for row in rows(account.answer("listas.precos.pesquisa.php", pesquisa="market"))] == [lists[1]]


@pytest.mark.fact("tiny-api2", 16)
def test_lists_have_pages_of_a_hundred(account, refused):
    refused(account.call("listas.precos.pesquisa"), 20, 2)
    for number in range(101):
        account.act("incluir_lista_de_precos", descricao=f"Lista {number}")

    pages = [account.answer("listas.precos.pesquisa", pagina=str(page)) for page in (1, 2)]

    assert [len(rows(page)) for page in pages] == [100, 1]
    assert len({row["id"] for page in pages for row in rows(page)}) == 101
    refused(account.call("listas.precos.pesquisa", pagina="3"), 23, 2)


@pytest.mark.fact("tiny-api2", 29)
def test_exceptions_need_the_list(account, lists, refused):
    response = account.call("listas.precos.excecoes")

    assert refused(response, 10, 2) == ["O parâmetro idListaPreco deve ser informado"]


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("number", ["9", "x"])
def test_exceptions_of_an_unknown_list_are_code_32(account, lists, refused, number):
    response = account.call("listas.precos.excecoes", idListaPreco=number)

    assert refused(response, 32, 2) == ["Lista de preços não localizada"]


@pytest.fixture
def exceptions(account, lists):
    """Two products with prices of their own in the first list; gives their ids."""
    ids = [int(account.include(codigo=code, preco=100)) for code in ("A", "B")]
    account.act("incluir_excecao_de_preco", lista="Atacado", codigo="A", preco=70, preco_promocional=65)
    account.act("incluir_excecao_de_preco", lista="Atacado", codigo="B", preco=80)
    return ids


@pytest.mark.fact("tiny-api2", 29)
def test_exceptions_have_the_prices_of_their_products(account, lists, exceptions):
    answer = account.answer("listas.precos.excecoes", idListaPreco=str(lists[0]))

    assert (answer["pagina"], answer["numero_paginas"]) == (1, 1)
    assert [{**row, "id": 0} for row in rows(answer)] == [
        {"id": 0, "id_lista_preco": lists[0], "id_produto": exceptions[0], "preco": 70, "preco_promocional": 65},
        {"id": 0, "id_lista_preco": lists[0], "id_produto": exceptions[1], "preco": 80, "preco_promocional": 0},
    ]


def test_exceptions_of_one_product(account, lists, exceptions, refused):
    query = {"idListaPreco": str(lists[0])}

    (only,) = rows(account.answer("listas.precos.excecoes", **query, idProduto=str(exceptions[1])))

    assert only["id_produto"] == exceptions[1]
    for number in ("9", "x"):
        refused(account.call("listas.precos.excecoes", **query, idProduto=number), 20, 2)
    refused(account.call("listas.precos.excecoes", **query, pagina="2"), 23, 2)
    refused(account.call("listas.precos.excecoes", idListaPreco=str(lists[1])), 20, 2)


def test_a_search_computes_prices_by_the_list(account, lists, exceptions):
    account.include(codigo="C", preco="49.99", preco_promocional="39.9")

    found = account.rows(idListaPreco=str(lists[0]))

    assert [(row["codigo"], row["preco"], row["preco_promocional"]) for row in found] == [
        ("A", 70, 65),
        ("B", 80, 0),
        ("C", 44.99, 35.91),
    ]
    assert [row["preco"] for row in account.rows(idListaPreco=str(lists[1]))] == [112.5, 112.5, 56.24]
    assert [row["preco"] for row in account.rows()] == [100, 100, 49.99]


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("number", ["9", "x"])
def test_a_search_by_an_unknown_list_is_code_32(account, lists, exceptions, refused, number):
    refused(account.call("produtos.pesquisa", idListaPreco=number), 32, 2)


def test_a_person_changes_lists_and_exceptions(account, lists, exceptions):
    account.act("alterar_lista_de_precos", descricao="Atacado", acrescimo_desconto=-50)
    account.act("incluir_excecao_de_preco", lista="Atacado", codigo="A", preco=60)
    account.act("excluir_excecao_de_preco", lista="Atacado", codigo="B")

    (wholesale, _) = account.view("listas_de_precos_da_conta")
    assert wholesale["excecoes"] == [{"codigo": "A", "preco": 60, "preco_promocional": 0}]
    assert [row["preco"] for row in account.rows(idListaPreco=str(lists[0]))] == [60, 50]


@pytest.mark.parametrize(
    ("action", "fields", "text"),
    [
        ("incluir_lista_de_precos", {"descricao": " "}, "deve ser informada"),
        ("incluir_lista_de_precos", {"descricao": "Atacado"}, "Já há uma lista"),
        ("incluir_lista_de_precos", {"descricao": "X", "acrescimo_desconto": -101}, "não pode passar de 100%"),
        ("alterar_lista_de_precos", {"descricao": "X", "acrescimo_desconto": 1}, "Não há lista"),
        ("incluir_excecao_de_preco", {"lista": "X", "codigo": "A", "preco": 1}, "Não há lista"),
        ("incluir_excecao_de_preco", {"lista": "Atacado", "codigo": "X", "preco": 1}, "Há 0 produtos"),
        ("excluir_excecao_de_preco", {"lista": "Marketplaces", "codigo": "A"}, "não tem exceção"),
    ],
)
def test_the_screen_refuses(account, exceptions, action, fields, text):
    with pytest.raises(ScreenRefused, match=text):
        account.act(action, **fields)
