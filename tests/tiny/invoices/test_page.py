import re

import httpx
import pytest

NAME = "<script>alert(1)</script>"


@pytest.fixture
def visit(homologa_control):
    with httpx.Client(transport=homologa_control.transport) as visitor:
        yield lambda link, method="GET": visitor.request(method, link)


@pytest.mark.fact("tiny-api2", 42)
def test_the_link_has_an_id_of_32_hexadecimal_digits(invoices):
    link = invoices.link(invoices.issued())

    assert re.fullmatch(r"https://tiny\.com\.br/doc\.view\.php\?id=[0-9a-f]{32}", link)


def test_before_it_was_authorised_there_is_no_link(account, invoices, refused):
    refused(account.call("nota.fiscal.obter.link", id=invoices.make()), 34, "2")


def test_whoever_has_the_link_sees_the_invoice(invoices, visit):
    invoice = invoices.issued(valor_frete=1234.5, obs="Cuidado")
    key = invoices.read(invoice)["chave_acesso"]

    page = visit(invoices.link(invoice))

    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    groups = " ".join(key[place : place + 4] for place in range(0, 44, 4))
    for text in (
        "Sem valor fiscal — simulador",
        groups,
        "Maria &amp; Filhos",
        "Caneca &lt;azul&gt;",
        "Prato",
        "1.271,00",
    ):
        assert text in page.text
    assert "000001" in page.text
    assert visit(invoices.link(invoice), "HEAD").status_code == 200


def test_what_people_wrote_is_escaped(invoices, visit):
    item = {"codigo": NAME, "descricao": NAME, "unidade": "UN", "quantidade": 1, "valor_unitario": 1}
    customer = {"nome": NAME, "endereco": NAME, "cidade": NAME}
    invoice = invoices.include(cliente=customer, itens=[{"item": item}], obs=NAME, natureza_operacao=NAME)
    invoices.issue(invoice)

    assert "<script" not in visit(invoices.link(invoice)).text


@pytest.mark.parametrize("query", ["?id=" + "0" * 32, "?id=", "", "?id=../etc"])
def test_no_other_id_has_a_page(visit, query):
    page = visit(f"https://tiny.com.br/doc.view.php{query}")

    assert (page.status_code, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_the_port_of_tiny_has_it_too(invoices, visit):
    link = invoices.link(invoices.issued())

    assert visit(link.replace("tiny.com.br", "api.tiny.com.br")).status_code == 200


def test_a_page_is_only_read(invoices, visit):
    answer = visit(invoices.link(invoices.issued()), "POST")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_blocked_company_and_its_limit_do_not_matter(account, invoices, visit):
    link = invoices.link(invoices.issued())
    account.act("suspender_conta")

    assert visit(link).status_code == 200


def test_a_fault_plan_reaches_it(account, invoices, visit):
    link = invoices.link(invoices.issued())
    account.world.faults.add("blocked", platform="tiny")

    answers = [visit(link).status_code for _ in range(2)]

    assert answers == [429, 200]


def test_each_invoice_has_a_page_of_its_own_after_a_restore_too(account, invoices, visit):
    first = invoices.make()
    account.world.snapshot("antes")
    links = {}
    for turn in range(2):
        invoices.issue(first)
        links[turn] = invoices.link(first)
        if not turn:
            account.world.restore("antes")

    assert links[0] != links[1]
    assert (visit(links[0]).status_code, visit(links[1]).status_code) == (404, 200)


def test_the_journal_keeps_the_visit_masked(account, invoices, visit):
    delivery = {"endereco": "Av. Central", "numero": "7", "cidade": "Campinas", "nome_destinatario": "Ana Souza"}
    visit(invoices.link(invoices.issued(endereco_entrega=delivery)))

    (kept,) = account.world.journal(operation="doc.view")

    assert "DANFE" in str(kept)
    hidden = ("Maria", "Rua das Flores", "01310-100", "529.982.247-25", "98888", "Ana Souza", "Av. Central")
    assert not [text for text in hidden if text in str(kept)]
