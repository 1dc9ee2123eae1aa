import pytest

SERVICE = "cadastrar.codigo.rastreamento.pedido"


@pytest.fixture
def order(account):
    return account.order(nome_transportador="Próprio", data_prevista="10/03/2026")


@pytest.mark.fact("tiny-api2", 40)
def test_code_and_url_are_stored_and_the_rest_stays(account, order):
    url = "https://rastreio.example/?c=AA123456785BR&x=1"

    answer = account.answer(
        SERVICE, method="GET", id=order, codigoRastreamento="AA123456785BR", urlRastreamento=url, formaEnvio="c"
    )

    assert answer == {"status_processamento": 3, "status": "OK"}
    shown = account.read_order(order)
    assert (shown["codigo_rastreamento"], shown["url_rastreamento"]) == ("AA123456785BR", url)
    assert (shown["forma_envio"], shown["nome_transportador"], shown["data_prevista"]) == ("C", "Próprio", "10/03/2026")


def test_the_rest_of_the_dispatch(account, order):
    sent = {
        "formaFrete": "SEDEX",
        "dataPrevista": "15/03/2026",
        "volumes": "2",
        "pesoBruto": "1.5",
        "freteEmpresa": "9.9",
    }

    account.answer(SERVICE, id=order, observacoes="portaria", pesoLiquido="1.2", **sent)

    shown = account.view("pedido", pedido=4711)
    assert (shown["forma_frete"], shown["data_prevista"]) == ("SEDEX", "2026-03-15")
    assert shown["despacho"] == {
        "volumes": 2,
        "peso_bruto": 1.5,
        "peso_liquido": 1.2,
        "frete_empresa": 9.9,
        "observacoes": "portaria",
    }


@pytest.mark.fact("tiny-api2", 40)
def test_a_carrier_goes_only_with_its_way_of_shipping_and_has_to_exist(account, order, refused):
    refused(account.call(SERVICE, id=order, transportadora="Expresso", formaEnvio="C"), 31, 2)
    refused(account.call(SERVICE, id=order, transportadora="Expresso"), 31, 2)
    refused(account.call(SERVICE, id=order, transportadora="Expresso", formaEnvio="T"), 31, 2)
    account.act("incluir_contato", nome="Expresso", tipo="Transportador")

    account.answer(SERVICE, id=order, transportadora="Expresso", formaEnvio="T")

    shown = account.read_order(order)
    assert (shown["nome_transportador"], shown["forma_envio"]) == ("Expresso", "T")


@pytest.mark.parametrize("wrong", [{"dataPrevista": "x"}, {"volumes": "dois"}, {"formaEnvio": "POMBO"}])
def test_what_does_not_pass_changes_nothing(account, order, refused, wrong):
    refused(account.call(SERVICE, id=order, codigoRastreamento="AA1", **wrong), 31, 2)
    assert account.read_order(order)["codigo_rastreamento"] == ""


@pytest.mark.fact("tiny-api2", 16)
def test_an_order_that_is_not_there(account, refused):
    refused(account.call(SERVICE, id="1", codigoRastreamento="AA1"), 32, 2)
    refused(account.call(SERVICE, codigoRastreamento="AA1"), 10, 2)
