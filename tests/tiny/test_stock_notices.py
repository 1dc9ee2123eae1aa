import json
from importlib.resources import files

import jsonschema_rs
import pytest

from homologa.simulators.control.client import ScreenRefused

MINUTE = 60


@pytest.fixture
def number(account, receiver, url):
    """An Ativa integration that hears of stock."""
    return account.integrate(url_estoque=url)


@pytest.fixture
def mapped(account, number, receiver):
    made = account.include(codigo="CAN", estoque_atual=10, mapeamentos=mapping(number, "S-CAN"))
    receiver.requests.clear()
    return made


def mapping(number, sku):
    return [{"mapeamento": {"idEcommerce": number, "skuMapeamento": sku}}]


def balance(account, made, quantity):
    document = {"estoque": {"idProduto": made, "tipo": "B", "quantidade": quantity}}
    answer = account.answer("produto.atualizar.estoque", estoque=json.dumps(document))
    assert answer["status"] == "OK", answer


@pytest.fixture(scope="module")
def judge():
    text = files("homologa.simulators").joinpath("_openapi", "tiny-api2.json").read_text("utf-8")
    schema = {"$ref": "#/components/schemas/EstoqueNotificacao", "components": json.loads(text)["components"]}
    return jsonschema_rs.Draft202012Validator(schema)


@pytest.mark.fact("tiny-api2", 47)
@pytest.mark.fact("tiny-api2", 49)
def test_the_stock_of_a_mapped_product_is_told(account, mapped, number, receiver, judge):
    balance(account, mapped, 7.5)

    (heard,) = receiver.products
    judge.validate(heard)
    assert heard == {
        "versao": "1.0.1",
        "cnpj": account.credentials["cnpj"],
        "idEcommerce": number,
        "tipo": "estoque",
        "dados": {
            "tipoEstoque": "F",
            "saldo": 7.5,
            "idProduto": int(mapped),
            "sku": "CAN",
            "skuMapeamento": "S-CAN",
            "skuMapeamentoPai": "",
        },
    }
    assert not {"Authorization", "X-Signature"} & receiver.requests[0][0].keys()


@pytest.mark.fact("tiny-api2", 49)
def test_a_product_that_is_not_mapped_is_not_told(account, number, receiver):
    made = account.include(codigo="CAN")

    balance(account, made, 7)

    assert receiver.products == []


@pytest.mark.fact("tiny-api2", 49)
def test_a_product_mapped_with_another_integration_is_told_there_only(account, mapped, number, receiver, url):
    other = account.act("incluir_integracao", plataforma="Uplaces", nome="Outra")["identificador"]
    account.act("salvar_integracao", identificador=other, url_estoque=url)

    balance(account, mapped, 7)

    assert [heard["idEcommerce"] for heard in receiver.products] == [number]


@pytest.mark.fact("tiny-api2", 49)
def test_an_inactive_integration_is_not_told(account, mapped, number, receiver):
    account.act("inativar_integracao", identificador=number)

    balance(account, mapped, 7)

    assert receiver.products == []


def test_an_integration_without_the_url_is_not_told(account, mapped, number, receiver, url):
    account.act("salvar_integracao", identificador=number, url_estoque="", url_precos=url)
    before = account.world.deliveries(kind="estoque")

    balance(account, mapped, 7)

    assert account.world.deliveries(kind="estoque") == before


def test_a_mapping_that_was_erased_is_not_told(account, mapped, receiver):
    account.alter(id=mapped, mapeamentos=[])

    balance(account, mapped, 7)

    assert receiver.products == []


@pytest.mark.fact("tiny-api2", 49)
@pytest.mark.parametrize(("rule", "kind"), [("físico", "F"), ("disponível", "D"), ("Disponível", "D")])
def test_the_stock_rule_tells_which_balance_goes(account, mapped, number, receiver, rule, kind):
    account.act("salvar_regra_de_estoque", identificador=number, enviar=rule)

    balance(account, mapped, 7)

    (heard,) = receiver.products
    assert (heard["dados"]["tipoEstoque"], heard["dados"]["saldo"]) == (kind, 7)


@pytest.mark.fact("tiny-api2", 49)
@pytest.mark.parametrize(("rule", "told"), [("físico", 10), ("disponível", 7)])
def test_what_is_reserved_is_left_out_of_the_available_balance_only(account, mapped, number, receiver, rule, told):
    account.act("salvar_regra_de_estoque", identificador=number, enviar=rule)

    account.act("reservar_estoque", codigo="CAN", quantidade=3)

    assert [heard["dados"]["saldo"] for heard in receiver.products] == [told]


def test_a_variation_is_told_with_the_sku_of_its_parent(account, number, receiver):
    line = {"codigo": "CAM-P", "grade": {"Tamanho": "P"}, "mapeamentos": mapping(number, "S-P")}
    made = account.include(codigo="CAM", mapeamentos=mapping(number, "S"), variacoes=[{"variacao": line}])
    (child,) = [row["variacao"]["id"] for row in account.read(made)["variacoes"]]
    receiver.requests.clear()

    balance(account, child, 3)

    (heard,) = receiver.products
    assert (heard["dados"]["skuMapeamento"], heard["dados"]["skuMapeamentoPai"]) == ("S-P", "S")


@pytest.mark.fact("tiny-api2", 51)
@pytest.mark.parametrize("status", [500, 204, 302])
def test_a_notice_has_fifteen_attempts_of_the_same_bytes(account, mapped, receiver, status):
    receiver.always(status, "")

    balance(account, mapped, 7)
    account.world.advance(seconds=10 * 86_400)

    bodies = [body for _, body in receiver.requests]
    assert (len(bodies), len(set(bodies))) == (15, 1)
    (delivery,) = account.world.deliveries(kind="estoque", state="failed")
    assert delivery["attempts"] == 15


@pytest.mark.fact("tiny-api2", 51)
def test_each_delay_is_five_minutes_longer(account, mapped, receiver):
    receiver.always(500, "")
    balance(account, mapped, 7)

    heard = [len(receiver.requests)]
    for delay in (5, 10, 15, 20):
        account.world.advance(seconds=delay * MINUTE - 1)
        heard.append(len(receiver.requests))
        account.world.advance(seconds=1)
        heard.append(len(receiver.requests))

    assert heard == [1, 1, 2, 2, 3, 3, 4, 4, 5]


@pytest.mark.fact("tiny-api2", 51)
def test_a_notice_that_was_taken_is_not_told_again(account, mapped, receiver):
    balance(account, mapped, 7)
    account.world.advance(seconds=86_400)

    assert len(receiver.products) == 1


def test_an_unknown_stock_rule_is_refused(account, number):
    with pytest.raises(ScreenRefused, match="Regras: físico, disponível"):
        account.act("salvar_regra_de_estoque", identificador=number, enviar="tudo")
