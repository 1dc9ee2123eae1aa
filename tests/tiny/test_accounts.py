import json

import pytest

KINDS = ("receber", "pagar")


@pytest.fixture
def order(account):
    parcels = [{"parcela": {"dias": 30, "valor": 10}}, {"parcela": {"dias": 60, "valor": 11}}]
    return account.order(data_pedido="09/03/2026", parcelas=parcels)


def accounts(account, kind="receber"):
    return account.answer(f"contas.{kind}.pesquisa").get("contas", [])


@pytest.mark.fact("tiny-api2", 11)
@pytest.mark.fact("tiny-api2", 44)
def test_launching_makes_an_account_for_each_parcel(account, order):
    assert account.answer("pedido.lancar.contas", id=order) == {"status_processamento": 3, "status": "OK"}

    answer = account.answer("contas.receber.pesquisa")
    assert answer["status_processamento"] == "3"
    first, second = answer["contas"]
    assert first == {
        "id": first["id"],
        "nome_cliente": "Maria Silva",
        "historico": "Ref. ao pedido de venda nº 4711",
        "numero_banco": "",
        "numero_doc": "4711/01",
        "serie_doc": "",
        "data_vencimento": "08/04/2026",
        "data_emissao": "09/03/2026",
        "valor": 10,
        "saldo": 10,
        "situacao": "aberto",
    }
    assert (second["valor"], second["data_vencimento"]) == (11, "08/05/2026")


def test_an_order_without_parcels_has_one_account_of_its_total(account):
    account.answer("pedido.lancar.contas", id=account.order(valor_frete=2))

    assert [row["valor"] for row in accounts(account)] == [23]


def test_reversing_takes_the_accounts_away_and_each_is_done_once(account, order, refused):
    refused(account.call("pedido.estornar.contas", id=order), 31, 2)
    account.answer("pedido.lancar.contas", id=order)
    refused(account.call("pedido.lancar.contas", id=order), 31, 2)
    account.answer("pedido.estornar.contas", id=order)

    refused(account.call("contas.receber.pesquisa"), 20, "2")


def test_a_cancelled_order_has_no_accounts(account, order):
    account.answer("pedido.lancar.contas", id=order)
    account.answer("pedido.alterar.situacao", id=order, situacao="cancelado")

    assert (accounts(account), account.view("pedido", pedido=4711)["contas"]) == ([], [])


def test_accounts_that_were_received_stay(account, order, refused):
    account.answer("pedido.lancar.contas", id=order)
    account.answer("conta.receber.baixar", id=str(accounts(account)[0]["id"]))

    refused(account.call("pedido.estornar.contas", id=order), 31, 2)
    assert [row["situacao"] for row in accounts(account)] == ["pago", "aberto"]
    account.answer("pedido.alterar.situacao", id=order, situacao="cancelado")
    assert [row["situacao"] for row in accounts(account)] == ["pago"]


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("service", ["pedido.lancar.contas", "pedido.estornar.contas"])
def test_an_order_that_is_not_there(account, refused, service):
    assert refused(account.call(service, id="1"), 32, 2) == ["Pedido não localizado"]
    refused(account.call(service), 10, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_an_account_is_created_read_changed_and_settled(account, kind, refused):
    sent = json.dumps({"conta": {"nome_cliente": "Ana", "valor": "12.50", "data_vencimento": "09/04/2026"}})
    written = account.answer(f"conta.{kind}.incluir", conta=sent)
    number = written["registros"][0]["registro"]["id"]
    changed = json.dumps({"conta": {"id": number, "historico": "aluguel", "data_vencimento": "10/04/2026"}})

    assert account.answer(f"contas.{kind}.alterar", conta=changed)["status_processamento"] == "3"
    account.answer(f"conta.{kind}.baixar", id=number)

    shown = account.answer(f"conta.{kind}.obter", id=number)["conta"]
    assert (shown["cliente"], shown["historico"], shown["data_vencimento"]) == (
        {"nome": "Ana"},
        "aluguel",
        "10/04/2026",
    )
    assert (shown["valor"], shown["saldo"], shown["situacao"]) == (12.5, 0, "pago")
    refused(account.call(f"conta.{kind}.baixar", id=number), 31, "2")


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("kind", KINDS)
def test_without_accounts(account, kind, refused):
    refused(account.call(f"contas.{kind}.pesquisa"), 20, "2")
    refused(account.call(f"conta.{kind}.obter", id="1"), 32, "2")
    refused(account.call(f"conta.{kind}.baixar", id="1"), 32, "2")
    refused(account.call(f"contas.{kind}.alterar", conta='{"conta":{"id":1}}'), 32, "2")
    refused(account.call(f"conta.{kind}.incluir", conta="[]"), 3, "1")
    (row,) = account.answer(f"conta.{kind}.incluir", conta='{"conta":{}}')["registros"]
    assert row["registro"]["codigo_erro"] == "31"


def test_an_account_of_the_other_kind_is_not_found(account, order, refused):
    account.answer("pedido.lancar.contas", id=order)

    refused(account.call("conta.pagar.obter", id=str(accounts(account)[0]["id"])), 32, "2")
    assert accounts(account, "pagar") == []


def test_there_are_no_ways_to_be_paid(account, refused):
    refused(account.call("formas.recebimento.pesquisa"), 20, 2)
