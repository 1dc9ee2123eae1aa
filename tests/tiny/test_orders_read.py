import pytest

ITEM = {"codigo": "A", "descricao": "Caneca", "unidade": "UN", "quantidade": "1.5", "valor_unitario": "10.555"}
CLIENT = {
    "nome": "Maria Silva",
    "cpf_cnpj": "12345678909",
    "endereco": "Rua A",
    "numero": "10",
    "cep": "01310100",
    "cidade": "sao paulo",
    "uf": "SP",
    "fone": "11988887777",
}
FIELDS = [
    *("id", "numero", "numero_ecommerce", "data_pedido", "data_prevista", "data_faturamento", "data_envio"),
    *("data_entrega", "id_lista_preco", "descricao_lista_preco", "cliente", "itens", "condicao_pagamento"),
    *("forma_pagamento", "meio_pagamento", "parcelas", "marcadores", "nome_transportador", "frete_por_conta"),
    *("forma_frete", "valor_frete", "valor_desconto", "outras_despesas", "total_produtos", "total_pedido", "situacao"),
    *("id_vendedor", "numero_ordem_compra", "obs", "obs_interna", "codigo_rastreamento", "url_rastreamento"),
    *("id_nota_fiscal", "deposito", "forma_envio", "ecommerce", "id_natureza_operacao", "pagamentos_integrados"),
]


@pytest.mark.fact("tiny-api2", 35)
def test_an_order_that_says_little_lacks_seller_intermediary_and_channel_alone(account):
    shown = account.read_order(account.order())

    assert list(shown) == FIELDS
    assert (shown["id_vendedor"], shown["id_nota_fiscal"], shown["deposito"]) == ("0", "0", "Geral")
    assert shown["parcelas"] == shown["marcadores"] == shown["pagamentos_integrados"] == []
    assert shown["meio_pagamento"] is None
    assert "canalVenda" not in shown["ecommerce"]


def test_seller_intermediary_and_channel_are_there_when_there_are_any(account):
    seller = account.act("incluir_vendedor", nome="José")["id"]
    sent = {"id_vendedor": seller, "intermediador": {"nome": "Mercado"}, "ecommerce": "Feira"}

    shown = account.read_order(account.order(**sent))

    assert (shown["nome_vendedor"], shown["ecommerce"]["canalVenda"]) == ("José", "Feira")
    assert shown["intermediador"] == {"nome": "Mercado", "cnpj": "", "cnpjPagamento": ""}


@pytest.mark.fact("tiny-api2", 11)
def test_the_state_is_text(account):
    assert account.answer("pedido.obter.php", id=account.order())["status_processamento"] == "3"


@pytest.mark.fact("tiny-api2", 17)
def test_scales_masks_ids_and_dates(account):
    shown = account.read_order(account.order(cliente=CLIENT, itens=[{"item": ITEM}], data_pedido="09/03/2026"))

    item, client = shown["itens"][0]["item"], shown["cliente"]
    assert (item["quantidade"], item["valor_unitario"]) == ("1.5000", "10.55500000")
    assert (client["cpf_cnpj"], client["cep"], client["fone"]) == ("123.456.789-09", "01310-100", "(11) 98888-7777")
    assert client["cidade"] == "sao paulo"
    assert {type(shown[name]) for name in ("id", "numero", "id_lista_preco")} == {str}
    assert (shown["data_pedido"], shown["data_prevista"]) == ("09/03/2026", "")


@pytest.mark.fact("tiny-api2", 35)
def test_the_total_is_products_freight_and_expenses_less_the_discount(account):
    shown = account.read_order(
        account.order(itens=[{"item": ITEM}], valor_frete="12.30", outras_despesas=1.2, valor_desconto="2.5")
    )

    assert (shown["total_produtos"], shown["total_pedido"]) == ("15.83000000", "26.83000000")
    assert (shown["valor_frete"], shown["outras_despesas"], shown["valor_desconto"]) == ("12.30", "1.20", 2.5)


@pytest.mark.fact("tiny-api2", 35)
def test_an_unknown_ecommerce_has_id_zero_and_no_name(account):
    sent = {"numero_pedido_ecommerce": "P-1", "id_ecommerce": 99, "ecommerce": "Feira"}

    assert account.read_order(account.order(**sent))["ecommerce"] == {
        "id": "0",
        "numeroPedidoEcommerce": "P-1",
        "numeroPedidoCanalVenda": "",
        "canalVenda": "Feira",
    }


@pytest.mark.fact("tiny-api2", 35)
def test_a_known_ecommerce_has_its_id_and_name(account):
    number = account.integrate()

    told = account.read_order(account.order(id_ecommerce=number, ecommerce="Feira"))["ecommerce"]

    assert (told["id"], told["nomeEcommerce"], told["canalVenda"]) == (str(number), "Loja", "Feira")


def test_an_address_of_delivery_is_shown_only_when_it_differs(account):
    same = {name: CLIENT[name] for name in ("endereco", "numero", "cep", "cidade", "uf")}
    other = {**same, "endereco": "Rua B", "nome_destinatario": "Ana"}

    assert "endereco_entrega" not in account.read_order(account.order(cliente=CLIENT, endereco_entrega=same))
    shown = account.read_order(account.order(cliente=CLIENT, endereco_entrega=other))["endereco_entrega"]
    assert (shown["endereco"], shown["nome_destinatario"], shown["cep"]) == ("Rua B", "Ana", "01310-100")


def test_everything_that_was_sent_comes_back(account):
    seller = account.act("incluir_vendedor", nome="José")["id"]
    prices = account.act("incluir_lista_de_precos", descricao="Atacado", acrescimo_desconto=-10)["id"]
    account.act("incluir_deposito", nome="Loja")
    sent = {
        "data_prevista": "12/03/2026",
        "id_lista_preco": prices,
        "nome_vendedor": "José",
        "nome_deposito": "Loja",
        "nome_transportador": "Expresso",
        "forma_pagamento": "boleto",
        "meio_pagamento": "Banco",
        "frete_por_conta": "D",
        "forma_envio": "c",
        "forma_frete": "PAC",
        "numero_ordem_compra": "OC-1",
        "numero_pedido_ecommerce": "P-1",
        "obs": "frágil",
        "obs_internas": "conferir",
        "id_natureza_operacao": 335,
        "intermediador": {"nome": "Mercado", "cnpj": "12.345.678/0001-95", "cnpjPagamento": "98.765.432/0001-98"},
    }

    shown = account.read_order(account.order(**sent))

    same = [name for name in sent if name in shown and name not in {"id_lista_preco", "forma_envio"}]
    assert {name: shown[name] for name in same} == {
        **{name: sent[name] for name in same},
        "id_natureza_operacao": "335",
    }
    assert (shown["id_vendedor"], shown["id_lista_preco"], shown["descricao_lista_preco"]) == (
        str(seller),
        str(prices),
        "Atacado",
    )
    assert (shown["deposito"], shown["forma_envio"]) == ("Loja", "C")
    assert (shown["numero_ecommerce"], shown["obs_interna"]) == ("P-1", "conferir")


def test_the_older_name_of_freight_on_the_sender(account):
    assert account.read_order(account.order(frete_por_conta="E"))["frete_por_conta"] == "R"


def test_the_day_of_a_parcel_comes_from_its_days_and_the_other_way_round(account):
    parcels = [{"parcela": {"dias": 30, "valor": 10}}, {"parcela": {"data": "08/05/2026", "valor": "11.00"}}]

    shown = account.read_order(account.order(data_pedido="09/03/2026", parcelas=parcels))

    assert [(row["parcela"]["dias"], row["parcela"]["data"], row["parcela"]["valor"]) for row in shown["parcelas"]] == [
        ("30", "08/04/2026", "10.00"),
        ("60", "08/05/2026", "11.00"),
    ]
    assert shown["condicao_pagamento"] == "30 60"


def test_payments_come_back_as_numbers_and_texts(account):
    sent = {"valor": "21.00", "tipo_pagamento": 17, "codigo_autorizacao": "x1", "codigo_bandeira": "1"}

    shown = account.read_order(account.order(pagamentos_integrados=[{"pagamento_integrado": sent}]))

    assert shown["pagamentos_integrados"] == [
        {
            "pagamento_integrado": {
                "valor": 21,
                "tipo_pagamento": 17,
                "cnpj_intermediador": "",
                "codigo_autorizacao": "x1",
                "codigo_bandeira": 1,
            }
        }
    ]


def test_markers_are_shared_by_their_description_in_any_case(account):
    first = account.read_order(account.order(marcadores=[{"marcador": {"descricao": "VIP"}}]))["marcadores"]
    second = account.read_order(account.order(marcadores=[{"marcador": {"descricao": "vip"}}]))["marcadores"]

    assert first == second == [{"marcador": {"id": first[0]["marcador"]["id"], "descricao": "VIP", "cor": "#808080"}}]


@pytest.mark.fact("tiny-api2", 16)
def test_an_order_that_is_not_there(account, refused):
    assert refused(account.call("pedido.obter.php", id="1"), 32, "2") == ["Pedido não localizado"]
    refused(account.call("pedido.obter.php", id="um"), 32, "2")
    refused(account.call("pedido.obter.php"), 10, "2")
