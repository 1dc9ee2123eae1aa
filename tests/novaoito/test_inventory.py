"""What a purchase takes off the stock, and what its cancellation gives back."""

import pytest

from homologa.simulators.kernel.errors import ScreenRefusal

URL = "http://conector.test/hooks"
VARIANTS = [
    {"sku": "CAM-P", "opcoes": {"Tamanho": "P"}, "preco": 30, "estoque": 3},
    {"sku": "CAM-G", "opcoes": {"Tamanho": "G"}, "preco": 30, "estoque": 5},
]


@pytest.fixture
def buy(shop):
    return lambda *items: shop.act("finalizar_compra", itens=list(items))


@pytest.fixture
def stock(shop, app):
    """What the store keeps of a SKU."""
    return lambda sku: app.get(f"/stock/{sku}").json()["quantity"]


@pytest.fixture
def told(shop, app):
    """The ids of the products of whose stock the app was told."""
    app.post("/webhooks", json={"event": "stock.updated", "url": URL})
    return lambda: [heard["resource"]["id"] for heard in shop.receiver.events]


CANCELLATIONS = {
    "cancel of the API": lambda shop, app, order: app.post(f"/orders/{order['id']}/cancel", json={}),
    "status of the API": lambda shop, app, order: app.post(
        f"/orders/{order['id']}/status", json={"status": "canceled"}
    ),
    "the button": lambda shop, app, order: shop.act("cancelar_pedido", numero=order["numero"]),
    "the status on the screen": lambda shop, app, order: shop.act(
        "alterar_situacao", numero=order["numero"], situacao="Cancelado"
    ),
}


@pytest.mark.fact("novaoito", 44)
def test_a_purchase_takes_its_quantity_off_at_once(shop, buy, stock, told):
    product = shop.new("A", preco=10, estoque=5)

    buy("A: 2")

    assert (stock("A"), shop.row("A")["estoque"], told()) == (3, 3, [product])


@pytest.mark.fact("novaoito", 44)
def test_more_than_there_is_is_refused_with_the_reason(shop, app, buy, stock, told):
    shop.new("A", preco=10, estoque=2)
    shop.new("B", preco=10, estoque=9)

    with pytest.raises(ScreenRefusal, match="do SKU A há 2 em estoque, e o pedido quer 3"):
        buy("B", "A: 3")

    assert (stock("A"), stock("B"), told()) == (2, 9, [])
    assert app.get("/orders").json()["meta"]["total"] == 0
    buy("A: 2")
    with pytest.raises(ScreenRefusal, match="do SKU A há 0 em estoque, e o pedido quer 1"):
        buy("A")


@pytest.mark.fact("novaoito", 44)
def test_one_sku_in_several_lines_is_counted_together(shop, buy, stock):
    shop.new("A", preco=10, estoque=3)

    with pytest.raises(ScreenRefusal, match="do SKU A há 3 em estoque, e o pedido quer 4"):
        buy("A: 2", "A: 2")
    buy("A: 2", "A")

    assert stock("A") == 0


@pytest.mark.fact("novaoito", 44)
@pytest.mark.parametrize(("switches", "left"), [({"vende_sem_estoque": True}, -2), ({"controla_estoque": False}, 1)])
def test_the_product_may_be_sold_beyond_its_stock(shop, buy, stock, switches, left):
    shop.new("A", preco=10, estoque=1)
    shop.act("alterar_estoque", sku="A", **switches)

    order = buy("A: 3")
    assert stock("A") == left

    shop.act("cancelar_pedido", numero=order["numero"])
    assert stock("A") == 1


@pytest.mark.fact("novaoito", 44)
@pytest.mark.parametrize("way", CANCELLATIONS)
def test_a_cancellation_gives_back_once(shop, app, buy, stock, told, way):
    product = shop.new("A", preco=10, estoque=5)
    order = buy("A: 2")

    for _ in range(2):
        CANCELLATIONS[way](shop, app, order)

    assert (stock("A"), told()) == (5, [product, product])


@pytest.mark.fact("novaoito", 44)
def test_what_was_cancelled_can_be_bought_again(shop, buy):
    shop.new("A", preco=10, estoque=1)
    first = buy("A")
    with pytest.raises(ScreenRefusal, match="há 0 em estoque"):
        buy("A")

    shop.act("cancelar_pedido", numero=first["numero"])

    buy("A")
    with pytest.raises(ScreenRefusal, match="há 0 em estoque"):
        buy("A")


@pytest.mark.fact("novaoito", 44)
def test_a_variant_has_its_own_stock(shop, buy, stock, told):
    product = shop.new("CAM", preco=30, variacoes=VARIANTS)

    order = buy("CAM-P: 2", "CAM-G")
    assert ([stock(sku) for sku in ("CAM-P", "CAM-G", "CAM")], told()) == ([1, 4, 0], [product, product])
    with pytest.raises(ScreenRefusal, match="do SKU CAM-P há 1 em estoque"):
        buy("CAM-P: 2")

    shop.act("cancelar_pedido", numero=order["numero"])
    assert [row["estoque"] for row in shop.view("variacoes", produto="CAM")] == [3, 5]


def test_what_is_gone_from_the_catalogue_is_not_given_back(shop, buy, stock):
    shop.new("A", preco=10, estoque=2)
    shop.new("CAM", preco=30, variacoes=VARIANTS)
    order = buy("A", "CAM-P", "CAM-G")
    shop.act("excluir_produto", sku="A")
    shop.act("alterar_produto", sku="CAM", variacoes=VARIANTS[1:])

    shop.act("cancelar_pedido", numero=order["numero"])

    assert stock("CAM-G") == 6


def test_what_was_refunded_is_not_given_back(shop, buy, stock):
    shop.new("A", preco=10, estoque=2)
    order = buy("A")
    shop.act("aprovar_pagamento", numero=order["numero"])

    shop.act("devolver_pedido", numero=order["numero"])

    assert stock("A") == 1


def test_what_was_taken_is_the_stores_own_note(shop, app, buy):
    shop.new("A", preco=10, estoque=2)

    assert "taken" not in app.get(f"/orders/{buy('A')['id']}").json()


@pytest.mark.parametrize(("there", "left"), [(2.3, 1.3), (2.0, 1)])
def test_fractions_stay_what_they_are(shop, buy, stock, there, left):
    shop.new("A", preco=10, estoque=there)

    buy("A")

    assert stock("A") == left


@pytest.mark.fact("novaoito", 47)
def test_a_negative_balance_is_kept_shown_as_0_and_sold_as_0(shop, app, buy, stock):
    product = shop.new("A", preco=10)
    variants = [{**VARIANTS[0], "estoque": -1}]
    shop.new("CAM", preco=30, variacoes=variants)

    assert app.put("/stock/A", json={"quantity": -3}).json()["quantity"] == -3

    assert (stock("A"), app.get(f"/products/{product}").json()["stock_quantity"]) == (-3, -3)
    assert (shop.row("A")["estoque"], shop.row("A")["registro"]["stock_quantity"]) == (0, -3)
    (variant,) = shop.view("variacoes", produto="CAM")
    assert (variant["estoque"], stock("CAM-P")) == (0, -1)
    with pytest.raises(ScreenRefusal, match="do SKU A há 0 em estoque, e o pedido quer 1"):
        buy("A")
    assert [row["em_estoque"] for row in shop.view("vitrine")] == [False, False]


def test_stock_is_changed_on_the_screen(shop, app, stock):
    shop.new("CAM", preco=30, variacoes=VARIANTS)

    shop.act("alterar_estoque", sku="CAM-P", quantidade=9)
    shop.act("alterar_estoque", sku="CAM-P", vende_sem_estoque=True)

    assert app.get("/stock/CAM-P").json() == {"sku": "CAM-P", "quantity": 9, "manage_stock": True, "backorders": True}
    assert stock("CAM-G") == 5
    with pytest.raises(ScreenRefusal, match="Não há produto com este SKU"):
        shop.act("alterar_estoque", sku="NADA", quantidade=1)
