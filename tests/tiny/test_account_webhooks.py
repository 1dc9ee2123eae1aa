import json
from importlib.resources import files

import jsonschema_rs
import pytest

from homologa.simulators.control.client import ScreenRefused

ATTEMPTS, TOLERANCE, MINUTE = 10, 20, 60


@pytest.fixture
def listening(account, receiver, url):
    """The account tells of its sales."""
    account.act("salvar_webhooks_da_conta", url_vendas=url)
    receiver.requests.clear()


@pytest.fixture(scope="module")
def judge():
    text = files("homologa.simulators").joinpath("_openapi", "tiny-api2.json").read_text("utf-8")
    schema = {"$ref": "#/components/schemas/PedidoNotificacao", "components": json.loads(text)["components"]}
    return jsonschema_rs.Draft202012Validator(schema)


def shown(account):
    """URL and failures of the notices of sales."""
    row = account.view("webhooks_da_conta")[0]
    return row["url"], row["falhas_seguidas"]


@pytest.mark.fact("tiny-api2", 47)
def test_a_new_order_is_told_without_an_identifier(account, listening, receiver, judge):
    order = account.order(numero_pedido_ecommerce="P-1", ecommerce="Feira", data_pedido="09/03/2026", forma_envio="C")

    (heard,) = receiver.products
    judge.validate(heard)
    (stored,) = account.view("lista_de_pedidos")
    assert heard["dados"].pop("formaEnvio")["descricao"] == "Correios"
    assert heard == {
        "versao": "1.0.0",
        "cnpj": account.credentials["cnpj"],
        "tipo": "inclusao_pedido",
        "dados": {
            "id": int(order),
            "numero": 4711,
            "data": "09/03/2026",
            "idPedidoEcommerce": "P-1",
            "codigoSituacao": "aberto",
            "descricaoSituacao": "Em aberto",
            "idContato": stored["id_contato"],
            "idNotaFiscal": "0",
            "nomeEcommerce": "Feira",
            "cliente": {"nome": "Maria Silva", "cpfCnpj": "123.456.789-09"},
        },
    }


@pytest.mark.fact("tiny-api2", 53)
def test_a_change_is_told_once_whatever_it_is(account, listening, receiver, judge):
    account.include(codigo="A", estoque_atual=5)
    order = account.order()
    receiver.requests.clear()

    account.act("alterar_pedido", pedido=4711, itens=[{"codigo": "A", "quantidade": 1, "valor": 3}])
    account.answer("pedido.alterar.situacao", id=order, situacao="aprovado")
    account.answer("pedido.lancar.estoque", id=order)

    assert [heard["tipo"] for heard in receiver.products] == ["atualizacao_pedido"] * 3
    assert [heard["dados"]["codigoSituacao"] for heard in receiver.products] == ["aberto", "aprovado", "aprovado"]
    assert {heard["dados"]["idNotaFiscal"] for heard in receiver.products} == {"0"}
    for heard in receiver.products:
        judge.validate(heard)


def test_a_refused_or_deleted_order_is_not_told(account, listening, receiver):
    account.try_order(itens=[])
    assert receiver.products == []
    account.order()
    receiver.requests.clear()
    account.act("excluir_pedido", pedido=4711)
    assert receiver.products == []


@pytest.mark.fact("tiny-api2", 48)
def test_a_saved_url_gets_an_empty_ping_once(account, receiver, url):
    for _ in range(2):
        account.act("salvar_webhooks_da_conta", url_vendas=url)

    assert [body for _, body in receiver.requests] == [b""]


@pytest.mark.fact("tiny-api2", 51)
def test_ten_attempts_each_five_minutes_later_and_byte_identical(account, listening, receiver):
    receiver.always(500, "")
    account.order()
    for turn in range(1, ATTEMPTS):
        account.world.advance(seconds=turn * 5 * MINUTE - 1)
        assert len(receiver.requests) == turn
        account.world.advance(seconds=1)

    account.world.advance(seconds=86_400)
    assert len(receiver.requests) == ATTEMPTS
    assert len({body for _, body in receiver.requests}) == 1


@pytest.mark.fact("tiny-api2", 54)
def test_after_twenty_failures_in_a_row_the_url_is_gone(account, listening, receiver, url):
    receiver.always(503, "")
    for _ in range(TOLERANCE - 1):
        account.order()
    assert shown(account) == (url, TOLERANCE - 1)

    account.order()

    assert shown(account) == ("", 0)
    account.world.advance(seconds=7 * 86_400)
    account.order()
    assert len(receiver.requests) == TOLERANCE


@pytest.mark.fact("tiny-api2", 54)
def test_one_success_forgets_the_failures_before(account, listening, receiver, url):
    receiver.always(503, "")
    for _ in range(TOLERANCE - 1):
        account.order()
    receiver.always(200, "")
    account.order()
    assert shown(account) == (url, 0)


def test_the_screen_needs_the_extension_and_good_urls(account, url):
    with pytest.raises(ScreenRefused, match="não é válida"):
        account.act("salvar_webhooks_da_conta", url_vendas="receptor")
    account.act("desinstalar_extensao", extensao="Webhooks")
    with pytest.raises(ScreenRefused, match="Webhooks"):
        account.act("salvar_webhooks_da_conta", url_vendas=url)


def test_without_the_extension_nothing_is_told(account, listening, receiver):
    account.act("desinstalar_extensao", extensao="Webhooks")
    account.order()
    assert receiver.products == []


def test_an_emptied_url_ends_the_notices_that_wait(account, listening, receiver):
    receiver.always(500, "")
    account.order()
    account.act("salvar_webhooks_da_conta", url_vendas="")
    account.world.advance(seconds=86_400)
    account.order()
    assert len(receiver.requests) == 1
