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
        "valor": "10.00",
        "saldo": "10.00",
        "situacao": "aberto",
    }
    assert (second["valor"], second["data_vencimento"]) == ("11.00", "08/05/2026")


def test_an_order_without_parcels_has_one_account_of_its_total(account):
    account.answer("pedido.lancar.contas", id=account.order(valor_frete=2))

    assert [row["valor"] for row in accounts(account)] == ["23.00"]


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


CLIENT = {"codigo": "C-1", "nome": "Ana Souza", "cpf_cnpj": "12345678909", "cep": "01310100", "cidade": "São Paulo"}
WRITTEN = {
    "cliente": CLIENT,
    "vencimento": "09/04/2026",
    "data_emissao": "01/03/2026",
    "valor": "12.50",
    "nro_documento": "DOC-1",
    "historico": "aluguel",
    "categoria": "Despesas",
}
OF_RECEIVABLES = {
    "serie_documento": "1",
    "nro_banco": "341",
    "portador": "Banco",
    "forma_pagamento": "boleto",
    "link_boleto": "https://b",
}


@pytest.fixture
def include(account):
    def one(kind, **fields):
        sent = json.dumps({"conta": {**WRITTEN, **fields}})
        (row,) = account.answer(f"conta.{kind}.incluir.php", conta=sent)["registros"]
        assert row["registro"]["status"] == "OK", row
        return row["registro"]["id"]

    return one


@pytest.fixture
def read(account):
    return lambda kind, number: account.answer(f"conta.{kind}.obter.php", id=number)["conta"]


@pytest.mark.fact("tiny-api2", 59)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_written_is_read_whole(include, read, kind):
    shown = read(kind, include(kind, **OF_RECEIVABLES))

    assert {name: shown[name] for name in ("data", "vencimento", "competencia")} == {
        "data": "01/03/2026",
        "vencimento": "09/04/2026",
        "competencia": "03/2026",
    }
    assert (shown["valor"], shown["saldo"], shown["situacao"], shown["liquidacao"]) == ("12.50", "12.50", "aberto", "")
    assert [shown[name] for name in ("nro_documento", "historico", "categoria")] == ["DOC-1", "aluguel", "Despesas"]
    client = shown["cliente"]
    assert (client["nome"], client["cpf_cnpj"], client["cep"]) == ("Ana Souza", "123.456.789-09", "01310-100")
    assert (client["codigo"], client["cidade"], client["email"]) == ("C-1", "São Paulo", "")
    own = {name: shown[name] for name in OF_RECEIVABLES if name in shown}
    assert own == (OF_RECEIVABLES if kind == "receber" else {})


@pytest.mark.fact("tiny-api2", 59)
@pytest.mark.parametrize("kind", KINDS)
def test_a_row_has_names_of_its_own(account, include, kind):
    number = include(kind, **OF_RECEIVABLES)

    (row,) = accounts(account, kind)

    assert row == {
        "id": number,
        "nome_cliente": "Ana Souza",
        "historico": "aluguel",
        "numero_banco": "341",
        "numero_doc": "DOC-1",
        "serie_doc": "1",
        "data_vencimento": "09/04/2026",
        "data_emissao": "01/03/2026",
        "valor": "12.50",
        "saldo": "12.50",
        "situacao": "aberto",
    }


@pytest.mark.fact("tiny-api2", 59)
def test_the_day_may_be_called_data_and_is_today_when_left_out(account, include, read):
    named = read("receber", include("receber", data_emissao="", data="05/03/2026"))
    silent = read("receber", include("receber", data_emissao="", vencimento=""))

    assert named["data"] == "05/03/2026"
    assert (silent["data"], silent["vencimento"], silent["competencia"]) == ("03/11/2026", "03/11/2026", "11/2026")


FILTERS = [
    {"nome_cliente": "souza"},
    {"numero_doc": "DOC-1"},
    {"numero_banco": "341"},
    {"data_fim_emissao": "01/03/2026"},
    {"data_ini_emissao": "28/02/2026", "data_fim_emissao": "02/03/2026"},
    {"data_fim_vencimento": "09/04/2026"},
    {"data_ini_vencimento": "09/04/2026", "data_fim_vencimento": "09/04/2026"},
    {"situacao": "aberto"},
    {"situacao": "ABERTO", "nome_cliente": "ana"},
]


@pytest.mark.fact("tiny-api2", 59)
@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_filter_narrows(account, include, kind, filters):
    wanted = include(kind, nro_banco="341")
    other = {"nome": "Padaria Sol"}
    paid = include(kind, cliente=other, nro_documento="DOC-2", vencimento="10/05/2026", data_emissao="02/04/2026")
    account.answer(f"conta.{kind}.baixar", id=paid)

    found = account.answer(f"contas.{kind}.pesquisa", **filters)["contas"]

    assert [row["id"] for row in found] == [wanted]


@pytest.mark.fact("tiny-api2", 59)
def test_the_accounts_of_an_order_or_of_an_invoice_are_found_by_it(account, order, include, refused):
    include("receber")
    account.answer("pedido.lancar.contas", id=order)

    rows = account.answer("contas.receber.pesquisa", id_origem=order)["contas"]

    assert [row["numero_doc"] for row in rows] == ["4711/01", "4711/02"]
    refused(account.call("contas.receber.pesquisa", id_origem="9"), 20, "2")
    refused(account.call("contas.receber.pesquisa", data_ini_emissao="2026-03-01"), 31, "2")


@pytest.mark.fact("tiny-api2", 59)
@pytest.mark.parametrize("suffix", ["", ".php"])
@pytest.mark.parametrize("service", ["conta.{}.alterar", "contas.{}.alterar"])
@pytest.mark.parametrize("kind", KINDS)
def test_both_names_change_an_account(account, include, read, kind, service, suffix):
    number = include(kind)
    changes = {
        "id": number,
        "historico": "luz",
        "vencimento": "10/04/2026",
        "valor": 20,
        "cliente": {"fone": "1133334444"},
    }

    answer = account.answer(service.format(kind) + suffix, conta=json.dumps({"conta": changes}))

    assert answer == {"status_processamento": "3", "status": "OK"}
    shown = read(kind, number)
    assert (shown["historico"], shown["vencimento"], shown["data"]) == ("luz", "10/04/2026", "01/03/2026")
    assert (shown["valor"], shown["saldo"], shown["categoria"]) == ("20.00", "20.00", "Despesas")
    assert (shown["cliente"]["nome"], shown["cliente"]["fone"]) == ("Ana Souza", "(11) 3333-4444")


@pytest.mark.parametrize("kind", KINDS)
def test_an_account_is_settled_once(account, include, read, refused, kind):
    number = include(kind)

    account.answer(f"conta.{kind}.baixar", id=number)

    shown = read(kind, number)
    assert (shown["saldo"], shown["situacao"], shown["liquidacao"]) == ("0.00", "pago", "03/11/2026")
    refused(account.call(f"conta.{kind}.baixar", id=number), 31, "2")
    assert account.view(f"contas_a_{kind}")[0]["situacao"] == "pago"


@pytest.mark.fact("tiny-api2", 59)
def test_an_unknown_account_is_named_by_its_kind(account, refused):
    assert refused(account.call("conta.pagar.obter", id="9"), 32, "2") == ["Conta a pagar não localizada"]
    assert refused(account.call("conta.receber.obter", id="9"), 32, "2") == ["Conta a receber não localizada"]


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
