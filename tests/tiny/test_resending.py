"""A mapped product is told again when it changes, and only then."""

import json

import pytest

VARIATIONS = [{"variacao": {"codigo": f"CAM-{size}", "preco": 20, "grade": {"Tamanho": size}}} for size in "PM"]


@pytest.fixture
def number(account, receiver, url):
    """An Ativa integration that hears of products."""
    return account.integrate(url_produtos=url)


@pytest.fixture
def mapped(account, number, receiver):
    """A product that was sent and mapped; what the receiver heard is forgotten."""
    made = account.include(codigo="CAN", preco=10)
    account.send("CAN")
    receiver.requests.clear()
    return made


def echo(account, made, **changes):
    """Reads a product and writes all of it back, with some changes."""
    shown = account.read(made)
    record = {name: value for name, value in shown.items() if name not in ("variacoes", "mapeamentos")}
    account.alter(**{**record, **changes})


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [("nome", "Outra caneca", "nome"), ("preco", 12.5, "preco"), ("descricao", "<p>Nova</p>", "descricaoComplementar")],
)
def test_a_change_on_the_screen_is_told_with_the_sku_of_the_platform(account, mapped, receiver, field, value, told):
    account.act("alterar_produto", codigo="CAN", **{field: value})

    (heard,) = receiver.products
    assert (heard["tipo"], heard["dados"][told]) == ("produto", str(value))
    assert heard["dados"]["skuMapeamento"] == "CAN"


def test_a_change_by_the_api_is_told(account, mapped, receiver):
    echo(account, mapped, nome="Outra caneca")

    assert [heard["dados"]["nome"] for heard in receiver.products] == ["Outra caneca"]


def test_a_record_written_back_as_it_is_is_not_told(account, mapped, receiver):
    echo(account, mapped)

    assert receiver.products == []


def test_a_change_of_the_mapping_alone_is_not_told(account, mapped, number, receiver):
    echo(account, mapped, mapeamentos=[{"mapeamento": {"idEcommerce": number, "skuMapeamento": "OUTRO"}}])

    assert account.sent("CAN")["sku"] == "OUTRO"
    assert receiver.products == []


def test_a_product_mapped_by_the_platform_is_told_of_later_changes_only(account, number, receiver):
    made = account.include(codigo="CAN")
    echo(account, made, mapeamentos=[{"mapeamento": {"idEcommerce": number, "skuMapeamento": "S"}}])
    at_once = list(receiver.products)

    account.act("alterar_produto", codigo="CAN", nome="Outra caneca")

    assert at_once == []
    assert [heard["dados"]["skuMapeamento"] for heard in receiver.products] == ["S"]


def test_a_product_included_with_its_mapping_is_told_of_later_changes_only(account, number, receiver):
    account.include(codigo="CAN", mapeamentos=[{"mapeamento": {"idEcommerce": number, "skuMapeamento": "S"}}])
    at_once = list(receiver.products)

    account.act("alterar_produto", codigo="CAN", nome="Outra caneca")

    assert (at_once, len(receiver.products)) == ([], 1)


def test_the_answer_that_maps_is_not_told(account, number, receiver):
    account.include(codigo="CAN")

    account.send("CAN")

    assert len(receiver.products) == 1


def test_a_change_of_stock_alone_is_not_told(account, mapped, receiver):
    account.answer("produto.atualizar.estoque", estoque=json.dumps({"estoque": {"idProduto": mapped, "quantidade": 5}}))

    assert receiver.products == []


def test_a_record_written_back_after_a_change_of_stock_is_not_told(account, mapped, receiver):
    account.answer("produto.atualizar.estoque", estoque=json.dumps({"estoque": {"idProduto": mapped, "quantidade": 5}}))

    echo(account, mapped)

    assert receiver.products == []


def test_a_change_of_prices_by_the_api_is_told(account, mapped, receiver):
    account.answer("produto.atualizar.precos", precos=json.dumps({"precos": [{"id": mapped, "preco": "12.50"}]}))

    assert [heard["dados"]["preco"] for heard in receiver.products] == ["12.5"]


def test_a_product_that_is_not_mapped_is_not_told(account, number, receiver):
    account.include(codigo="CAN")
    receiver.always(200, [])
    account.send("CAN")
    receiver.requests.clear()

    account.act("alterar_produto", codigo="CAN", nome="Outra caneca")

    assert receiver.products == []


def test_an_inactive_integration_hears_nothing(account, mapped, number, receiver):
    account.act("inativar_integracao", identificador=number)

    account.act("alterar_produto", codigo="CAN", nome="Outra caneca")

    assert receiver.products == []


def test_an_integration_without_the_url_hears_nothing(account, mapped, number, receiver):
    account.act("salvar_integracao", identificador=number, url_produtos="")

    account.act("alterar_produto", codigo="CAN", nome="Outra caneca")

    assert len(account.world.deliveries(kind="produto")) == 1


def test_a_change_of_a_variation_is_told_with_its_whole_product(account, number, receiver):
    account.include(codigo="CAM", variacoes=VARIATIONS)
    account.send("CAM")
    receiver.requests.clear()

    account.act("alterar_produto", codigo="CAM-P", preco=25)

    (heard,) = receiver.products
    assert [(row["codigo"], row["preco"]) for row in heard["dados"]["variacoes"]] == [("CAM-P", "25"), ("CAM-M", "20")]


def test_a_new_variation_is_asked_about_and_mapped(account, number, receiver):
    made = account.include(codigo="CAM", variacoes=VARIATIONS)
    account.send("CAM")

    new = {"variacao": {"codigo": "CAM-G", "preco": 20, "grade": {"Tamanho": "G"}}}
    account.alter(id=made, variacoes=[*VARIATIONS, new])

    (_, heard) = receiver.products
    assert [row["skuMapeamento"] for row in heard["dados"]["variacoes"]] == ["CAM-P", "CAM-M", ""]
    assert account.sent("CAM-G")["situacao"] == "mapeado"


def test_two_integrations_hear_each_with_its_own_sku(account, mapped, receiver, url):
    other = account.act("incluir_integracao", plataforma="Uplaces", nome="Outra")["identificador"]
    account.act("salvar_integracao", identificador=other, url_produtos=url)
    echo(account, mapped, mapeamentos=[{"mapeamento": {"idEcommerce": other, "skuMapeamento": "U-1"}}])

    account.act("alterar_produto", codigo="CAN", nome="Outra caneca")

    assert [heard["dados"]["skuMapeamento"] for heard in receiver.products] == ["CAN", "U-1"]


def test_a_failed_notice_of_a_change_keeps_the_mapping(account, mapped, receiver):
    receiver.always(500, "")

    account.act("alterar_produto", codigo="CAN", nome="Outra caneca")
    account.world.advance(seconds=86_400)

    assert len(receiver.products) == 2
    assert (account.sent("CAN")["situacao"], account.sent("CAN")["mensagem"]) == (
        "mapeado",
        "o e-commerce respondeu 500",
    )
