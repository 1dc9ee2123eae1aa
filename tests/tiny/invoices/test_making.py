import json

import pytest

from homologa.simulators.control.client import ScreenRefused


@pytest.mark.fact("tiny-api2", 41)
def test_the_answer_names_the_invoice(account, invoices):
    order = account.order()

    answer = account.answer("gerar.nota.fiscal.pedido.php", id=order)

    (row,) = invoices.rows(numero="1")
    assert answer == {
        "status_processamento": 3,
        "status": "OK",
        "registros": {"registro": {"idNotaFiscal": str(row["id"]), "numero": "000001", "serie": "1"}},
    }


@pytest.mark.fact("tiny-api2", 41)
@pytest.mark.fact("tiny-api2", 53)
def test_order_and_invoice_know_each_other(account, invoices):
    order = account.order()
    before = account.read_order(order)["id_nota_fiscal"]

    invoice = invoices.made_of(order)

    assert (before, account.read_order(order)["id_nota_fiscal"]) == ("0", invoice)
    assert invoices.read(invoice)["id_venda"] == order


def test_it_carries_what_the_order_has(account, invoices):
    parcels = [{"parcela": {"dias": 30, "valor": 20}}, {"parcela": {"dias": 60, "valor": 27.99}}]
    delivery = {"endereco": "Av. Central", "numero": "7", "cidade": "Campinas", "uf": "SP", "nome_destinatario": "Ana"}
    account.act("incluir_vendedor", nome="João")
    invoice = invoices.make(
        valor_frete=12.5,
        valor_desconto=1.01,
        parcelas=parcels,
        forma_pagamento="boleto",
        endereco_entrega=delivery,
        nome_vendedor="João",
        forma_envio="c",
        forma_frete="PAC",
        frete_por_conta="E",
        nome_natureza_operacao="Venda a consumidor",
        marcadores=[{"marcador": {"descricao": "urgente"}}],
    )

    read = invoices.read(invoice)

    items = [row["item"] for row in read["itens"]]
    assert [(item["codigo"], item["quantidade"], item["valor_total"]) for item in items] == [
        ("CAN", "3.0000", "31.00"),
        ("PRA", "1.0000", "5.50"),
    ]
    assert (read["valor_produtos"], read["valor_frete"], read["valor_desconto"]) == ("36.50", "12.50", "1.01")
    assert read["valor_nota"] == "47.99"
    assert [row["parcela"]["valor"] for row in read["parcelas"]] == ["20.00", "27.99"]
    assert (read["cliente"]["nome"], read["endereco_entrega"]["nome_destinatario"]) == ("Maria & Filhos", "Ana")
    assert (read["nome_vendedor"], read["natureza_operacao"]) == ("João", "Venda a consumidor")
    assert (read["frete_por_conta"], read["forma_envio"]["descricao"], read["forma_frete"]["descricao"]) == (
        "R",
        "Correios",
        "PAC",
    )
    assert read["marcadores"][0]["marcador"]["descricao"] == "urgente"


def test_its_items_take_from_the_catalogue_what_the_order_does_not_say(account, invoices):
    account.include(codigo="CAN", ncm="6912.00.00", origem="1")

    (item, other) = (row["item"] for row in invoices.read(invoices.make())["itens"])

    assert (item["ncm"], other["ncm"]) == ("6912.00.00", "")


@pytest.mark.fact("tiny-api2", 17)
def test_ids_are_text_dates_brazilian_and_people_masked(invoices):
    read = invoices.read(invoices.make())

    assert {type(read[name]) for name in ("id", "id_venda", "id_vendedor")} == {str}
    assert read["data_emissao"] == "03/11/2026"
    assert read["itens"][0]["item"]["quantidade"] == "3.0000"
    assert read["itens"][0]["item"]["valor_unitario"] == "10.3330000000"
    assert (read["cliente"]["cpf_cnpj"], read["cliente"]["cep"]) == ("529.982.247-25", "01310-100")
    assert read["cliente"]["fone"] == "(11) 98888-7777"


def test_the_address_of_delivery_is_the_customers_when_there_is_no_other(invoices):
    read = invoices.read(invoices.make())

    assert read["endereco_entrega"]["endereco"] == read["cliente"]["endereco"] == "Rua das Flores"


@pytest.mark.fact("tiny-api2", 11)
def test_status_processamento_is_text_when_read(account, invoices):
    answer = account.answer("nota.fiscal.obter.php", id=invoices.make())

    assert answer["status_processamento"] == "3"


@pytest.mark.parametrize(("modelo", "code"), [("NFe", "55"), ("nfce", "65"), ("", "55"), (None, "55")])
def test_the_modelo_is_in_the_key(account, invoices, modelo, code):
    invoice = invoices.made_of(account.order(), modelo=modelo)

    assert invoices.issue(invoice)["chave_acesso"][20:22] == code


def test_each_modelo_counts_on_its_own(account, invoices):
    made = [invoices.read(invoices.make(modelo))["numero"] for modelo in ("NFe", "NFCe", "NFe")]

    assert made == ["000001", "000001", "000002"]


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(("id_pedido", "code"), [("1", 32), ("abc", 32), ("", 10)])
def test_an_unknown_order_is_refused(account, refused, id_pedido, code):
    texts = refused(account.call("gerar.nota.fiscal.pedido.php", id=id_pedido), code, 2)

    assert texts == (["Pedido não localizado"] if code == 32 else ["O parâmetro id deve ser informado"])


def test_another_modelo_is_refused(account, refused):
    refused(account.call("gerar.nota.fiscal.pedido.php", id=account.order(), modelo="NFSe"), 31, 2)


def test_an_order_has_one_invoice_in_force(account, invoices, refused):
    order = account.order()
    first = invoices.made_of(order)

    refused(account.call("gerar.nota.fiscal.pedido.php", id=order), 30, 2)

    invoices.issue(first)
    invoices.act("cancelar_nota", first)
    second = invoices.made_of(order)
    assert account.read_order(order)["id_nota_fiscal"] == second != first


def test_a_cancelled_order_gets_none(account, refused):
    order = account.order(situacao="cancelado")

    refused(account.call("gerar.nota.fiscal.pedido.php", id=order), 31, 2)


def test_it_is_made_on_the_screen_of_the_order_too(account):
    order = account.read_order(account.order())

    shown = account.act("gerar_nota_do_pedido", pedido=int(order["numero"]))

    assert shown["situacao"] == "Pendente"
    (row,) = account.view("lista_de_notas", pedido=int(order["numero"]))
    assert (row["id"], row["id_venda"], row["modelo"]) == (shown["id"], int(order["id"]), "NFe")
    assert account.view("lista_de_notas", pedido=1) == []
    with pytest.raises(ScreenRefused, match="Não há pedido"):
        account.act("gerar_nota_do_pedido", pedido=1)


def test_a_refusal_leaves_no_gap_in_the_numbers(account, invoices):
    order = account.order(situacao="cancelado")
    account.call("gerar.nota.fiscal.pedido.php", id=order)
    broken = {"itens": [{"item": {"descricao": "x", "unidade": "UN", "quantidade": 1, "valor_unitario": 1}}]}
    account.call("nota.fiscal.incluir.php", nota=json.dumps({"nota_fiscal": {**broken, "valor_desconto": 9}}))

    assert invoices.read(invoices.make())["numero"] == "000001"
