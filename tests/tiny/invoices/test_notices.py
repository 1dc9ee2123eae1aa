import json
from importlib.resources import files

import jsonschema_rs
import pytest

DAY = 86_400


@pytest.fixture(scope="module")
def judge():
    text = files("homologa.simulators").joinpath("_openapi", "tiny-api2.json").read_text("utf-8")
    schema = {"$ref": "#/components/schemas/NotaNotificacao", "components": json.loads(text)["components"]}
    return jsonschema_rs.Draft202012Validator(schema)


@pytest.fixture
def number(account, receiver, url):
    """An Ativa integration that hears of invoices."""
    made = account.integrate(url_nota_fiscal=url)
    receiver.requests.clear()
    return made


@pytest.fixture
def sold(invoices, number):
    """Makes an order of the integration and its invoice, and gives the id of the invoice."""
    return lambda **order: invoices.make(**{"id_ecommerce": number, "numero_pedido_ecommerce": "EC-1", **order})


@pytest.mark.fact("tiny-api2", 47)
@pytest.mark.fact("tiny-api2", 52)
def test_an_authorised_invoice_is_told_to_the_integration_of_its_order(
    account, invoices, sold, number, receiver, judge
):
    invoice = sold()

    invoices.issue(invoice)

    (heard,) = receiver.products
    judge.validate(heard)
    assert heard == {
        "versao": "1.0.1",
        "cnpj": account.credentials["cnpj"],
        "idEcommerce": number,
        "tipo": "nota_fiscal",
        "dados": {
            "chaveAcesso": invoices.read(invoice)["chave_acesso"],
            "numero": 1,
            "serie": 1,
            "urlDanfe": invoices.link(invoice),
            "idPedidoEcommerce": "EC-1",
            "dataEmissao": "2026-11-03 09:00:00",
            "valorNota": 36.5,
            "idNotaFiscalTiny": int(invoice),
        },
    }


@pytest.mark.fact("tiny-api2", 52)
def test_without_a_number_of_the_e_commerce_it_is_empty(invoices, sold, receiver):
    invoices.issue(sold(numero_pedido_ecommerce=""))

    assert receiver.products[0]["dados"]["idPedidoEcommerce"] == ""


def test_nothing_is_told_before_it_is_authorised(invoices, sold, receiver):
    invoice = sold()
    invoices.act("rejeitar_nota", invoice)
    invoices.act("denegar_nota", sold(numero_pedido_ecommerce="EC-2"))

    assert receiver.products == []
    invoices.issue(invoice)
    assert len(receiver.products) == 1


@pytest.mark.fact("tiny-api2", 52)
def test_a_sale_of_no_integration_is_not_told(invoices, number, receiver):
    invoices.issued()
    invoices.issue(invoices.include(numero_pedido_ecommerce="EC-1"))

    assert receiver.products == []


@pytest.mark.fact("tiny-api2", 52)
def test_a_sale_of_another_integration_is_told_there_only(account, invoices, number, receiver, url):
    other = account.act("incluir_integracao", plataforma="Ideris", nome="Outra")["identificador"]
    account.act("salvar_integracao", identificador=other, url_nota_fiscal=url)
    receiver.requests.clear()

    invoices.issued(id_ecommerce=other)

    assert [heard["idEcommerce"] for heard in receiver.products] == [other]


def test_an_inactive_integration_and_one_without_the_url_are_not_told(account, invoices, sold, number, receiver, url):
    account.act("inativar_integracao", identificador=number)
    invoices.issue(sold())
    account.act("reativar_integracao", identificador=number)
    account.act("salvar_integracao", identificador=number, url_nota_fiscal="", url_estoque=url)
    receiver.requests.clear()
    invoices.issue(sold(numero_pedido_ecommerce="EC-2"))

    assert receiver.products == []


@pytest.mark.fact("tiny-api2", 51)
@pytest.mark.parametrize("status", [500, 204])
def test_it_is_told_twice_in_all_with_the_same_bytes(account, invoices, sold, receiver, status):
    receiver.always(status, "")

    invoices.issue(sold())
    account.world.advance(seconds=10 * DAY)

    bodies = [body for _, body in receiver.requests]
    assert (len(bodies), len(set(bodies))) == (2, 1)
    (delivery,) = account.world.deliveries(kind="nota_fiscal", state="failed")
    assert (delivery["attempts"], delivery["subject"]) == (2, "000001")


@pytest.fixture
def of_the_account(account, receiver, url):
    account.act("salvar_webhooks_da_conta", url_notas=url)
    receiver.requests.clear()


@pytest.mark.fact("tiny-api2", 47)
@pytest.mark.fact("tiny-api2", 52)
def test_the_account_is_told_of_any_order(invoices, of_the_account, receiver, judge):
    issued = [invoices.issued(), invoices.include()]
    invoices.issue(issued[1])

    for heard in receiver.products:
        judge.validate(heard)
    assert [heard["dados"]["idNotaFiscalTiny"] for heard in receiver.products] == [int(one) for one in issued]
    assert not [heard for heard in receiver.products if "idEcommerce" in heard]


@pytest.mark.fact("tiny-api2", 51)
def test_the_account_has_ten_attempts_of_the_same_bytes(account, invoices, of_the_account, receiver):
    receiver.always(500, "")

    invoices.issued()
    account.world.advance(seconds=10 * DAY)

    bodies = [body for _, body in receiver.requests]
    assert (len(bodies), len(set(bodies))) == (10, 1)


def test_both_are_told_of_a_sale_of_an_integration(invoices, sold, of_the_account, receiver):
    invoices.issue(sold())

    assert sorted("idEcommerce" in heard for heard in receiver.products) == [False, True]
