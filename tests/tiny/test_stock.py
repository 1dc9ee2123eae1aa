import json

import pytest


@pytest.fixture
def product(account):
    return account.include(codigo="CAN-1", estoque_atual=10)


@pytest.fixture
def move(account, product):
    """Sends a movement of the product; gives the `retorno`."""

    def send(**fields):
        document = {"estoque": {"idProduto": product, **fields}}
        return account.answer("produto.atualizar.estoque", estoque=json.dumps(document))

    return send


def shown(account, id_produto):
    answer = account.answer("produto.obter.estoque", id=id_produto)
    assert answer["status"] == "OK", answer
    return answer["produto"]


def refusal(answer):
    """The codigo_erro and the texts of a movement that was refused."""
    assert (answer["status"], answer["status_processamento"]) == ("Erro", 2)
    (row,) = answer["registros"]
    assert (row["registro"]["sequencia"], row["registro"]["status"]) == ("1", "Erro")
    return row["registro"]["codigo_erro"], [error["erro"] for error in row["registro"]["erros"]]


@pytest.mark.fact("tiny-api2", 24)
@pytest.mark.parametrize(
    ("fields", "balance"),
    [
        ({"tipo": "B", "quantidade": 4}, 4),
        ({"tipo": "E", "quantidade": "2.5"}, 12.5),
        ({"tipo": "S", "quantidade": 3}, 7),
        ({"quantidade": "6"}, 6),
        ({"tipo": "", "quantidade": 0}, 0),
        ({"tipo": "S", "quantidade": 12}, -2),
    ],
)
def test_b_sets_e_adds_s_subtracts_and_b_is_the_default(account, product, move, fields, balance):
    row = move(**fields)["registros"]["registro"]

    assert (row["status"], row["saldoEstoque"], row["registroCriado"]) == ("OK", balance, True)
    assert shown(account, product)["saldo"] == balance


@pytest.mark.fact("tiny-api2", 24)
def test_the_answer_has_its_registro_under_an_object(move):
    answer = move(quantidade=4)

    assert (answer["status_processamento"], answer["status"]) == (3, "OK")
    assert answer["registros"]["registro"] == {
        "sequencia": "1",
        "status": "OK",
        "id": answer["registros"]["registro"]["id"],
        "saldoEstoque": 4,
        "saldoReservado": None,
        "registroCriado": True,
    }


def test_each_movement_has_an_id_of_its_own(move):
    first, second = (move(quantidade=4)["registros"]["registro"]["id"] for _ in range(2))

    assert first != second


def test_what_is_reserved_is_told(account, product, move):
    account.act("reservar_estoque", codigo="CAN-1", quantidade=3)

    assert move(quantidade=4)["registros"]["registro"]["saldoReservado"] == 3
    assert shown(account, product)["saldoReservado"] == 3


@pytest.mark.fact("tiny-api2", 25)
def test_the_balance_leaves_out_deposits_desconsiderar(account, product, move):
    account.act("incluir_deposito", nome="Avarias", desconsiderar=True)
    account.act("incluir_deposito", nome="Loja", empresa="Filial")
    for name, quantity in (("Avarias", 5), ("Loja", 2)):
        move(tipo="E", quantidade=quantity, deposito=name)

    balance = shown(account, product)

    deposits = [row["deposito"] for row in balance["depositos"]]
    assert balance["saldo"] == 12
    assert [(row["nome"], row["desconsiderar"], row["saldo"]) for row in deposits] == [
        ("Geral", "N", 10),
        ("Avarias", "S", 5),
        ("Loja", "N", 2),
    ]
    assert [row["empresa"] for row in deposits][2] == "Filial"


@pytest.mark.fact("tiny-api2", 25)
def test_quantities_are_json_numbers(account, product, move):
    move(quantidade="2.5")
    text = account.call("produto.obter.estoque", id=product).text

    assert '"saldo":2.5,' in text
    assert '"saldoReservado":0,' in text


@pytest.mark.fact("tiny-api2", 17)
def test_a_balance_has_its_id_as_a_string(account, product):
    balance = shown(account, product)

    assert (balance["id"], balance["nome"], balance["codigo"], balance["unidade"]) == (product, "Caneca", "CAN-1", "UN")


@pytest.mark.fact("tiny-api2", 1)
@pytest.mark.fact("tiny-api2", 11)
def test_the_balance_answers_alike_however_it_is_asked(account, product):
    answers = {
        account.call(f"produto.obter.estoque{suffix}", method, id=product).text
        for suffix in ("", ".php")
        for method in ("GET", "POST")
    }

    (text,) = answers
    assert json.loads(text)["retorno"]["status_processamento"] == "3"


@pytest.mark.fact("tiny-api2", 16)
def test_the_balance_of_an_unknown_product_is_code_32(account, refused):
    assert refused(account.call("produto.obter.estoque", id="9"), 32, "2") == ["Produto não localizado"]
    assert refused(account.call("produto.obter.estoque"), 10, "2") == ["O parâmetro id deve ser informado"]


@pytest.mark.fact("tiny-api2", 17)
def test_data_is_the_only_moment_in_the_iso_like_form(account, move):
    move(quantidade=1, data="2026-10-31 08:30:00")
    move(quantidade=2)

    _, first, second = account.view("lancamentos_de_estoque", codigo="CAN-1")
    assert (first["data"], second["data"]) == ("2026-10-31 08:30:00", "2026-11-03 09:00:00")


@pytest.mark.fact("tiny-api2", 17)
@pytest.mark.parametrize(
    "moment", ["31/10/2026 08:30:00", "2026-10-31", "2026-13-01 08:30:00", "2026-1-1 8:30:00", "x"]
)
def test_another_form_of_data_is_refused(move, moment):
    assert refusal(move(quantidade=1, data=moment)) == ("31", ["A data é inválida"])


@pytest.mark.fact("tiny-api2", 12)
@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("number", ["9", 9, "x", True])
def test_a_movement_of_an_unknown_product_is_code_32(account, move, number):
    assert refusal(move(idProduto=number, quantidade=1)) == ("32", ["Produto não localizado"])


def test_a_movement_of_an_excluded_product_is_code_32(account, move):
    account.act("excluir_produto", codigo="CAN-1")

    assert refusal(move(quantidade=1))[0] == "32"


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        ({}, ["A quantidade deve ser informada"]),
        ({"quantidade": ""}, ["A quantidade deve ser informada"]),
        ({"quantidade": "dez"}, ["O valor do campo quantidade é inválido"]),
        ({"quantidade": -1}, ["A quantidade não pode ser negativa"]),
        ({"quantidade": 1, "idProduto": ""}, ["O idProduto deve ser informado"]),
        ({"quantidade": 1, "tipo": "X"}, ["O valor do campo tipo é inválido"]),
        ({"quantidade": 1, "observacoes": "x" * 101}, ["O campo observacoes deve ter no máximo 100 caracteres"]),
        ({"quantidade": 1, "precoUnitario": "caro"}, ["O valor do campo precoUnitario é inválido"]),
        ({"quantidade": 1, "deposito": "Lua"}, ["Depósito não localizado"]),
        (
            {"quantidade": "dez", "tipo": "X"},
            ["O valor do campo tipo é inválido", "O valor do campo quantidade é inválido"],
        ),
    ],
)
def test_a_bad_movement_is_code_31_and_changes_nothing(account, product, move, fields, texts):
    assert refusal(move(**fields)) == ("31", texts)
    assert shown(account, product)["saldo"] == 10
    assert len(account.view("lancamentos_de_estoque", codigo="CAN-1")) == 1


def test_the_journal_names_the_deposits_that_there_are(account, move):
    move(quantidade=1, deposito="Lua")

    assert account.world.journal(operation="produto.atualizar.estoque")[-1]["findings"] == [
        "registro 1: Não há depósito “Lua”. Depósitos: Geral."
    ]


def test_a_deposit_is_found_by_its_name_in_any_case(account, product, move):
    account.act("incluir_deposito", nome="Loja")

    move(tipo="E", quantidade=1, deposito=" loja ")

    assert [row["deposito"]["saldo"] for row in shown(account, product)["depositos"]] == [10, 1]


def test_a_balance_count_sets_one_deposit_only(account, product, move):
    account.act("incluir_deposito", nome="Loja")
    move(quantidade=3, deposito="Loja")

    assert move(quantidade=1, deposito="Loja")["registros"]["registro"]["saldoEstoque"] == 11


@pytest.mark.fact("tiny-api2", 15)
@pytest.mark.parametrize("text", ["{", "[]", '{"estoque": []}', '{"produto": {}}', '{"idProduto": 1}', "{}"])
def test_a_wrong_document_is_code_3(account, refused, text):
    response = account.call("produto.atualizar.estoque", estoque=text)

    assert refused(response, 3, 1) == ["ERRO JSON mal formado ou inválido"]


def test_no_document_is_code_10(account, refused):
    refused(account.call("produto.atualizar.estoque"), 10, 2)


@pytest.mark.fact("tiny-api2", 3)
def test_a_movement_may_be_written_in_xml(account, product):
    text = f"<estoque><idProduto>{product}</idProduto><tipo>S</tipo><quantidade>4</quantidade></estoque>"

    answer = account.answer("produto.atualizar.estoque.php", estoque=text)

    assert answer["registros"]["registro"]["saldoEstoque"] == 6


@pytest.fixture
def parent(account):
    rows = [{"variacao": {"codigo": f"CAM-{size}", "estoque_atual": number}} for size, number in (("P", 2), ("M", 3))]
    return account.include(codigo="CAM", estoque_atual=50, variacoes=rows)


def test_the_stock_of_a_parent_is_that_of_its_variations(account, parent):
    account.act("reservar_estoque", codigo="CAM-P", quantidade=1)

    balance = shown(account, parent)

    assert (balance["saldo"], balance["saldoReservado"]) == (5, 1)
    assert [row["deposito"]["saldo"] for row in balance["depositos"]] == [5]


def test_a_parent_is_not_moved(move, parent):
    assert refusal(move(idProduto=parent, quantidade=1))[0] == "31"


def test_a_service_has_no_stock(account, move):
    service = account.include(codigo="SER", tipo="S", estoque_atual=7)

    assert shown(account, service)["saldo"] == 0
    assert refusal(move(idProduto=service, quantidade=1)) == ("31", ["Serviços não têm estoque"])


def test_a_movement_puts_the_product_in_the_queue_of_stock(account, product, move):
    account.answer("lista.atualizacoes.estoque", dataAlteracao="03/11/2026")

    move(tipo="E", quantidade=0)
    unmoved = account.answer("lista.atualizacoes.estoque", dataAlteracao="03/11/2026")
    move(tipo="E", quantidade=1)
    moved = account.answer("lista.atualizacoes.estoque", dataAlteracao="03/11/2026")

    assert unmoved["codigo_erro"] == 20
    assert [row["produto"]["saldo"] for row in moved["produtos"]] == [11]
