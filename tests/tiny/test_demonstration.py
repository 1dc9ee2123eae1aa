"""The pack `demonstracao`: a company whose people exist on paper and whose sales are at every stage."""

from collections import Counter

import pytest

from homologa.simulators.site import build
from homologa.simulators.tiny.rules import municipios, settings
from homologa.simulators.tiny.rules.pedidos.situacoes import SITUACOES


@pytest.fixture(scope="module")
def company():
    site = build()
    yield site.worlds.create(pack="demonstracao", seed=5)
    site.worlds.close()


@pytest.fixture(scope="module")
def orders(company):
    return company.view("tiny", "lista_de_pedidos", {})


def check_digit(body, weights):
    return str(sum((ord(digit) - 48) * weight for digit, weight in zip(body, weights, strict=True)) * 10 % 11 % 10)


def is_valid(number):
    """Whether the last two digits of a CPF or CNPJ are those that the other characters ask for."""
    weights = list(range(11, 1, -1)) if len(number) == 11 else [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
    body, checks = number[:-2], number[-2:]
    first = check_digit(body, weights[1:])
    return checks == first + check_digit(body + first, weights)


@pytest.mark.parametrize("seed", range(20, 26))
def test_the_account_is_in_a_city_that_exists(seed):
    site = build()
    with site.worlds.create(seed=seed).work("tiny", write=False) as work:
        account = settings.conta(work)
    site.worlds.close()

    assert municipios.localizar(account["cidade"], account["estado"]).uf == account["estado"]
    assert is_valid("".join(filter(str.isdigit, account["cnpj_cpf"])))


def test_contacts_have_valid_documents_and_live_in_cities(company):
    contacts = company.view("tiny", "contatos", {})

    assert Counter(kind for contact in contacts for kind in contact["tipos"]) == {"Cliente": 16, "Transportador": 1}
    assert [contact["cpf_cnpj"].isdigit() for contact in contacts].count(False) == 1
    assert all(is_valid(contact["cpf_cnpj"]) and len(contact["cep"]) == 8 for contact in contacts)
    places = [municipios.localizar(contact["cidade"], contact["uf"]) for contact in contacts]
    assert [place.uf for place in places] == [contact["uf"] for contact in contacts]
    assert all(contact["fone"].startswith(place.ddd) for contact, place in zip(contacts, places, strict=True))


def test_there_are_orders_in_every_situation(orders):
    assert Counter(order["situacao"] for order in orders) == dict.fromkeys(SITUACOES.values(), 2)
    assert {bool(order["numero_ecommerce"]) for order in orders} == {True, False}
    assert {bool(order["nome_vendedor"]) for order in orders} == {True, False}


def test_orders_that_left_have_an_invoice_and_an_expedition(company, orders):
    left = [order for order in orders if order["situacao"] in ("Enviado", "Entregue", "Não entregue")]
    invoices = {note["id"]: note for note in company.view("tiny", "lista_de_notas", {})}
    concluded = company.view("tiny", "expedicoes_concluidas", {})

    assert {note["situacao"] for note in invoices.values()} == {"Autorizada", "Pendente"}
    assert all(invoices[order["id_nota_fiscal"]]["situacao"] == "Autorizada" for order in left)
    assert len(concluded) == len(left)
    assert all(expedition["codigo_rastreamento"] for expedition in concluded)


def test_nothing_is_sold_that_is_not_there(company):
    assert all(product["saldo"] >= 0 for product in company.view("tiny", "estoque", {}))
