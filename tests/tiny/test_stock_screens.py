import pytest

from homologa.simulators.control.client import ScreenRefused


@pytest.fixture
def stocked(account):
    account.include(codigo="CAN-1", estoque_atual=10, estoque_minimo=2)
    return account


def stock(account, codigo="CAN-1"):
    (found,) = account.view("estoque", codigo=codigo)
    return found


@pytest.mark.parametrize(
    ("action", "balance"), [("entrada_de_estoque", 14), ("saida_de_estoque", 6), ("balanco_de_estoque", 4)]
)
def test_a_person_moves_stock(stocked, action, balance):
    answer = stocked.act(action, codigo="CAN-1", quantidade=4)

    assert answer == {"saldo": balance}
    assert stock(stocked)["saldo"] == balance


def test_a_movement_is_kept_with_all_that_it_was(stocked):
    stocked.act("incluir_deposito", nome="Loja")
    stocked.act(
        "entrada_de_estoque", codigo="CAN-1", quantidade=4, deposito="Loja", preco_unitario=7.5, observacoes="NF 12"
    )

    first, second = stocked.view("lancamentos_de_estoque", codigo="CAN-1")

    assert (first["tipo"], first["saldo_depois"], first["observacoes"], first["criado_por"]) == (
        "Balanço",
        10,
        "Estoque inicial",
        "api",
    )
    assert second == {
        "id": second["id"],
        "tipo": "Entrada",
        "quantidade": 4,
        "saldo_antes": 0,
        "saldo_depois": 4,
        "preco_unitario": 7.5,
        "observacoes": "NF 12",
        "deposito": "Loja",
        "data": "2026-11-03 09:00:00",
        "criado_em": second["criado_em"],
        "criado_por": "tela",
    }


def test_the_screen_shows_balance_reserved_and_available(stocked):
    stocked.act("incluir_deposito", nome="Loja")
    stocked.act("saida_de_estoque", codigo="CAN-1", quantidade=1, deposito="Loja")
    stocked.act("reservar_estoque", codigo="CAN-1", quantidade=4)

    shown = stock(stocked)

    assert (shown["saldo"], shown["reservado"], shown["disponivel"]) == (9, 4, 5)
    assert (shown["depositos"], shown["estoque_minimo"]) == ({"Geral": 10, "Loja": -1}, 2)


def test_a_reservation_is_freed_but_never_below_none(stocked):
    stocked.act("reservar_estoque", codigo="CAN-1", quantidade=4)

    assert stocked.act("reservar_estoque", codigo="CAN-1", quantidade=-1) == {"reservado": 3}
    assert stocked.act("reservar_estoque", codigo="CAN-1", quantidade=-9) == {"reservado": 0}


@pytest.mark.fact("tiny-api2", 25)
def test_a_deposit_is_left_out_of_balances_and_counted_again(stocked):
    stocked.act("desconsiderar_deposito", deposito="Geral", desconsiderar=True)
    without = stock(stocked)["saldo"]
    stocked.act("desconsiderar_deposito", deposito="Geral", desconsiderar=False)

    assert (without, stock(stocked)["saldo"]) == (0, 10)


def test_leaving_a_deposit_out_changes_the_balance_of_what_it_holds(stocked):
    stocked.include(codigo="SEM")
    stocked.answer("lista.atualizacoes.estoque", dataAlteracao="03/11/2026")

    stocked.act("desconsiderar_deposito", deposito="Geral", desconsiderar=True)

    queue = stocked.answer("lista.atualizacoes.estoque", dataAlteracao="03/11/2026")
    assert [row["produto"]["codigo"] for row in queue["produtos"]] == ["CAN-1"]


def test_an_account_has_the_deposit_geral_by_default(account):
    (only,) = account.view("lista_de_depositos")

    assert (only["nome"], only["desconsiderar"], only["padrao"]) == ("Geral", False, True)
    assert only["empresa"]


@pytest.mark.parametrize(
    ("action", "fields", "text"),
    [
        ("entrada_de_estoque", {"codigo": "CAN-1", "quantidade": 1, "deposito": "Lua"}, "Depósito não localizado"),
        ("saida_de_estoque", {"codigo": "CAN-1", "quantidade": -1}, "não pode ser negativa"),
        ("balanco_de_estoque", {"codigo": "NÃO", "quantidade": 1}, "Há 0 produtos"),
        ("incluir_deposito", {"nome": " "}, "deve ser informado"),
        ("incluir_deposito", {"nome": "geral"}, "Já há um depósito"),
        ("desconsiderar_deposito", {"deposito": "Lua", "desconsiderar": True}, "Não há depósito “Lua”"),
        ("desconsiderar_deposito", {"deposito": "Geral", "desconsiderar": False}, "já está assim"),
    ],
)
def test_the_screen_refuses(stocked, action, fields, text):
    with pytest.raises(ScreenRefused, match=text):
        stocked.act(action, **fields)
