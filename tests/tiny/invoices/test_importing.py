import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from homologa.simulators.tiny.rules.notas.chave import Chave

INVALID = "O XML da nota fiscal é inválido"
NFE = "http://www.portalfiscal.inf.br/nfe"


@pytest.fixture
def text(account, invoices):
    """The XML of an invoice of the account, which another world issued with the same number."""
    invoice = invoices.issued(valor_frete=10.01)
    root = invoices.xml(invoice)
    account.world.reset()
    return ElementTree.tostring(root, encoding="unicode")


@pytest.fixture
def take(account):
    return lambda text, **parameters: account.answer("incluir.nota.xml.php", xml=text, **parameters)


def test_one_of_the_account_is_authorised_and_of_the_order(account, invoices, text, take):
    order = account.order(numero_pedido_ecommerce="EC-7")

    answer = take(text, numeroPedido=account.read_order(order)["numero"])

    read = invoices.read(answer["registros"]["registro"]["id"])
    assert (read["id_venda"], read["numero_ecommerce"], read["descricao_situacao"]) == (order, "EC-7", "Autorizada")
    assert (read["valor_nota"], read["cliente"]["nome"]) == ("46.51", "Maria & Filhos")
    assert read["chave_acesso"] in text
    after = account.read_order(order)
    assert (after["id_nota_fiscal"], after["situacao"]) == (read["id"], "Faturado")
    assert invoices.xml(read["id"]).find(f".//{{{NFE}}}vNF").text == "46.51"


def test_its_number_is_not_given_again(invoices, text, take):
    take(text)

    assert invoices.read(invoices.make())["numero"] == "000002"


def test_one_without_protocol_is_registered_only(account, invoices, text, take):
    root = ElementTree.fromstring(text)
    bare = ElementTree.tostring(root.find(f"{{{NFE}}}NFe"), encoding="unicode")

    read = invoices.read(take(bare)["registros"]["registro"]["id"])

    assert (read["descricao_situacao"], read["tipo_nota"]) == ("Registrada", "S")


def test_one_of_somebody_else_is_an_entry_of_his(account, text, take):
    key = re.search(r"\d{44}", text)[0]
    his = str(replace(Chave.ler(key), documento="11222333000181"))

    answer = take(text.replace(key, his), lancarEstoque="S", lancarContas="S")

    (row,) = account.view("lista_de_notas")
    assert str(row["id"]) == answer["registros"]["registro"]["id"]
    assert (row["tipo"], row["situacao"], row["numero"]) == ("E", "Registrada", 1)
    assert row["cliente"] == account.answer("info")["conta"]["razao_social"]
    assert account.screen("CAN")["estoque"] == 3
    assert float(account.answer("contas.pagar.pesquisa")["contas"][0]["valor"]) == 46.51


def test_the_same_one_twice_is_a_duplicate(text, take):
    take(text)

    (row,) = take(text)["registros"]

    assert row["registro"]["codigo_erro"] == "30"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace('Id="NFe', 'Id="NFe1'), "31"),
        (lambda text: text.replace("infNFe", "outra"), "31"),
        (lambda text: text.replace("<ns0:dhEmi>", "<ns0:dhEmi>x"), "31"),
        (lambda text: text.replace("vFrete>10.01", "vFrete>muito"), "31"),
    ],
)
def test_what_is_no_invoice_is_refused(text, take, change, code):
    (row,) = take(change(text))["registros"]

    assert row["registro"]["codigo_erro"] == code


@pytest.mark.parametrize("text", ["<nfeProc", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "não é XML"])
def test_what_is_no_xml_is_refused(take, text):
    (row,) = take(text)["registros"]

    assert (row["registro"]["codigo_erro"], row["registro"]["erros"]) == ("31", [{"erro": INVALID}])


def test_without_xml_a_parameter_is_missing(account, refused):
    refused(account.call("incluir.nota.xml"), 10, 2)


def test_an_unknown_order_is_refused(account, text, refused):
    refused(account.call("incluir.nota.xml", xml=text, numeroPedido="9"), 32, 2)
