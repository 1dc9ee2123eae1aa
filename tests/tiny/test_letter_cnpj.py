"""A CNPJ with letters, everywhere in Tiny where a CNPJ stands (statement 62)."""

import json
import re
from xml.etree import ElementTree

import pytest

from homologa.simulators.control.client import ScreenRefused

NUMBER, MASKED = "12ABC34501DE35", "12.ABC.345/01DE-35"
WAYS = [NUMBER, MASKED, NUMBER.lower(), MASKED.lower(), f" {NUMBER} "]
COMPANY = {"nome": "Letras Ltda", "cpf_cnpj": MASKED}
NFE = {"n": "http://www.portalfiscal.inf.br/nfe"}

pytestmark = pytest.mark.fact("tiny-api2", 62)


@pytest.fixture
def include(account):
    def one(**fields):
        contact = {"sequencia": 1, "situacao": "A", **COMPANY, **fields}
        document = json.dumps({"contatos": [{"contato": contact}]})
        return account.answer("contato.incluir.php", contato=document)["registros"][0]["registro"]

    return one


def issued(account, **order):
    """Issues the invoice of an order and gives the `nfeProc`, and its key."""
    order = account.order(**order)
    made = account.answer("gerar.nota.fiscal.pedido.php", id=order)["registros"]["registro"]["idNotaFiscal"]
    note = account.answer("nota.fiscal.emitir.php", id=made)["nota_fiscal"]
    return ElementTree.fromstring(note["xml"]), note["chave_acesso"]


@pytest.mark.parametrize("written", WAYS)
def test_a_contact_is_a_company_and_leaves_masked(account, include, written):
    made = include(cpf_cnpj=written)

    contact = account.answer("contato.obter.php", id=made["id"])["contato"]
    assert (contact["cpf_cnpj"], contact["tipo_pessoa"]) == (MASKED, "J")
    assert account.view("contatos")[0]["cpf_cnpj"] == NUMBER


@pytest.mark.parametrize("written", WAYS)
def test_it_is_one_contact(account, include, written):
    first = include(cpf_cnpj=MASKED)

    assert include(cpf_cnpj=written)["codigo_erro"] == "30"

    found = account.answer("contatos.pesquisa.php", cpf_cnpj=written)["contatos"]
    assert [str(row["contato"]["id"]) for row in found] == [first["id"]]
    assert found[0]["contato"]["cpf_cnpj"] == MASKED
    (seen,) = account.view("contatos", cpf_cnpj=written)
    assert str(seen["id"]) == first["id"]
    assert account.act("alterar_contato", contato=written, nome="Outra") == {"id": int(first["id"])}


@pytest.mark.parametrize("written", WAYS)
def test_a_change_finds_it(account, include, written):
    first = include()
    record = {"contatos": [{"contato": {"sequencia": 1, "cpf_cnpj": written, "nome": "Outra"}}]}

    answer = account.answer("contato.alterar.php", contato=json.dumps(record))

    assert answer["registros"][0]["registro"]["id"] == first["id"]


@pytest.mark.parametrize("written", WAYS)
def test_orders_find_their_contact_and_are_found(account, include, written):
    contact = include()["id"]

    order = account.order(cliente={"nome": "Letras", "cpf_cnpj": written})

    (stored,) = account.view("lista_de_pedidos")
    assert str(stored["id_contato"]) == contact
    assert account.read_order(order)["cliente"]["cpf_cnpj"] == MASKED
    found = account.answer("pedidos.pesquisa.php", cpf_cnpj=written)["pedidos"]
    assert [str(row["pedido"]["id"]) for row in found] == [order]


def test_an_order_makes_a_company(account):
    account.order(cliente={"nome": "Letras", "cpf_cnpj": MASKED.lower()})

    (contact,) = account.view("contatos")
    assert (contact["cpf_cnpj"], contact["tipo_pessoa"]) == (NUMBER, "J")


@pytest.mark.parametrize("written", WAYS)
def test_the_invoice_carries_it_and_is_found(account, written):
    root, key = issued(account, cliente={"nome": "Letras", "cpf_cnpj": written})

    assert root.findtext(".//n:dest/n:CNPJ", None, NFE) == NUMBER
    assert root.find(".//n:dest/n:idEstrangeiro", NFE) is None
    (row,) = account.answer("notas.fiscais.pesquisa.php", cpf_cnpj=written)["notas_fiscais"]
    assert (row["nota_fiscal"]["chave_acesso"], row["nota_fiscal"]["cliente"]["cpf_cnpj"]) == (key, MASKED)


def test_intermediary_and_payment_carry_it(account):
    paid = {"valor": 21, "tipo_pagamento": 3, "cnpj_intermediador": MASKED.lower()}

    root, _ = issued(
        account,
        intermediador={"nome": "Mercado", "cnpj": MASKED},
        pagamentos_integrados=[{"pagamento_integrado": paid}],
    )

    assert [found.text for found in root.iterfind(".//n:card/n:CNPJ", NFE)] == [NUMBER]
    assert root.findtext(".//n:infIntermed/n:CNPJ", None, NFE) == NUMBER


def check_digit(body):
    """Modulo 11 over ASCII less 48, weights 2 to 9 from the right, as the rule tells it."""
    rest = sum((ord(sign) - 48) * (2 + place % 8) for place, sign in enumerate(reversed(body))) % 11
    return "0" if rest < 2 else str(11 - rest)


@pytest.mark.parametrize("written", WAYS)
def test_an_issuer_has_it_in_the_key(account, written):
    account.act("salvar_dados_da_empresa", cnpj_cpf=written)

    root, key = issued(account)

    assert re.fullmatch("[0-9]{6}[0-9A-Z]{12}[0-9]{26}", key)
    assert (key[6:20], key[-1]) == (NUMBER, check_digit(key[:-1]))
    assert root.findtext(".//n:emit/n:CNPJ", None, NFE) == NUMBER
    assert account.answer("info.php")["conta"]["cnpj_cpf"] == MASKED
    assert account.view("credenciais")["cnpj"] == NUMBER
    assert account.view("dados_da_empresa")["cnpj_cpf"] == MASKED


def test_the_invoice_of_such_an_issuer_comes_back_as_the_accounts_own(account):
    account.act("salvar_dados_da_empresa", cnpj_cpf=MASKED)
    root, key = issued(account)
    text = ElementTree.tostring(root, encoding="unicode")
    number, other = key[25:34], "000000099"
    body = key.replace(number, other)[:-1]

    answer = account.answer("incluir.nota.xml.php", xml=text.replace(key, body + check_digit(body)))

    made = answer["registros"]["registro"]["id"] if "registros" in answer else answer
    (row,) = [row for row in account.view("lista_de_notas") if str(row["id"]) == str(made)]
    assert (row["tipo"], row["situacao"]) == ("S", "Autorizada")


@pytest.mark.parametrize(
    "change", [{"cnpj_cpf": "12ABC34501DE36"}, {"cnpj_cpf": "123"}, {"regime_tributario": "Outro"}]
)
def test_the_screen_of_the_company_refuses_what_cannot_be(account, change):
    before = account.view("dados_da_empresa")

    with pytest.raises(ScreenRefused):
        account.act("salvar_dados_da_empresa", **change)

    assert account.view("dados_da_empresa") == before


def test_the_screen_of_the_company_changes_what_it_is_told(account):
    before = account.view("dados_da_empresa")

    account.act("salvar_dados_da_empresa", cep="20040002", fone="2133334444", regime_tributario="Regime Normal")

    changed = {"cep": "20040-002", "fone": "(21) 3333-4444", "regime_tributario": "Regime Normal"}
    assert account.answer("info.php")["conta"] == before | changed


@pytest.mark.fact("tiny-api2", 47)
def test_webhooks_name_such_an_account(account, receiver, url, notification_judge):
    account.act("salvar_dados_da_empresa", cnpj_cpf=MASKED.lower())
    account.act("salvar_webhooks_da_conta", url_vendas=url)
    account.integrate(url_produtos=url)
    account.include(codigo="A-1")

    account.send("A-1")
    account.order(cliente={"nome": "Letras", "cpf_cnpj": NUMBER.lower()})

    sent = {told["tipo"]: told for told in receiver.products}
    assert {told["cnpj"] for told in sent.values()} == {NUMBER}
    notification_judge.validate(sent["produto"])
    assert sent["inclusao_pedido"]["dados"]["cliente"]["cpfCnpj"] == MASKED


def test_it_leaves_masked_by_the_journal(account, include):
    include(cpf_cnpj=MASKED)
    include(cpf_cnpj=NUMBER.lower())

    kept = str(account.world.journal(operation="contato.incluir"))

    assert re.search("‹(cnpj|pessoal):", kept)
    assert not re.search(r"12\W?abc\W?345", kept, re.IGNORECASE)
