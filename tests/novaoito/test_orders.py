import pytest

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.ids import SecretSource
from homologa.simulators.kernel.masks.masking import Masker
from homologa.simulators.novaoito import PLATFORM

PERSON = {
    "cliente": "Ana Souza",
    "email": "ana@exemplo.com.br",
    "documento": "111.444.777-35",
    "telefone": "(11) 98765-4321",
    "cep": "01310-100",
    "rua": "Avenida Paulista",
    "numero": "1000",
    "complemento": None,
    "bairro": "Bela Vista",
    "cidade": "São Paulo",
    "uf": "SP",
}


@pytest.fixture
def order(shop):
    """The id of an order of two mugs and a plate, R$ 62,30 with freight."""
    shop.new("CAN-01", nome="Caneca", preco=20.1, estoque=9)
    shop.new("PRA-01", nome="Prato", preco=15, preco_promocional=12.1, estoque=9)
    sale = {"itens": ["CAN-01: 2", {"SKU": "PRA-01"}], "frete": 15, "desconto": 5, **PERSON}
    return shop.act("finalizar_compra", **sale)["id"]


def test_an_order_is_as_the_page_says(shop, app, order):
    shown = app.get(f"/orders/{order}").json()

    assert (shown["status"], shown["status_label"]) == ("pending_payment", "Aguardando pagamento")
    assert [(row["sku"], row["quantity"], row["price"], row["total"]) for row in shown["items"]] == [
        ("CAN-01", 2, 20.1, 40.2),
        ("PRA-01", 1, 12.1, 12.1),
    ]
    assert shown["totals"] == {"subtotal": 52.3, "discount": 5, "shipping": 15, "tax": 0, "grand_total": 62.3}
    assert shown["payment"] == {"method": "pix", "installments": 1, "status": "pending", "paid_at": None}
    assert (shown["shipping"]["address"]["recipient"], shown["shipping"]["address"]["state"]) == ("Ana Souza", "SP")
    assert (shown["customer"]["document"], shown["placed_at"]) == ("11144477735", "2026-11-03T09:00:00-03:00")
    assert (shown["invoices"], shown["comments"], shown["shipping"]["tracking"]) == ([], [], [])


def test_an_order_is_seen_on_the_screens(shop, order):
    (row,) = shop.view("pedidos")
    (customer,) = shop.view("clientes")

    assert (row["situacao"], row["cliente"], row["skus"], row["total"]) == (
        "Aguardando pagamento",
        "Ana Souza",
        ["CAN-01", "PRA-01"],
        62.3,
    )
    assert shop.view("pedidos", numero=row["numero"]) == [row]
    assert (customer["nome"], customer["documento"]) == ("Ana Souza", "11144477735")


def test_prices_of_an_order_stay_as_they_were(shop, app, order):
    shop.act("alterar_produto", sku="CAN-01", preco=99, nome="Caneca cara")

    assert app.get(f"/orders/{order}").json()["items"][0]["price"] == 20.1


def test_a_shopper_of_whom_nothing_is_said_is_made_up(shop, app):
    shop.new("A", preco=10, estoque=2)
    for _ in range(2):
        shop.act("finalizar_compra", itens="A")

    first, second = app.get("/customers").json()["data"]

    assert first["document"] != second["document"]
    assert first["addresses"][0]["recipient"] == first["name"]
    assert app.get(f"/customers/{first['id']}").json() == first


def test_a_customer_is_known_by_the_document_else_by_the_email(shop, app, order):
    shop.world.advance_by(60)
    shop.act("finalizar_compra", itens=["CAN-01"], **{**PERSON, "email": "outro@exemplo.com.br", "rua": "Rua Nova"})
    shop.act("finalizar_compra", itens=["CAN-01"], **{**PERSON, "documento": "(vazio)", "email": "sem@exemplo.com.br"})
    shop.act("finalizar_compra", itens=["CAN-01"], **{**PERSON, "documento": "(vazio)", "email": "sem@exemplo.com.br"})

    first, second = app.get("/customers").json()["data"]

    assert (first["email"], len(first["addresses"])) == ("outro@exemplo.com.br", 2)
    assert first["updated_at"] > first["created_at"]
    assert (second["document"], len(second["addresses"])) == (None, 1)
    assert app.get("/customers", params={"filter[document]": "11144477735"}).json()["data"] == [first]
    assert app.get(f"/orders?filter[customer_id]={second['id']}").json()["meta"]["total"] == 2


@pytest.mark.parametrize("written", ["12.ABC.345/01DE-35", "12abc34501de35"])
def test_a_company_may_have_letters_in_its_cnpj(shop, app, order, written):
    shop.act("finalizar_compra", itens=["CAN-01"], **{**PERSON, "documento": "12ABC34501DE35"})
    shop.act("finalizar_compra", itens=["CAN-01"], **{**PERSON, "documento": written})

    (company,) = app.get("/customers", params={"filter[document]": "12ABC34501DE35"}).json()["data"]

    assert company["document"] == "12ABC34501DE35"


def test_orders_are_filtered_and_sorted(shop, app, order, refused):
    shop.world.advance_by(60)
    later = shop.act("finalizar_compra", itens=["CAN-01"])
    app.post(f"/orders/{later['id']}/status", json={"status": "paid"})

    def ids(**query):
        return [row["id"] for row in app.get("/orders", params=query).json()["data"]]

    assert ids(**{"filter[status]": "paid"}) == ids(**{"filter[number]": later["numero"]}) == [later["id"]]
    assert ids(sort="-placed_at") == ids(sort="-id") == [later["id"], order]
    assert ids(updated_at_max="2026-11-03T09:00:30-03:00") == [order]
    problem = refused(app.get("/orders?filter[status]=on&filter[customer_id]=x&sort=total"), 422, "validation_failed")
    assert set(problem["errors"]) == {"filter[status]", "filter[customer_id]", "sort"}


@pytest.mark.parametrize("path", ["/orders/9", "/customers/9", "/orders/99999999999999999999"])
def test_what_is_not_there_is_not_found(app, refused, path):
    refused(app.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"itens": ["NADA"]}, "Não há produto"),
        ({"itens": [{"quantidade": 1}]}, "sku e quantidade"),
        ({"itens": ["CAN-01: 0"]}, "mínimo 1"),
        ({"itens": ["CAN-01"], "desconto": 50}, "subtotal"),
        ({"itens": ["CAN-01"], "documento": "123"}, "document"),
        ({"itens": ["CAN-01"], "forma_de_pagamento": "Fiado"}, "Cartão de crédito"),
    ],
)
def test_a_purchase_that_cannot_be_is_refused(shop, order, fields, reason):
    with pytest.raises(ScreenRefusal, match=reason):
        shop.act("finalizar_compra", **fields)
    assert len(shop.view("pedidos")) == 1


@pytest.mark.parametrize("noun", ["orders", "customers"])
def test_who_bought_leaves_masked_and_what_was_bought_does_not(shop, app, order, noun):
    text = app.get(f"/{noun}").text

    masked = Masker(SecretSource.derive("teste", "um"), (), (), [PLATFORM.personal]).text(text, f"{noun}.list")

    told = (
        "Ana Souza",
        "11144477735",
        "ana@exemplo.com.br",
        "98765-4321",
        "01310-100",
        "Avenida Paulista",
        "Bela Vista",
    )
    assert [word for word in told if word not in text or word in masked] == []
    assert ("Caneca" in masked) is ("Caneca" in text)
