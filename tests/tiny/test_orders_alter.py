import json

import pytest

TOTAL = "O valor total das parcelas deve ser igual ao valor total da venda."


@pytest.fixture
def order(account):
    return account.order()


@pytest.fixture
def alter(account, order):
    """Sends `dados_pedido` in the JSON body, with token and id in the query."""

    def send(*, id_pedido=order, formato="json", **fields):
        query = {"token": account.token, "formato": formato, "id": id_pedido}
        return account.http.post("pedido.alterar.php", params=query, json={"dados_pedido": fields})

    return send


def error(answer):
    told = answer.json()["retorno"]
    assert (told["status_processamento"], told["status"], told["codigo_erro"]) == ("2", "Erro", 10)
    (row,) = told["erros"]
    return row


@pytest.mark.fact("tiny-api2", 2)
@pytest.mark.fact("tiny-api2", 11)
@pytest.mark.fact("tiny-api2", 36)
def test_a_json_body_changes_the_order_and_the_answer_is_the_state_alone(account, order, alter):
    fields = {"data_prevista": "12/03/2026", "data_envio": "10/03/2026 14:30:00", "obs": "a", "obs_interna": "b"}

    answer = alter(**fields).json()["retorno"]

    assert answer == {"status_processamento": "3", "status": "OK"}
    shown = account.read_order(order)
    assert {name: shown[name] for name in fields} == fields


@pytest.mark.fact("tiny-api2", 36)
@pytest.mark.parametrize(
    "document",
    ['{"obs": "a"}', '{"dados_pedido": {"obs": "a"}}', "<dados_pedido><obs>a</obs></dados_pedido>"],
)
def test_a_form_field_does_too(account, order, document):
    assert account.answer("pedido.alterar", id=order, dados_pedido=document)["status"] == "OK"
    assert account.read_order(order)["obs"] == "a"


@pytest.mark.fact("tiny-api2", 36)
@pytest.mark.parametrize("wrapped", [True, False])
def test_parcels_that_add_up_replace_those_of_the_order(account, order, alter, wrapped):
    parcels = [
        {"data": "09/04/2026", "valor": 10.5, "forma_pagamento": "pix"},
        {"data": "09/05/2026", "valor": "10.50"},
    ]

    alter(parcelas=[{"parcela": parcel} for parcel in parcels] if wrapped else parcels)

    shown = [row["parcela"] for row in account.read_order(order)["parcelas"]]
    assert [(row["data"], row["valor"]) for row in shown] == [("09/04/2026", "10.50"), ("09/05/2026", "10.50")]
    assert shown[0]["forma_pagamento"] == "pix"


@pytest.mark.fact("tiny-api2", 36)
@pytest.mark.parametrize("values", [[10.5], [10.5, 10.49], [21.01], []])
def test_parcels_that_do_not_add_up(account, order, alter, values):
    before = account.read_order(order)

    assert error(alter(obs="x", parcelas=[{"valor": value} for value in values])) == {
        "erro": TOTAL,
        "campo": "parcelas",
    }
    assert account.read_order(order) == before


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"data_prevista": "2026-03-12"}, "data_prevista"),
        ({"data_envio": "amanhã"}, "data_envio"),
        ({"obs": "o" * 101}, "obs"),
        ({"parcelas": [{"valor": 10.5}, {"valor": "muito"}]}, "parcelas.[1].valor"),
        ({"parcelas": [{"valor": 21, "data": "x"}]}, "parcelas.[0].data"),
        ({"parcelas": ["x"]}, "parcelas.[0]"),
        ({"pagamentos_integrados": [{"valor": "x"}]}, "pagamentos_integrados"),
    ],
)
def test_the_field_that_does_not_pass_is_named(alter, fields, where):
    assert error(alter(**fields))["campo"] == where


def test_the_field_is_named_in_xml_too(alter):
    assert "<campo>obs</campo></erros>" in alter(formato="xml", obs="o" * 101).text


@pytest.mark.fact("tiny-api2", 36)
def test_items_and_client_are_never_altered(account, order, alter):
    before = account.read_order(order)

    alter(itens=[], cliente={"nome": "Outra"}, valor_frete=99, situacao="cancelado", numero=1)

    assert account.read_order(order) == before


def test_payments_are_replaced(account, order, alter):
    for sent in ([{"valor": 21, "tipo_pagamento": 17}], [{"pagamento_integrado": {"valor": 5, "tipo_pagamento": "3"}}]):
        alter(pagamentos_integrados=sent)

    (row,) = account.read_order(order)["pagamentos_integrados"]
    assert (row["pagamento_integrado"]["valor"], row["pagamento_integrado"]["tipo_pagamento"]) == (5, 3)


@pytest.mark.fact("tiny-api2", 16)
def test_an_order_that_is_not_there(account, refused, alter):
    assert refused(alter(id_pedido="1", obs="a"), 32, "2") == ["Pedido não localizado"]
    refused(account.call("pedido.alterar", dados_pedido=json.dumps({"obs": "a"})), 10, "2")
    refused(account.call("pedido.alterar", id="1"), 10, "2")
    refused(account.call("pedido.alterar", id="1", dados_pedido="{"), 3, "1")


@pytest.mark.fact("tiny-api2", 11)
@pytest.mark.fact("tiny-api2", 37)
def test_the_situation_is_changed_by_its_code(account, order):
    answer = account.answer("pedido.alterar.situacao", id=order, situacao="PREPARANDO_ENVIO")

    assert answer == {"status_processamento": "3", "status": "OK"}
    assert account.read_order(order)["situacao"] == "Preparando envio"


@pytest.mark.fact("tiny-api2", 37)
def test_unknown_order_and_unknown_code(account, order, refused):
    assert refused(account.call("pedido.alterar.situacao", id="1", situacao="aprovado"), 32, "2") == [
        "Pedido não localizado"
    ]
    refused(account.call("pedido.alterar.situacao", id=order, situacao="perdido"), 31, "2")
    refused(account.call("pedido.alterar.situacao", id=order, situacao="dados_incompletos"), 31, "2")
    refused(account.call("pedido.alterar.situacao", id=order), 10, "2")
    assert account.read_order(order)["situacao"] == "Em aberto"


@pytest.mark.parametrize(
    ("code", "day"), [("faturado", "data_faturamento"), ("enviado", "data_envio"), ("entregue", "data_entrega")]
)
def test_some_situations_note_their_day_once(account, order, code, day):
    today = f"{account.world.advance(seconds=1):%d/%m/%Y}"
    account.answer("pedido.alterar.situacao", id=order, situacao=code)
    account.world.advance(seconds=86_400)
    for back in ("aberto", code):
        account.answer("pedido.alterar.situacao", id=order, situacao=back)

    assert account.read_order(order)[day] == today
