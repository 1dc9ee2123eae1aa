import pytest

from homologa.simulators.control.client import ScreenRefused


@pytest.fixture
def sellers(account):
    account.act("incluir_vendedor", nome="José Antônio", codigo="V1", cpf_cnpj="123.456.789-09", cidade="Campinas")
    account.act("incluir_vendedor", nome="Ana", codigo="V2")


@pytest.fixture
def search(account):
    def found(**filters):
        return [row["vendedor"] for row in account.answer("vendedores.pesquisa.php", **filters).get("vendedores", [])]

    return found


def test_sellers_are_found_by_part_of_name_or_code(sellers, search):
    assert [seller["nome"] for seller in search()] == ["José Antônio", "Ana"]
    assert [seller["nome"] for seller in search(pesquisa="antônio")] == ["José Antônio"]
    assert [seller["nome"] for seller in search(pesquisa="V2")] == ["Ana"]


def test_a_row_has_the_documented_fields(sellers, search):
    seller = search()[0]

    assert (seller["situacao"], seller["cpf_cnpj"], type(seller["id"])) == ("Ativo", "123.456.789-09", int)
    assert seller["tipo_pessoa"] == "F"


@pytest.mark.fact("tiny-api2", 16)
def test_none_is_code_20(account, refused):
    refused(account.call("vendedores.pesquisa.php"), 20, 2)


def test_an_excluded_seller_is_offered_no_more(account, sellers, search):
    account.act("excluir_vendedor", nome="Ana")

    assert [seller["nome"] for seller in search()] == ["José Antônio"]
    assert account.try_order(nome_vendedor="Ana")["registros"][0]["registro"]["codigo_erro"] == "31"


def test_two_sellers_do_not_share_a_name(account, sellers):
    with pytest.raises(ScreenRefused, match="Já há um vendedor"):
        account.act("incluir_vendedor", nome="ana")
