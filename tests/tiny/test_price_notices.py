import json
from importlib.resources import files

import jsonschema_rs
import pytest


@pytest.fixture
def number(account, receiver, url):
    """An Ativa integration that hears of prices."""
    return account.integrate(url_precos=url)


@pytest.fixture
def mapped(account, number, receiver):
    mapping = [{"mapeamento": {"idEcommerce": number, "skuMapeamento": "S-CAN"}}]
    made = account.include(codigo="CAN", nome="Caneca", preco=10, mapeamentos=mapping)
    receiver.requests.clear()
    return made


@pytest.fixture(scope="module")
def judge():
    text = files("homologa.simulators").joinpath("_openapi", "tiny-api2.json").read_text("utf-8")
    schema = {"$ref": "#/components/schemas/PrecosNotificacao", "components": json.loads(text)["components"]}
    return jsonschema_rs.Draft202012Validator(schema)


@pytest.mark.fact("tiny-api2", 47)
@pytest.mark.fact("tiny-api2", 49)
def test_the_prices_of_a_mapped_product_are_told(account, mapped, number, receiver, judge):
    account.act("alterar_produto", codigo="CAN", preco=12.9, preco_promocional=9.5)

    (heard,) = receiver.products
    judge.validate(heard)
    ids = heard["dados"].pop("idMapeamento")
    assert heard == {
        "versao": "1.0.1",
        "cnpj": account.credentials["cnpj"],
        "idEcommerce": number,
        "tipo": "precos",
        "dados": {
            "skuMapeamento": "S-CAN",
            "skuMapeamentoPai": "",
            "nome": "Caneca",
            "codigo": "CAN",
            "preco": "12.9",
            "precoPromocional": "9.5",
        },
    }
    assert ids == str(account.sent("CAN")["id_mapeamento"])


def test_no_promotional_price_is_zero(account, mapped, receiver):
    account.act("alterar_produto", codigo="CAN", preco=12)

    (heard,) = receiver.products
    assert (heard["dados"]["preco"], heard["dados"]["precoPromocional"]) == ("12", "0")


def test_a_change_that_leaves_the_prices_is_not_told(account, mapped, receiver):
    account.act("alterar_produto", codigo="CAN", nome="Outra caneca")

    assert receiver.products == []


@pytest.mark.fact("tiny-api2", 49)
def test_the_prices_of_a_product_that_is_not_mapped_are_not_told(account, number, receiver):
    account.include(codigo="CAN")

    account.act("alterar_produto", codigo="CAN", preco=12)

    assert receiver.products == []


@pytest.mark.fact("tiny-api2", 49)
def test_an_inactive_integration_is_not_told(account, mapped, number, receiver):
    account.act("inativar_integracao", identificador=number)

    account.act("alterar_produto", codigo="CAN", preco=12)

    assert receiver.products == []


@pytest.mark.fact("tiny-api2", 51)
def test_a_notice_has_two_attempts_of_the_same_bytes(account, mapped, receiver):
    receiver.always(500, "")

    account.act("alterar_produto", codigo="CAN", preco=12)
    account.act("alterar_produto", codigo="CAN", nome="Outra caneca")
    account.world.advance(seconds=86_400)

    bodies = [body for _, body in receiver.requests]
    assert (len(bodies), len(set(bodies))) == (2, 1)


def test_an_answer_with_a_mapping_changes_nothing(account, mapped, receiver):
    receiver.reply = lambda told: (
        200,
        [{"idMapeamento": told["dados"]["idMapeamento"], "skuMapeamento": "OUTRO"}],
    )

    account.act("alterar_produto", codigo="CAN", preco=12)

    assert account.sent("CAN")["sku"] == "S-CAN"
