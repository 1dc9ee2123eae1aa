import json
from importlib.resources import files

import jsonschema_rs
import pytest

from homologa.simulators.control.client import ScreenRefused

MARKER = "Rastreio enviado: Novaoito e-commerce"
MINUTES = 60


@pytest.fixture
def number(account, receiver, url):
    """An Ativa integration that hears of tracking codes."""
    return account.integrate(url_rastreio=url)


@pytest.fixture
def concluded(expedition, number, receiver):
    """An expedition of an order of the integration, in a concluded grouping."""
    made = expedition.released(id_ecommerce=number, numero_pedido_ecommerce="LOJA-9")
    expedition.concluded(made)
    receiver.requests.clear()
    return made


@pytest.fixture(scope="module")
def judge():
    text = files("homologa.simulators").joinpath("_openapi", "tiny-api2.json").read_text("utf-8")
    schema = {"$ref": "#/components/schemas/RastreioNotificacao", "components": json.loads(text)["components"]}
    return jsonschema_rs.Draft202012Validator(schema)


@pytest.mark.fact("tiny-api2", 45)
@pytest.mark.fact("tiny-api2", 47)
def test_the_tracking_code_is_told_to_the_integration(account, expedition, concluded, number, receiver, judge):
    expedition.send("Pedido 4711")

    (heard,) = receiver.products
    read = expedition.read(idExpedicao=concluded)
    judge.validate(heard)
    assert heard == {
        "versao": "1.0.1",
        "cnpj": account.credentials["cnpj"],
        "idEcommerce": number,
        "tipo": "rastreio",
        "dados": {
            "idEntregaEcommerce": "",
            "idVendaTiny": int(read["idObjeto"]),
            "idNotaFiscalTiny": 0,
            "idPedidoEcommerce": "LOJA-9",
            "codigoRastreio": read["codigoRastreamento"],
            "urlRastreio": read["urlRastreamento"],
            "transportadora": "Correios",
            "formaEnvio": "Correios",
            "formaFrete": "SEDEX",
        },
    }


def test_the_expedition_of_an_invoice_tells_both(account, expedition, number, receiver):
    order = account.order(id_ecommerce=number, numero_pedido_ecommerce="LOJA-9", forma_envio="C")
    invoice = account.answer("gerar.nota.fiscal.pedido", id=order)["registros"]["registro"]["idNotaFiscal"]
    expedition.done("expedicao.liberar.objetos", idObjetos=str(invoice), tipoObjetos="notafiscal")
    made = expedition.read(idObjeto=str(invoice), tipoObjeto="notafiscal")
    expedition.concluded(made["id"])
    receiver.requests.clear()

    expedition.send(made["identificacao"])

    (heard,) = receiver.products
    assert (heard["dados"]["idVendaTiny"], heard["dados"]["idNotaFiscalTiny"]) == (int(order), int(invoice))
    assert account.read_order(order)["codigo_rastreamento"] == heard["dados"]["codigoRastreio"]


def test_a_carrier_is_told_by_its_name(expedition, number, receiver):
    made = expedition.released(id_ecommerce=number, forma_envio="T", nome_transportador="Expresso", forma_frete="")
    expedition.alter(made, codigoRastreamento="EX-1", urlRastreamento="https://expresso.example/EX-1")
    expedition.concluded(made)
    receiver.requests.clear()

    expedition.send(made)

    dados = receiver.products[0]["dados"]
    assert (dados["transportadora"], dados["formaEnvio"]) == ("Expresso", "Transportadora")
    assert (dados["codigoRastreio"], dados["urlRastreio"]) == ("EX-1", "https://expresso.example/EX-1")


def test_an_accepted_delivery_marks_the_expedition(expedition, concluded):
    assert expedition.shown(concluded)["marcadores"] == []

    expedition.send(concluded)

    assert expedition.shown(concluded)["marcadores"] == [MARKER]


@pytest.mark.fact("tiny-api2", 51)
def test_a_refused_delivery_is_made_fifteen_times_and_does_not_mark(expedition, concluded, receiver, homologa_world):
    receiver.always(500, "")

    expedition.send(concluded)
    for attempt in range(1, 15):
        homologa_world.advance(seconds=attempt * 5 * MINUTES - 1)
        assert len(receiver.requests) == attempt
        homologa_world.advance(seconds=1)
    homologa_world.advance(seconds=10**6)

    assert len(receiver.requests) == 15
    assert len({body for _, body in receiver.requests}) == 1
    assert expedition.shown(concluded)["marcadores"] == []


def test_a_delivery_that_is_taken_later_marks_then(expedition, concluded, receiver, homologa_world):
    receiver.always(503, "")
    expedition.send(concluded)
    receiver.always(200, "")

    homologa_world.advance(seconds=5 * MINUTES)

    assert expedition.shown(concluded)["marcadores"] == [MARKER]


def test_it_is_sent_again_and_marked_once(expedition, concluded, receiver):
    expedition.send(concluded)
    expedition.send(concluded)

    assert len(receiver.products) == 2
    assert expedition.shown(concluded)["marcadores"] == [MARKER]


def test_a_new_code_may_be_sent_after_the_first(expedition, concluded, receiver):
    expedition.send(concluded)
    expedition.alter(concluded, codigoRastreamento="PN123456785BR")

    expedition.send(concluded)

    assert receiver.products[-1]["dados"]["codigoRastreio"] == "PN123456785BR"


def test_it_goes_to_the_integration_of_the_order_only(account, expedition, concluded, number, receiver, url):
    other = account.act("incluir_integracao", plataforma="Uplaces", nome="Outra")["identificador"]
    account.act("salvar_integracao", identificador=other, url_rastreio=url)
    receiver.requests.clear()

    expedition.send(concluded)

    assert [told["idEcommerce"] for told in receiver.products] == [number]


def test_one_that_cannot_be_sent_holds_the_others_back(expedition, concluded, receiver):
    waiting = expedition.released()

    with pytest.raises(ScreenRefused, match="Pedido 4712: gere antes o agrupamento"):
        expedition.send(concluded, waiting)

    assert receiver.requests == []


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({"id_ecommerce": 0}, "a venda não veio de uma integração"),
        ({"forma_envio": "T", "nome_transportador": "Expresso"}, "a expedição não tem código de rastreio"),
    ],
)
def test_what_is_missing_is_told(expedition, number, receiver, order, reason):
    made = expedition.released(**{"id_ecommerce": number, **order})
    expedition.concluded(made)

    with pytest.raises(ScreenRefused, match=f"Pedido 4711: {reason}"):
        expedition.send(made)


def test_an_open_grouping_has_to_be_concluded_first(expedition, number):
    made = expedition.released(id_ecommerce=number)
    grouping = expedition.grouped(made)

    with pytest.raises(ScreenRefused, match=rf"conclua antes o agrupamento {grouping} \(PLP\)"):
        expedition.send(made)


def test_only_an_active_integration_with_a_url_hears(account, expedition, concluded, number, receiver):
    account.act("salvar_integracao", identificador=number, url_rastreio="")
    with pytest.raises(ScreenRefused, match="não tem a URL para envio de rastreio"):
        expedition.send(concluded)

    account.act("inativar_integracao", identificador=number)
    with pytest.raises(ScreenRefused, match="está Inativa, e tem de estar Ativa"):
        expedition.send(concluded)

    account.act("remover_integracao", identificador=number)
    with pytest.raises(ScreenRefused, match="não veio de uma integração com e-commerce desta conta"):
        expedition.send(concluded)
    assert receiver.requests == []


def test_the_expedition_of_a_deleted_order_stays_and_is_not_sent(account, expedition, number, receiver):
    made = expedition.released(id_ecommerce=number)
    expedition.concluded(made)
    account.act("excluir_pedido", pedido=4711)

    with pytest.raises(ScreenRefused, match="não veio de uma integração"):
        expedition.send(made)
    expedition.alter(made, codigoRastreamento="PN123456785BR")
    assert expedition.read(idExpedicao=made)["codigoRastreamento"] == "PN123456785BR"
    assert expedition.shown(made)["expedicao"] == "Pedido 4711"


@pytest.mark.parametrize("named", ["Pedido 1", "1", ""])
def test_an_unknown_expedition_is_not_sent(expedition, named):
    with pytest.raises(ScreenRefused, match="Há 0 expedições"):
        expedition.send(named)


def test_nothing_marked_is_nothing_sent(expedition):
    with pytest.raises(ScreenRefused, match="Marque ao menos uma expedição"):
        expedition.send()


@pytest.mark.fact("tiny-api2", 47)
def test_the_account_hears_of_orders_that_were_sent(account, expedition, receiver, url, judge):
    account.act("salvar_webhooks_da_conta", url_envios=url)
    made = expedition.released(id_ecommerce=0)
    expedition.grouped(made)
    order = expedition.read(idExpedicao=made)["idObjeto"]
    receiver.requests.clear()

    account.answer("pedido.alterar.situacao", id=order, situacao="enviado")

    (heard,) = receiver.products
    judge.validate(heard)
    assert (heard["tipo"], "idEcommerce" in heard) == ("rastreio", False)
    assert heard["dados"]["codigoRastreio"] == expedition.read(idExpedicao=made)["codigoRastreamento"]


@pytest.mark.parametrize("situation", ["aprovado", "pronto_envio", "entregue"])
def test_the_account_does_not_hear_of_other_situations(account, receiver, url, situation):
    account.act("salvar_webhooks_da_conta", url_envios=url)
    receiver.requests.clear()

    account.answer("pedido.alterar.situacao", id=account.order(), situacao=situation)

    assert receiver.requests == []


def test_an_order_without_expedition_tells_what_it_has(account, receiver, url):
    account.act("salvar_webhooks_da_conta", url_envios=url)
    order = account.order(forma_envio="J", forma_frete=".COM")
    account.answer("cadastrar.codigo.rastreamento.pedido", id=order, codigoRastreamento="JD-1")
    receiver.requests.clear()

    account.answer("pedido.alterar.situacao", id=order, situacao="enviado")

    dados = receiver.products[0]["dados"]
    assert (dados["codigoRastreio"], dados["formaEnvio"], dados["formaFrete"]) == ("JD-1", "Jadlog", ".COM")
