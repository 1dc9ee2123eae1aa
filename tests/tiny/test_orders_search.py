import pytest

PER_PAGE = 100
ITEM = {"codigo": "A", "descricao": "Caneca", "unidade": "UN", "quantidade": 1, "valor_unitario": 10}


@pytest.fixture
def search(account):
    def found(**filters):
        answer = account.answer("pedidos.pesquisa.php", **filters)
        return [row["pedido"] for row in answer.get("pedidos", [])]

    return found


@pytest.fixture
def numbers(search):
    return lambda **filters: [int(row["numero"]) for row in search(**filters)]


@pytest.mark.fact("tiny-api2", 32)
def test_a_search_needs_a_filter_unless_the_account_lists(account, refused, numbers):
    account.order()

    refused(account.call("pedidos.pesquisa.php"), 10, "2")
    refused(account.call("pedidos.pesquisa.php", pesquisa="", pagina="1", sort="DESC"), 10, "2")
    refused(account.call("pedidos.pesquisa.php", dataInicialOcorrencia="01/01/2020"), 10, "2")
    account.act("exigir_filtro_de_pedidos", exigir=False)
    assert numbers() == [4711]


@pytest.mark.fact("tiny-api2", 17)
@pytest.mark.fact("tiny-api2", 32)
def test_a_row_carries_no_items_and_tells_the_situation_in_words(account, search):
    number = account.order(
        numero_pedido_ecommerce="P-1", data_pedido="09/03/2026", situacao="aprovado", valor_frete=2.5
    )

    assert search(numero="4711") == [
        {
            "id": number,
            "numero": "4711",
            "numero_ecommerce": "P-1",
            "data_pedido": "09/03/2026",
            "data_prevista": "",
            "nome": "Maria Silva",
            "valor": 23.5,
            "id_vendedor": "0",
            "nome_vendedor": "",
            "situacao": "Aprovado",
            "codigo_rastreamento": "",
            "url_rastreamento": "",
        }
    ]


@pytest.mark.fact("tiny-api2", 11, 17, 58)
def test_an_order_of_no_ecommerce_has_null_and_pages_are_numbers(account):
    account.order()

    answer = account.answer("pedidos.pesquisa.php", numero="4711")

    assert answer["pedidos"][0]["pedido"]["numero_ecommerce"] is None
    assert (answer["status_processamento"], answer["pagina"], answer["numero_paginas"]) == ("3", 1, 1)


@pytest.mark.fact("tiny-api2", 11, 17, 58)
def test_with_the_documented_types_the_numbers_of_a_row_are_numbers(account, search, refused):
    account.act("usar_tipos_documentados", usar=True)
    seller = account.act("incluir_vendedor", nome="José")["id"]
    number = account.order(id_vendedor=seller)

    (row,) = search(numero="4711")

    assert (row["id"], row["numero"], row["id_vendedor"]) == (int(number), 4711, seller)
    assert row["numero_ecommerce"] == ""
    assert account.answer("pedidos.pesquisa", numero="4711")["status_processamento"] == 3
    refused(account.call("pedidos.pesquisa", numero="1"), 20, 2)


@pytest.fixture
def two(account):
    """Two orders with nothing in common; gives the seller of the second and the moment at which it was made."""
    seller = account.act("incluir_vendedor", nome="José Antônio")["id"]
    account.order(
        cliente={"nome": "Ana Souza", "codigo": "C-1", "cpf_cnpj": "987.654.321-00"},
        data_pedido="01/03/2026",
        numero_pedido_ecommerce="P-1",
        marcadores=[{"marcador": {"descricao": "VIP"}}],
    )
    moment = account.world.advance(seconds=86_400)
    account.order(data_pedido="05/03/2026", numero_pedido_ecommerce="P-10", situacao="aprovado", id_vendedor=seller)
    return seller, moment


def test_every_filter(two, numbers):
    seller, moment = two

    assert numbers(numero="4712") == [4712]
    assert numbers(cliente="souza") == numbers(cliente="C-1") == [4711]
    assert numbers(cpf_cnpj="98765432100") == numbers(cpf_cnpj="987.654.321-00") == [4711]
    assert numbers(dataInicial="01/03/2026") == [4711, 4712]
    assert numbers(dataInicial="02/03/2026") == numbers(dataInicial="05/03/2026", dataFinal="05/03/2026") == [4712]
    assert numbers(dataFinal="04/03/2026") == [4711]
    assert numbers(dataAtualizacao=moment.strftime("%d/%m/%Y %H:%M:%S")) == [4712]
    assert numbers(situacao="aprovado") == [4712]
    assert numbers(numeroEcommerce="P-1") == [4711]
    assert numbers(idVendedor=seller) == numbers(nomeVendedor="jose antonio") == [4712]
    assert numbers(marcador="vip") == [4711]
    assert numbers(marcador="VI") == numbers(situacao="aprovado", marcador="vip") == []


def test_the_order_of_the_rows(two, numbers):
    assert numbers(dataInicial="01/03/2026", sort="desc") == [4712, 4711]
    assert numbers(dataInicial="01/03/2026", sort="ASC") == [4711, 4712]


def test_a_change_brings_an_order_into_the_updates(account, two, numbers):
    moment = account.world.advance(seconds=3600).strftime("%d/%m/%Y %H:%M:%S")
    assert numbers(dataAtualizacao=moment) == []

    account.act("incluir_marcador_no_pedido", pedido=4711, marcador="novo")

    assert numbers(dataAtualizacao=moment) == [4711]


def test_occurrences_tell_when_an_order_came_to_a_situation(account, numbers):
    account.order()
    first = account.world.advance(seconds=86_400)
    account.act("mudar_situacao_do_pedido", pedido=4711, situacao="Aprovado")
    second = account.world.advance(seconds=86_400)
    account.act("mudar_situacao_do_pedido", pedido=4711, situacao="Enviado")
    every = {"cliente": "maria"}
    day, next_day = (f"{moment:%d/%m/%Y}" for moment in (first, second))

    assert numbers(**every, dataInicialOcorrencia=day, dataFinalOcorrencia=day, situacaoOcorrencia="aprovado") == [4711]
    assert numbers(**every, dataInicialOcorrencia=next_day, situacaoOcorrencia="aprovado") == []
    assert numbers(**every, dataInicialOcorrencia=next_day) == [4711]


@pytest.mark.parametrize(
    "wrong",
    [
        {"situacao": "Aprovado!"},
        {"dataInicial": "2026-03-01"},
        {"dataFinal": "30/02/2026"},
        {"dataAtualizacao": "ontem"},
        {"numero": "1", "situacaoOcorrencia": "aprovado"},
        {"numero": "1", "sort": "LADO"},
    ],
)
def test_a_filter_that_cannot_be_read_is_31(account, refused, wrong):
    refused(account.call("pedidos.pesquisa.php", **wrong), 31, "2")


@pytest.mark.fact("tiny-api2", 16)
def test_none_and_a_page_past_the_end(account, refused):
    refused(account.call("pedidos.pesquisa.php", situacao="aberto"), 20, "2")
    account.order()
    refused(account.call("pedidos.pesquisa.php", situacao="aberto", pagina="2"), 23, "2")


@pytest.mark.parametrize("sort", ["ASC", "DESC"])
def test_pages_partition_the_orders(account, numbers, sort):
    items = [{"codigo": "A", "descricao": "Caneca", "quantidade": 1, "valor": 10}]
    made = [account.act("incluir_pedido", cliente="Maria", itens=items)["numero"] for _ in range(PER_PAGE + 3)]

    pages = [numbers(situacao="aberto", sort=sort, pagina=str(page)) for page in (1, 2)]

    assert [len(page) for page in pages] == [PER_PAGE, 3]
    assert [*pages[0], *pages[1]] == (made if sort == "ASC" else made[::-1])


def test_the_undocumented_name_needs_the_switch(account, refused):
    assert account.call("pedidos.pesquisar").status_code == 404
    account.act("aceitar_apelidos", aceitar=True)
    refused(account.call("pedidos.pesquisar"), 10, "2")
