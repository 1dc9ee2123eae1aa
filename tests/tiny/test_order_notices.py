import json
from importlib.resources import files

import jsonschema_rs
import pytest

ATTEMPTS, MINUTE = 15, 60


@pytest.fixture
def number(account, receiver, url):
    """An Ativa integration that hears of situations."""
    made = account.integrate(url_situacao=url)
    receiver.requests.clear()
    return made


@pytest.fixture(scope="module")
def judge():
    text = files("homologa.simulators").joinpath("_openapi", "tiny-api2.json").read_text("utf-8")
    schema = {"$ref": "#/components/schemas/SituacaoNotificacao", "components": json.loads(text)["components"]}
    return jsonschema_rs.Draft202012Validator(schema)


def change(account, order, code):
    assert account.answer("pedido.alterar.situacao", id=order, situacao=code)["status"] == "OK"


@pytest.mark.fact("tiny-api2", 47)
@pytest.mark.fact("tiny-api2", 52)
def test_the_integration_hears_of_the_new_situation(account, number, receiver, judge):
    order = account.order(id_ecommerce=number, numero_pedido_ecommerce="P-1")

    change(account, order, "pronto_envio")

    (heard,) = receiver.products
    judge.validate(heard)
    assert heard == {
        "versao": "1.0.1",
        "cnpj": account.credentials["cnpj"],
        "idEcommerce": number,
        "tipo": "situacao_pedido",
        "dados": {
            "idPedidoEcommerce": "P-1",
            "idVendaTiny": int(order),
            "situacao": "pronto_envio",
            "descricaoSituacao": "Pronto para envio",
        },
    }


@pytest.mark.fact("tiny-api2", 65)
def test_what_was_not_delivered_reads_the_same_everywhere(account, number, receiver):
    order = account.order(id_ecommerce=number)

    change(account, order, "nao_entregue")

    (row,) = account.answer("pedidos.pesquisa", situacao="nao_entregue")["pedidos"]
    texts = [account.read_order(order)["situacao"], row["pedido"]["situacao"]]
    texts.append(receiver.products[0]["dados"]["descricaoSituacao"])
    assert texts == ["Não entregue"] * 3


@pytest.mark.fact("tiny-api2", 52)
def test_an_order_without_a_number_of_the_ecommerce_tells_none(account, number, receiver):
    change(account, account.order(id_ecommerce=number), "aprovado")

    assert receiver.products[0]["dados"]["idPedidoEcommerce"] == ""


@pytest.mark.fact("tiny-api2", 52)
def test_orders_of_nobody_or_of_another_are_not_told(account, number, receiver, url):
    other = account.integrate()

    for fields in ({}, {"id_ecommerce": other}, {"id_ecommerce": 99}):
        change(account, account.order(**fields), "aprovado")

    assert receiver.products == []


def test_nothing_is_told_of_a_new_order_or_of_the_same_situation(account, number, receiver):
    order = account.order(id_ecommerce=number, situacao="aprovado")
    change(account, order, "aprovado")
    account.act("incluir_marcador_no_pedido", pedido=4711, marcador="VIP")

    assert receiver.products == []


def test_an_integration_that_is_switched_off_hears_nothing(account, number, receiver):
    account.act("inativar_integracao", identificador=number)
    change(account, account.order(id_ecommerce=number), "aprovado")

    assert receiver.products == []


@pytest.mark.fact("tiny-api2", 51)
def test_fifteen_attempts_each_five_minutes_later_and_byte_identical(account, number, receiver):
    receiver.always(500, "")
    change(account, account.order(id_ecommerce=number, numero_pedido_ecommerce="P-1"), "aprovado")
    for turn in range(1, ATTEMPTS):
        account.world.advance(seconds=turn * 5 * MINUTE - 1)
        assert len(receiver.requests) == turn
        account.world.advance(seconds=1)

    account.world.advance(seconds=86_400)
    assert len(receiver.requests) == ATTEMPTS
    assert len({body for _, body in receiver.requests}) == 1


def test_situations_are_told_in_their_order(account, number, receiver):
    order = account.order(id_ecommerce=number)
    codes = ["aprovado", "faturado", "enviado", "entregue", "cancelado"]

    for code in codes:
        change(account, order, code)

    assert [heard["dados"]["situacao"] for heard in receiver.products] == codes
