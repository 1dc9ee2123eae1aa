import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from homologa.simulators.tiny.rules.notas.chave import Chave

NFE = {"n": "http://www.portalfiscal.inf.br/nfe"}
AMOUNT = re.compile(r"\d+\.\d{2}")
FORMS = {"inline": "<xml_nfe><nfeProc ", "cdata": "<xml_nfe><![CDATA[<nfeProc ", "escapado": "<xml_nfe>&lt;nfeProc "}
PARTS = ["ide", "emit", "dest", "entrega", "det", "det", "total", "transp", "cobr", "pag", "infIntermed", "infAdic"]
WHOLE = {
    "valor_frete": 10.01,
    "valor_desconto": 3.33,
    "outras_despesas": 2.5,
    "parcelas": [{"parcela": {"dias": 30, "valor": 45.68}}],
    "endereco_entrega": {"endereco": "Av. Central", "numero": "7", "cidade": "Campinas", "uf": "SP"},
    "intermediador": {"nome": "Mercado", "cnpj": "11.222.333/0001-81"},
    "forma_pagamento": "pix",
    "numero_pedido_ecommerce": "EC-1",
    "nome_transportador": "Rápido",
    "frete_por_conta": "R",
    "obs": "Cuidado & atenção",
}


@pytest.fixture
def invoice(invoices):
    return invoices.issued(**WHOLE)


@pytest.fixture
def root(invoices, invoice):
    return invoices.xml(invoice)


@pytest.mark.fact("tiny-api2", 42)
@pytest.mark.parametrize("formato", ["json", "JSON", "xml", None])
@pytest.mark.parametrize("service", ["nota.fiscal.obter.xml.php", "nota.fiscal.obter.xml"])
def test_it_is_xml_whatever_the_formato(account, invoice, service, formato):
    answer = account.call(service, id=invoice, formato=formato)

    assert answer.headers["Content-Type"].startswith("text/xml")
    envelope = ElementTree.fromstring(answer.content)
    assert [child.tag for child in envelope] == ["status_processamento", "status", "xml_nfe"]
    assert (envelope.findtext("status_processamento"), envelope.findtext("status")) == ("3", "OK")


@pytest.mark.fact("tiny-api2", 42)
def test_one_that_was_not_authorised_is_34_in_the_formato_asked_for(account, invoices, refused):
    invoice = invoices.make()

    refused(account.call("nota.fiscal.obter.xml.php", id=invoice), 34, "2")
    in_xml = ElementTree.fromstring(account.call("nota.fiscal.obter.xml.php", id=invoice, formato=None).content)

    assert in_xml.findtext("codigo_erro") == "34"


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(("id_nota", "code"), [("9", 32), ("x", 32), ("", 10)])
@pytest.mark.parametrize("service", ["nota.fiscal.obter.xml", "nota.fiscal.obter.link", "nota.fiscal.obter"])
def test_an_unknown_one_is_refused(account, refused, service, id_nota, code):
    refused(account.call(service, id=id_nota), code, "2")


@pytest.mark.parametrize(("form", "begins"), FORMS.items())
def test_it_stands_inline_in_cdata_or_escaped(account, invoices, invoice, form, begins):
    whole = account.call("nota.fiscal.obter.xml", id=invoice)
    account.act("mudar_forma_do_xml", forma=form)

    answer = account.call("nota.fiscal.obter.xml", id=invoice)

    assert begins in answer.text
    envelope = ElementTree.fromstring(answer.content)
    inner = envelope.findtext("xml_nfe") or ElementTree.tostring(envelope.find("xml_nfe/n:nfeProc", NFE))
    expected = ElementTree.fromstring(whole.content).find("xml_nfe/n:nfeProc", NFE)
    assert ElementTree.canonicalize(ElementTree.tostring(ElementTree.fromstring(inner))) == ElementTree.canonicalize(
        ElementTree.tostring(expected)
    )


def test_its_parts_stand_in_the_order_of_the_layout(root):
    assert [child.tag.partition("}")[2] for child in root] == ["NFe", "protNFe"]
    body = root.find("n:NFe/n:infNFe", NFE)
    assert [child.tag.partition("}")[2] for child in body] == PARTS
    assert (root.get("versao"), body.get("versao")) == ("4.00", "4.00")


def test_key_and_identification_agree(account, invoices, invoice, root, nfe):
    key = invoices.read(invoice)["chave_acesso"]
    parts = Chave.ler(key)

    assert root.find("n:NFe/n:infNFe", NFE).get("Id") == f"NFe{key}"
    assert root.findtext("n:protNFe/n:infProt/n:chNFe", None, NFE) == key
    assert (nfe(root, "ide/cUF"), nfe(root, "ide/cNF"), nfe(root, "ide/cDV")) == (
        parts.uf,
        f"{parts.codigo:08}",
        key[-1],
    )
    assert (nfe(root, "ide/serie"), nfe(root, "ide/nNF"), nfe(root, "ide/mod")) == ("1", "1", "55")
    assert nfe(root, "emit/CNPJ") == parts.documento == account.credentials["cnpj"]
    assert parts.ano_mes == "2611" == nfe(root, "ide/dhEmi")[2:4] + nfe(root, "ide/dhEmi")[5:7]


def test_it_carries_the_parties_and_the_items(root, nfe):
    assert (nfe(root, "dest/CPF"), nfe(root, "dest/xNome")) == ("52998224725", "Maria & Filhos")
    assert (nfe(root, "dest/enderDest/cMun"), nfe(root, "dest/enderDest/CEP")) == ("3550308", "01310100")
    assert (nfe(root, "entrega/xLgr"), nfe(root, "entrega/xMun")) == ("Av. Central", "Campinas")
    assert (nfe(root, "transp/modFrete"), nfe(root, "transp/transporta/xNome")) == ("0", "Rápido")
    assert nfe(root, "infIntermed/CNPJ") == "11222333000181"
    assert (nfe(root, "pag/detPag/tPag"), nfe(root, "pag/detPag/vPag")) == ("17", "45.68")
    assert nfe(root, "cobr/dup/dVenc") == "2026-12-03"
    assert (nfe(root, "infAdic/infCpl"), nfe(root, "det/prod/xProd")) == ("Cuidado & atenção", "Caneca <azul>")
    assert (nfe(root, "det/prod/qCom"), nfe(root, "det/prod/vUnCom")) == ("3.0000", "10.3330000000")
    assert nfe(root, "det/prod/xPed") == "EC-1"


def test_what_the_items_share_adds_up_to_the_totals(root, nfe):
    products = root.findall(".//n:det/n:prod", NFE)
    summed = {
        name: sum(Decimal(product.findtext(f"n:{name}", "0", NFE)) for product in products)
        for name in ("vProd", "vFrete", "vDesc", "vOutro")
    }

    assert summed == {name: Decimal(nfe(root, f"total/ICMSTot/{name}")) for name in summed}
    expected = summed["vProd"] + summed["vFrete"] + summed["vOutro"] - summed["vDesc"]
    assert Decimal(nfe(root, "total/ICMSTot/vNF")) == expected == Decimal("45.68")


def test_amounts_are_written_as_the_layout_says(root):
    written = [child.text for child in root.find(".//n:ICMSTot", NFE)]

    assert all(AMOUNT.fullmatch(text) for text in written)


def test_it_says_that_it_has_no_fiscal_value(root, nfe):
    assert (nfe(root, "ide/tpAmb"), root.findtext(".//n:infProt/n:tpAmb", None, NFE)) == ("2", "2")
    assert "SEM VALOR FISCAL" in nfe(root, "infAdic/infAdFisco")


def test_integrated_payments_that_pay_the_whole_are_told(invoices, nfe):
    paid = {"valor": 36.5, "tipo_pagamento": 3, "cnpj_intermediador": "11.222.333/0001-81", "codigo_bandeira": 1}

    root = invoices.xml(invoices.issued(pagamentos_integrados=[{"pagamento_integrado": paid}]))

    assert (nfe(root, "pag/detPag/tPag"), nfe(root, "pag/detPag/vPag")) == ("03", "36.50")
    assert (nfe(root, "pag/detPag/card/CNPJ"), nfe(root, "pag/detPag/card/tBand")) == ("11222333000181", "01")


@pytest.mark.parametrize("name", ["Zoë \x01 \x7f ]]> <x/>", "  espaços  ", "Ação & Cia"])
def test_any_text_can_be_carried_where_the_authority_takes_everything(account, invoices, nfe, name):
    account.act("conferir_notas_na_sefaz", conferir="não")
    invoice = invoices.include(cliente={"nome": name})
    invoices.issue(invoice)

    for form in FORMS:
        account.act("mudar_forma_do_xml", forma=form)
        ElementTree.fromstring(account.call("nota.fiscal.obter.xml", id=invoice).content)

    account.act("mudar_forma_do_xml", forma="inline")
    assert nfe(invoices.xml(invoice), "dest/xNome") == name.replace("\x01", " ").strip()


def test_it_stays_as_it_was_when_the_account_changes(account, invoices, invoice):
    before = account.call("nota.fiscal.obter.xml", id=invoice).content
    invoices.act("imprimir_danfe", invoice)
    invoices.act("cancelar_nota", invoice)

    assert account.call("nota.fiscal.obter.xml", id=invoice).content == before


def test_personal_data_leave_masked(account, invoices):
    invoice = invoices.issued(**WHOLE)
    account.call("nota.fiscal.obter.xml", id=invoice)

    kept = str(account.world.journal(operation="nota.fiscal.obter.xml")) + str(
        account.world.journal(operation="nota.fiscal.emitir")
    )

    assert "xLgr" in kept
    assert not [text for text in ("Maria", "Rua das Flores", "01310100", "52998224725", "11988887777") if text in kept]
