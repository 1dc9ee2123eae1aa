import json

import pytest

from homologa.simulators.control.client import ScreenRefused

SERVICES = ("nota.fiscal.lancar.estoque", "nota.fiscal.lancar.contas")


def balance(account, code):
    return account.view("estoque", codigo=code)[0]["saldo"]


@pytest.fixture
def launched(account):
    def launch(service, id_nota):
        answer = account.answer(service, id=id_nota)
        assert answer == {"status_processamento": 3, "status": "OK"}, answer

    return launch


def test_the_items_leave_the_stock(account, invoices, launched):
    account.include(codigo="CAN", estoque_atual=10)

    launched("nota.fiscal.lancar.estoque.php", invoices.include())

    assert balance(account, "CAN") == 7


def test_those_of_an_entry_come_in(account, invoices, launched):
    account.include(codigo="CAN", estoque_atual=10)

    launched("nota.fiscal.lancar.estoque", invoices.include(tipo="E"))

    assert balance(account, "CAN") == 13


@pytest.mark.parametrize("of_order", [True, False])
def test_a_product_that_is_not_in_the_catalogue_is_registered(account, invoices, of_order):
    invoice = invoices.make() if of_order else invoices.include()
    before = account.view("lista_de_produtos")

    invoices.act("lancar_estoque_da_nota", invoice)

    product = account.screen("CAN")
    assert (before, product["nome"], product["preco"], product["estoque"]) == ([], "Caneca <azul>", 10.333, -3)
    assert invoices.read(invoice)["itens"][0]["item"]["id_produto"] == str(product["id"])


def test_the_stock_of_an_order_is_moved_once(account, invoices, refused):
    account.include(codigo="CAN", estoque_atual=10)
    order = account.order(itens=[{"item": {**ITEM, "codigo": "CAN"}}])
    invoice = invoices.made_of(order)
    account.answer("pedido.lancar.estoque", id=order)

    refused(account.call("nota.fiscal.lancar.estoque", id=invoice), 31, 2)

    assert balance(account, "CAN") == 8


ITEM = {"descricao": "Caneca", "unidade": "UN", "quantidade": 2, "valor_unitario": 10}


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("of_order", [True, False])
def test_nothing_is_launched_twice(account, invoices, launched, refused, service, of_order):
    invoice = invoices.make() if of_order else invoices.include()
    launched(service, invoice)

    refused(account.call(service, id=invoice), 31, 2)


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_is_launched_of_a_cancelled_one(account, invoices, refused, service):
    invoice = invoices.issued()
    invoices.act("cancelar_nota", invoice)

    refused(account.call(service, id=invoice), 31, 2)


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("service", [*SERVICES, "nota.fiscal.cadastrar.codigo.rastreamento"])
def test_an_unknown_invoice_is_refused(account, refused, service):
    assert refused(account.call(service, id="9"), 32, 2) == ["Nota fiscal não localizada"]


@pytest.mark.parametrize(("tipo", "kind"), [("S", "receber"), ("E", "pagar")])
def test_its_accounts_are_made(account, invoices, launched, tipo, kind):
    parcels = [{"parcela": {"dias": 30, "valor": 20}}, {"parcela": {"dias": 60, "valor": 16.5}}]

    launched("nota.fiscal.lancar.contas", invoices.include(tipo=tipo, parcelas=parcels))

    rows = account.answer(f"contas.{kind}.pesquisa")["contas"]
    assert [(row["numero_doc"], row["data_vencimento"], row["valor"]) for row in rows] == [
        ("000001/01", "03/12/2026", "20.00"),
        ("000001/02", "02/01/2027", "16.50"),
    ]


def test_those_of_an_order_are_the_orders(account, invoices, launched):
    order = account.order()

    launched("nota.fiscal.lancar.contas", invoices.made_of(order))

    (row,) = account.answer("contas.receber.pesquisa")["contas"]
    assert row["valor"] == "21.00"


def test_the_tracking_code_is_kept(account, invoices):
    invoice = invoices.make()
    url = "https://rastreio.example/BR1"

    account.answer("nota.fiscal.cadastrar.codigo.rastreamento", id=invoice, codigoRastreamento="BR1")
    account.answer("nota.fiscal.cadastrar.codigo.rastreamento.php", id=invoice, urlRastreamento=url)

    read = invoices.read(invoice)
    assert (read["codigo_rastreamento"], read["url_rastreamento"]) == ("BR1", url)


def test_a_tracking_code_must_be_said(account, invoices, refused):
    refused(account.call("nota.fiscal.cadastrar.codigo.rastreamento", id=invoices.make()), 10, 2)


def markers(invoices, invoice):
    return [row["marcador"]["descricao"] for row in invoices.read(invoice)["marcadores"]]


def test_markers_come_and_go(account, invoices):
    invoice = invoices.make()
    named = json.dumps([{"marcador": {"descricao": "urgente"}}, {"marcador": {"descricao": "VIP"}}])
    account.answer("notas.fiscais.marcadores.incluir", idNotaFiscal=invoice, marcadores=named)
    both = markers(invoices, invoice)

    gone = json.dumps({"marcadores": [{"marcador": {"descricao": "Urgente"}}]})
    account.answer("notas.fiscais.marcadores.remover", idNotaFiscal=invoice, marcadores=gone)

    assert (both, markers(invoices, invoice)) == (["urgente", "VIP"], ["VIP"])


def test_markers_come_and_go_on_the_screen(invoices):
    invoice = invoices.make()
    invoices.act("incluir_marcador_na_nota", invoice, marcador="urgente")
    invoices.act("incluir_marcador_na_nota", invoice, marcador="VIP")

    invoices.act("remover_marcador_da_nota", invoice, marcador="urgente")

    assert markers(invoices, invoice) == ["VIP"]


@pytest.mark.parametrize("verb", ["incluir", "remover"])
def test_markers_of_an_unknown_invoice_are_refused(account, refused, verb):
    named = json.dumps([{"marcador": {"descricao": "x"}}])

    refused(account.call(f"notas.fiscais.marcadores.{verb}", idNotaFiscal="9", marcadores=named), 32, 2)


def test_what_the_screens_refuse_is_in_the_words_of_the_rule(invoices):
    invoice = invoices.make()
    invoices.act("lancar_contas_da_nota", invoice)

    with pytest.raises(ScreenRefused, match="já foram lançadas"):
        invoices.act("lancar_contas_da_nota", invoice)
