import pytest

from homologa.simulators.kernel.errors import ScreenRefusal

URL = "http://conector.test/hooks"
EVENTS = ("order.created", "order.paid", "order.updated", "order.canceled", "order.shipped")
WAY = ("pending_payment", "payment_review", "paid", "processing", "invoiced", "shipped", "delivered")
INVOICE = {
    "number": "123",
    "series": "1",
    "access_key": "4" * 44,
    "issued_at": "2026-11-03T09:00:00-03:00",
    "total": 10,
}
SHIPMENT = {"carrier": "Correios", "method": "PAC", "tracking_number": "BR1", "tracking_url": "https://r.example/BR1"}


@pytest.fixture
def order(shop, app):
    for event in EVENTS:
        app.post("/webhooks", json={"event": event, "url": URL})
    shop.new("A", preco=10, estoque=9)
    return shop.act("finalizar_compra", itens=["A"])["id"]


@pytest.fixture
def move(app, order):
    return lambda status, **more: app.post(f"/orders/{order}/status", json={"status": status, **more})


def heard(shop):
    return [told["event"] for told in shop.receiver.events]


def test_the_status_goes_forward_and_may_jump(shop, app, order, move):
    assert [move(status).json()["status"] for status in WAY[1:]] == list(WAY[1:])
    other = shop.act("finalizar_compra", itens=["A"])["id"]
    assert app.post(f"/orders/{other}/status", json={"status": "delivered"}).status_code == 200


@pytest.mark.parametrize("place", range(1, len(WAY)))
def test_the_status_never_goes_back(app, order, move, refused, place):
    move(WAY[place])

    for earlier in WAY[:place]:
        refused(move(earlier), 409, "invalid_transition")
    assert app.get(f"/orders/{order}").json()["status"] == WAY[place]


@pytest.mark.parametrize("status", WAY)
def test_canceled_before_the_shipment_and_refunded_once_paid(shop, move, refused, status):
    move(status)
    is_shipped, is_paid = status in WAY[5:], status in WAY[2:]
    shop.world.snapshot("antes")

    canceled = move("canceled").status_code
    shop.world.restore("antes")
    refunded = move("refunded").status_code

    assert (canceled, refunded) == (409 if is_shipped else 200, 200 if is_paid else 409)


@pytest.mark.parametrize("end", ["canceled", "refunded"])
def test_nothing_follows_the_end(app, order, move, refused, end):
    move("paid")
    move(end)

    for status in {*WAY, "canceled", "refunded"} - {end}:
        refused(move(status), 409, "invalid_transition")
    refused(app.post(f"/orders/{order}/invoices", json=INVOICE), 409, "invalid_transition")
    refused(app.post(f"/orders/{order}/shipments", json=SHIPMENT), 409, "invalid_transition")


def test_a_refusal_tells_what_may_follow(shop, move, refused):
    move("invoiced")
    refused(move("paid"), 409, "invalid_transition")

    (call,) = shop.world.journal.find(operation="orders.status", status="4xx")
    assert call.hint.endswith("depois de invoiced vem: shipped, delivered, refunded, canceled")


def test_payment_follows_the_status(app, order, move, shop):
    shop.world.advance_by(60)
    paid = move("paid").json()["payment"]
    kept = move("shipped").json()["payment"]
    refunded = move("refunded").json()["payment"]

    assert (paid["status"], paid["paid_at"]) == ("approved", "2026-11-03T09:01:00-03:00")
    assert kept == paid
    assert (refunded["status"], refunded["paid_at"]) == ("refunded", paid["paid_at"])


def test_what_is_canceled_unpaid_was_never_paid(app, order):
    shown = app.post(f"/orders/{order}/cancel").json()

    assert (shown["status"], shown["payment"]["status"], shown["payment"]["paid_at"]) == ("canceled", "canceled", None)
    assert app.post(f"/orders/{order}/cancel", json={}).json() == shown


@pytest.mark.fact("novaoito", 11)
def test_each_change_is_told_thinly(shop, order, move):
    for status in ("paid", "shipped", "refunded"):
        move(status)

    assert heard(shop) == [
        "order.created",
        *("order.updated", "order.paid"),
        *("order.updated", "order.shipped"),
        "order.updated",
    ]
    assert {str(told["resource"]) for told in shop.receiver.events} == {str({"type": "order", "id": order})}


def test_a_jump_tells_of_all_that_it_jumps(shop, move):
    move("delivered")

    assert heard(shop) == ["order.created", "order.updated", "order.paid", "order.shipped"]


def test_a_cancellation_is_told(shop, app, order):
    app.post(f"/orders/{order}/cancel")
    app.post(f"/orders/{order}/cancel")

    assert heard(shop) == ["order.created", "order.updated", "order.canceled"]


def test_the_same_status_again_leaves_no_trace(shop, app, order, move):
    first = move("paid").json()
    shop.world.advance_by(60)

    assert move("paid").json() == first
    assert heard(shop) == ["order.created", "order.updated", "order.paid"]


def test_comments_are_kept(shop, move):
    move("paid", comment="Pago no caixa", notify_customer=True)
    shown = move("paid", comment="Conferido").json()

    assert [(row["status"], row["comment"], row["notify_customer"]) for row in shown["comments"]] == [
        ("paid", "Pago no caixa", True),
        ("paid", "Conferido", False),
    ]


def test_an_invoice_is_kept_once_and_moves_the_order(shop, app, order):
    first = app.post(f"/orders/{order}/invoices", json=INVOICE)
    again = app.post(f"/orders/{order}/invoices", json=INVOICE)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["status"] == "invoiced"
    assert first.json()["invoices"] == [{**INVOICE, "danfe_url": None, "xml_url": None}]


def test_an_invoice_does_not_take_a_shipped_order_back(app, order, move):
    move("shipped")

    assert app.post(f"/orders/{order}/invoices", json=INVOICE).json()["status"] == "shipped"


def test_a_shipment_is_kept_once_and_moves_the_order(shop, app, order):
    first = app.post(f"/orders/{order}/shipments", json=SHIPMENT)
    again = app.post(f"/orders/{order}/shipments", json=SHIPMENT)
    second = app.post(f"/orders/{order}/shipments", json={**SHIPMENT, "tracking_number": "BR2"})

    assert (first.status_code, again.status_code, second.status_code) == (201, 200, 201)
    assert (first.json()["status"], first.json()["shipping"]["carrier"]) == ("shipped", "Correios")
    assert [row["tracking_number"] for row in second.json()["shipping"]["tracking"]] == ["BR1", "BR2"]
    assert first.json()["shipping"]["tracking"] == [{**SHIPMENT, "shipped_at": "2026-11-03T09:00:00-03:00"}]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("status", {"status": "lost"}, "status"),
        ("status", {}, "status"),
        ("invoices", {**INVOICE, "access_key": "4" * 43}, "access_key"),
        ("invoices", {**INVOICE, "total": None}, "total"),
        ("shipments", {"method": "PAC"}, "carrier"),
        ("shipments", {**SHIPMENT, "shipped_at": "ontem"}, "shipped_at"),
        ("cancel", {"comment": 7}, "comment"),
    ],
)
def test_bodies_have_their_shape(app, order, refused, path, body, field):
    answer = app.post(f"/orders/{order}/{path}", json=body)

    assert set(refused(answer, 422, "validation_failed")["errors"]) == {field}


def test_people_do_it_on_the_screens(shop, order):
    (row,) = shop.view("pedidos")
    number = row["numero"]

    for action in ("aprovar_pagamento", "separar_pedido"):
        shop.act(action, numero=number)
    shop.act("registrar_nota_fiscal", numero=number, nota="77", chave="4" * 44)
    shop.act("registrar_envio", numero=number, transportadora="Correios", codigo="BR1")
    shop.act("confirmar_entrega", numero=number)
    with pytest.raises(ScreenRefusal, match="está Entregue e não pode passar a Cancelado"):
        shop.act("cancelar_pedido", numero=number)
    with pytest.raises(ScreenRefusal, match="não pode passar a Em análise"):
        shop.act("alterar_situacao", numero=number, situacao="Em análise")
    shop.act("devolver_pedido", numero=number, comentario="Veio quebrada")

    (row,) = shop.view("pedidos")
    assert (row["situacao"], row["pagamento"]) == ("Devolvido", "Estornado")
    assert (row["notas_fiscais"], row["rastreios"], row["comentarios"]) == (["77"], ["BR1"], ["Veio quebrada"])
    with pytest.raises(ScreenRefusal, match="Não há o pedido 9"):
        shop.act("aprovar_pagamento", numero="9")
