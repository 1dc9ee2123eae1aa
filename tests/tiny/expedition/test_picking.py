from itertools import permutations

import pytest

from homologa.simulators.control.client import ScreenRefused

NAMES = {1: "Aguardando separação", 2: "Separada", 3: "Embalada", 4: "Em separação"}
ITEM = {"codigo": "A", "descricao": "Caneca", "unidade": "UN", "quantidade": "2.5", "valor_unitario": 10}


@pytest.fixture
def picking(account):
    """An order on the list of what is to be picked; gives the id of its picking."""
    account.include(codigo="A", localizacao="B-12")
    account.order(itens=[{"item": ITEM}], numero_pedido_ecommerce="LOJA-9", forma_envio="C")
    return str(account.act("enviar_pedidos_para_separacao", pedidos=["4711"])["separacoes"][0])


def change(account, picking, situation):
    answer = account.answer("separacao.alterar.situacao", idSeparacao=picking, situacao=str(situation))
    assert answer == {"status_processamento": 3, "status": "OK"}


def read(account, picking):
    answer = account.answer("separacao.obter", idSeparacao=picking)
    assert (answer["status"], answer["status_processamento"]) == ("OK", "3")
    return answer["separacao"]


@pytest.mark.fact("tiny-api2", 17)
@pytest.mark.parametrize("service", ["separacao.pesquisa", "separacoes/pesquisar"])
@pytest.mark.parametrize("suffix", ["", ".php"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pickings_are_found_by_both_names_without_a_wrapper(account, picking, service, suffix, method):
    answer = account.answer(f"{service}{suffix}", method=method)

    (row,) = answer["separacoes"]
    assert (row["id"], row["situacao"], row["situacaoCheckout"]) == (int(picking), 1, 0)
    assert (row["numero"], row["numeroPedidoEcommerce"], row["destinatario"]) == ("4711", "LOJA-9", "Maria Silva")
    assert (row["objOrigem"], row["dataSeparacao"], row["dataCheckout"]) == ("venda", "", "")


def test_one_is_read_with_its_items(account, picking):
    shown = read(account, picking)

    assert (shown["id"], shown["idUsuarioEmbalador"], shown["qtdVolumes"]) == (picking, "0", 1)
    (row,) = shown["itens"]
    assert {name: row["item"][name] for name in ("codigo", "quantidade", "localizacao")} == {
        "codigo": "A",
        "quantidade": "2.5000",
        "localizacao": "B-12",
    }


def test_an_order_is_picked_once(account, picking):
    again = account.act("enviar_pedidos_para_separacao", pedidos=["4711"])["separacoes"]

    assert again == [int(picking)]


@pytest.mark.parametrize("situations", [*permutations(NAMES, 2)])
def test_any_situation_may_follow_any(account, picking, situations):
    for situation in situations:
        change(account, picking, situation)
        assert read(account, picking)["situacao"] == situation
        assert account.view("lista_de_separacoes")[0]["situacao"] == NAMES[situation]


def test_the_moments_are_those_of_the_first_time(account, picking, homologa_world):
    change(account, picking, 2)
    first = read(account, picking)["dataSeparacao"]
    homologa_world.advance(seconds=60)
    change(account, picking, 3)
    change(account, picking, 2)

    shown = read(account, picking)
    assert shown["dataSeparacao"] == first != shown["dataCheckout"] != ""
    assert shown["situacaoCheckout"] == 1


def test_a_search_is_of_a_situation_and_of_days(account, picking, refused):
    day = read(account, picking)["dataCriacao"][:10]
    assert account.answer("separacao.pesquisa", situacao="1", dataInicial=day, dataFinal=day)["separacoes"]

    for missing in ({"situacao": "2"}, {"dataInicial": "01/01/2100"}, {"dataFinal": "01/01/2000"}):
        refused(account.call("separacao.pesquisa", **missing), 20, 2)


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(
    ("sent", "code"),
    [({"situacao": "5"}, 31), ({"situacao": "x"}, 31), ({"dataInicial": "2026-01-01"}, 31), ({"pagina": "2"}, 23)],
)
def test_a_bad_search_is_refused(account, picking, refused, sent, code):
    refused(account.call("separacao.pesquisa", **sent), code, 2)


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(("number", "code"), [("1", 32), ("x", 32), (None, 10)])
def test_an_unknown_picking_is_not_found(account, refused, number, code):
    refused(account.call("separacao.obter", idSeparacao=number), code, "2")
    refused(account.call("separacao.alterar.situacao", idSeparacao=number, situacao="2"), code, 2)


@pytest.mark.parametrize(("situation", "code"), [("0", 31), ("5", 31), ("separada", 31), ("", 10)])
def test_an_unknown_situation_changes_nothing(account, picking, refused, situation, code):
    answer = account.call("separacao.alterar.situacao", idSeparacao=picking, situacao=situation)

    refused(answer, code, 2)
    assert read(account, picking)["situacao"] == 1


def test_a_person_changes_it_by_its_name(account, picking):
    account.act("alterar_situacao_da_separacao", pedido="4711", situacao="em separação")

    assert read(account, picking)["situacao"] == 4


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"pedido": "4711", "situacao": "Perdida"}, "Não há situação “Perdida”"),
        ({"pedido": "4712", "situacao": "Separada"}, "O pedido 4712 não está na separação"),
        ({"pedido": "1", "situacao": "Separada"}, "Não há pedido com o número 1"),
    ],
)
def test_a_person_is_told_what_is_wrong(account, picking, fields, reason):
    account.order()

    with pytest.raises(ScreenRefused, match=reason):
        account.act("alterar_situacao_da_separacao", **fields)


def test_a_cancelled_order_is_not_picked(account):
    order = account.order()
    account.answer("pedido.alterar.situacao", id=order, situacao="cancelado")

    with pytest.raises(ScreenRefused, match="o que foi cancelado não vai para a separação"):
        account.act("enviar_pedidos_para_separacao", pedidos=["4711"])
