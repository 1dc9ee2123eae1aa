import json

import pytest


@pytest.fixture
def order(account):
    return account.order()


@pytest.fixture
def markers(account, order):
    return lambda: [row["marcador"]["descricao"] for row in account.read_order(order)["marcadores"]]


def named(*descriptions):
    return [{"marcador": {"descricao": description}} for description in descriptions]


@pytest.mark.fact("tiny-api2", 38)
@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"marcadores": rows}], ids=["bare", "inside"])
@pytest.mark.parametrize("where", ["form", "query", "body"])
def test_both_shapes_by_form_query_or_body(account, order, markers, wrap, where):
    def send(verb, *descriptions):
        rows, key = wrap(named(*descriptions)), {"token": account.token, "formato": "json", "idPedido": order}
        if where == "body":
            answer = account.http.post(f"pedido.marcadores.{verb}", params=key, json=rows)
        else:
            sent = {**key, "marcadores": json.dumps(rows)}
            answer = account.http.post(f"pedido.marcadores.{verb}", **{"data" if where == "form" else "params": sent})
        return answer.json()["retorno"]

    assert send("incluir", "VIP", "frágil") == {"status_processamento": 3, "status": "OK"}
    assert markers() == ["VIP", "frágil"]
    assert send("remover", "vip")["status"] == "OK"
    assert markers() == ["frágil"]


def test_the_body_may_carry_the_order_too(account, order, markers):
    body = {"idPedido": int(order), "marcadores": named("VIP")}

    account.http.post("pedido.marcadores.incluir", params={"token": account.token}, json=body)

    assert markers() == ["VIP"]


def test_xml_markers(account, order, markers):
    text = "".join(f"<marcador><descricao>{name}</descricao></marcador>" for name in "ab")

    account.answer("pedido.marcadores.incluir", idPedido=order, marcadores=f"<marcadores>{text}</marcadores>")

    assert markers() == ["a", "b"]


def test_a_marker_is_named_by_its_id_and_put_only_once(account, order, markers):
    account.answer("pedido.marcadores.incluir", idPedido=order, marcadores=json.dumps(named("VIP")))
    number = account.read_order(order)["marcadores"][0]["marcador"]["id"]
    by_id = json.dumps([{"marcador": {"id": int(number)}}])

    account.answer("pedido.marcadores.incluir", idPedido=order, marcadores=by_id)
    assert markers() == ["VIP"]
    account.answer("pedido.marcadores.remover", idPedido=order, marcadores=by_id)
    assert markers() == []


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("service", ["pedido.marcadores.incluir", "pedido.marcadores.remover"])
def test_refusals(account, order, refused, service):
    good = json.dumps(named("VIP"))
    assert refused(account.call(service, idPedido="1", marcadores=good), 32, 2) == ["Pedido não localizado"]
    refused(account.call(service, id=order, marcadores=good), 10, 2)
    refused(account.call(service, idPedido=order), 10, 2)
    for bad in ("{", "[]", '{"marcadores": []}', '[{"descricao": "VIP"}]', '["VIP"]', '{"x": 1}'):
        refused(account.call(service, idPedido=order, marcadores=bad), 3, 1)


def test_a_marker_that_cannot_be_is_31(account, order, refused, markers):
    for bad in ({"id": 1}, {"descricao": " "}, {"descricao": "x" * 51}, {"descricao": "a|b"}):
        sent = json.dumps([{"marcador": {"descricao": "bom"}}, {"marcador": bad}])
        refused(account.call("pedido.marcadores.incluir", idPedido=order, marcadores=sent), 31, 2)
    assert markers() == []
