"""A kit is what its parts allow: balances, orders, movements and notices."""

import json

import pytest

from homologa.simulators.control.client import ScreenRefused


@pytest.fixture
def move(account):
    """Writes the stock of a product, and gives the `registro` of the answer."""

    def send(made, quantity, kind="B"):
        document = {"estoque": {"idProduto": made, "tipo": kind, "quantidade": quantity}}
        (row,) = [account.answer("produto.atualizar.estoque", estoque=json.dumps(document))["registros"]]
        return (row[0] if isinstance(row, list) else row)["registro"]

    return send


@pytest.fixture
def balance(account):
    return lambda made: account.answer("produto.obter.estoque", id=made)["produto"]


def kit_of(*parts):
    return [{"item": {"id_produto": part, "quantidade": quantity}} for part, quantity in parts]


def mapping(number, sku):
    return [{"mapeamento": {"idEcommerce": number, "skuMapeamento": sku}}]


@pytest.fixture
def parts(account):
    """A with 10 and B with 6."""
    return account.include(codigo="A", estoque_atual=10), account.include(codigo="B", estoque_atual=6)


@pytest.fixture
def kit(account, parts):
    """Two of A and two of B."""
    return account.include(codigo="KIT", kit=kit_of((parts[0], 2), (parts[1], 2)))


@pytest.fixture
def stocks(balance, parts, kit):
    return lambda: tuple(balance(made)["saldo"] for made in (kit, *parts))


@pytest.fixture
def sell(account):
    def order(quantity=1, code="KIT", **fields):
        item = {"codigo": code, "descricao": "Kit", "unidade": "UN", "quantidade": quantity, "valor_unitario": 50}
        return account.order(itens=[{"item": item}], **fields)

    return order


@pytest.mark.fact("tiny-api2", 64)
def test_the_balance_is_the_least_that_the_parts_allow(stocks, move, parts):
    assert stocks() == (3, 10, 6)

    move(parts[1], 5)
    assert stocks()[0] == 2

    move(parts[0], 1)
    assert stocks()[0] == 0


@pytest.mark.fact("tiny-api2", 64)
def test_parts_of_a_unit_count_whole_kits(account, balance):
    part = account.include(codigo="M", estoque_atual="0.3")
    kit = account.include(codigo="KIT", kit=kit_of((part, "0.1")))

    assert balance(kit)["saldo"] == 3


@pytest.mark.fact("tiny-api2", 64)
def test_a_part_named_twice_is_needed_twice(account, balance):
    part = account.include(codigo="A", estoque_atual=5)
    kit = account.include(codigo="KIT", kit=kit_of((part, 1), (part, 1)))

    assert balance(kit)["saldo"] == 2


@pytest.mark.fact("tiny-api2", 64)
def test_what_cannot_be_had_counts_nought(account, balance, parts):
    variations = [{"variacao": {"codigo": "P-1", "estoque_atual": 9}}]
    inner = account.include(codigo="DENTRO", kit=kit_of((parts[0], 1)))
    gone = account.include(codigo="FORA", estoque_atual=5)
    parent = account.include(codigo="PAI", variacoes=variations)
    account.act("excluir_produto", codigo="FORA")

    for absent in (inner, gone, parent, "9"):
        kit = account.include(codigo="KIT", kit=kit_of((parts[0], 1), (absent, 1)))
        assert balance(kit)["saldo"] == 0, absent


def test_a_service_limits_nothing_and_a_kit_without_needs_is_nought(account, balance, parts):
    service = account.include(codigo="S", tipo="S")

    mounted = account.include(codigo="KIT", kit=kit_of((parts[0], 2), (service, 1)))
    empty = account.include(codigo="NADA", kit=kit_of((service, 1), (parts[0], 0)))

    assert [balance(made)["saldo"] for made in (mounted, empty)] == [5, 0]


@pytest.mark.fact("tiny-api2", 64)
def test_a_deposit_left_out_is_left_out_of_the_kit(account, balance, kit, parts):
    account.act("incluir_deposito", nome="Loja")
    account.act("entrada_de_estoque", codigo="A", quantidade=20, deposito="Loja")
    account.act("entrada_de_estoque", codigo="B", quantidade=20, deposito="Loja")
    before = balance(kit)

    account.act("desconsiderar_deposito", deposito="Loja", desconsiderar=True)

    after = balance(kit)
    assert (before["saldo"], after["saldo"]) == (13, 3)
    rows = [row["deposito"] for row in after["depositos"]]
    assert [(row["nome"], row["desconsiderar"], row["saldo"]) for row in rows] == [("Geral", "N", 3), ("Loja", "S", 10)]


@pytest.mark.fact("tiny-api2", 64)
def test_an_order_reserves_and_moves_the_parts(account, stocks, balance, sell, kit, parts):
    order = sell()

    reserved = {made: balance(made)["saldoReservado"] for made in (kit, *parts)}
    assert (stocks(), reserved) == ((3, 10, 6), {kit: 1, parts[0]: 2, parts[1]: 2})

    account.answer("pedido.lancar.estoque", id=order)
    assert stocks() == (2, 8, 4)
    assert {balance(made)["saldoReservado"] for made in (kit, *parts)} == {0}

    account.answer("pedido.estornar.estoque", id=order)
    assert stocks() == (3, 10, 6)
    assert balance(parts[0])["saldoReservado"] == 2


@pytest.mark.fact("tiny-api2", 64)
def test_a_cancelled_order_gives_the_parts_back(account, stocks, balance, sell, parts):
    reserved, launched = sell(), sell(2)
    account.answer("pedido.lancar.estoque", id=launched)

    for order in (reserved, launched):
        account.answer("pedido.alterar.situacao", id=order, situacao="cancelado")

    assert stocks() == (3, 10, 6)
    assert balance(parts[0])["saldoReservado"] == 0


def test_parts_are_given_back_as_they_were_taken(account, stocks, sell, kit, parts):
    order = sell()
    account.answer("pedido.lancar.estoque", id=order)
    account.act("definir_kit", codigo="KIT", itens=[{"codigo": "A", "quantidade": 1}])

    account.answer("pedido.estornar.estoque", id=order)

    assert stocks()[1:] == (10, 6)


def test_an_order_of_a_kit_and_of_its_part_reserves_both(balance, account, kit, parts):
    items = [
        {"codigo": code, "descricao": code, "unidade": "UN", "quantidade": 1, "valor_unitario": 5}
        for code in ("KIT", "A")
    ]
    account.order(itens=[{"item": item} for item in items])

    assert [balance(part)["saldoReservado"] for part in parts] == [3, 2]


def test_an_invoice_of_no_order_moves_the_parts(account, stocks):
    item = {"codigo": "KIT", "descricao": "Kit", "unidade": "UN", "quantidade": 1, "valor_unitario": 50}
    document = {"nota_fiscal": {"cliente": {"nome": "Ana"}, "itens": [{"item": item}]}}
    made = account.answer("nota.fiscal.incluir", nota=json.dumps(document))["registros"]["registro"]["id"]

    assert account.answer("nota.fiscal.lancar.estoque", id=made)["status"] == "OK"

    assert stocks() == (2, 8, 4)


@pytest.mark.fact("tiny-api2", 64)
@pytest.mark.parametrize("kind", ["B", "E", "S"])
def test_stock_written_on_a_kit_is_code_31(stocks, move, kit, kind):
    refused = move(kit, 5, kind)

    assert (refused["codigo_erro"], refused["erros"]) == ("31", [{"erro": "O estoque de um kit é o das suas partes"}])
    assert stocks() == (3, 10, 6)


def test_the_screens_of_stock_refuse_a_kit(account, stocks):
    with pytest.raises(ScreenRefused, match="é o das suas partes"):
        account.act("balanco_de_estoque", codigo="KIT", quantidade=5)
    assert stocks() == (3, 10, 6)


@pytest.mark.fact("tiny-api2", 64)
def test_estoque_atual_of_a_new_kit_is_ignored(account, balance, parts):
    kit = account.include(codigo="KIT", estoque_atual=50, kit=kit_of((parts[0], 1)))

    assert balance(kit)["saldo"] == 10
    assert account.view("lancamentos_de_estoque", codigo="KIT") == []


@pytest.mark.fact("tiny-api2", 64)
def test_a_product_that_is_no_kit_any_more_has_its_own_stock_again(account, balance, move, parts):
    made = account.include(codigo="KIT", estoque_atual=7)

    account.act("definir_kit", codigo="KIT", itens=[{"codigo": "A", "quantidade": 5}])
    as_kit = balance(made)["saldo"]
    account.act("definir_kit", codigo="KIT", itens=[])

    assert (as_kit, balance(made)["saldo"]) == (2, 7)


@pytest.fixture
def heard(account, receiver, url, parts):
    """A mapped kit of mapped parts; gives what was told since then, as SKU and balance."""
    number = account.integrate(url_estoque=url)
    for code, made in zip("AB", parts, strict=True):
        account.alter(id=made, codigo=code, mapeamentos=mapping(number, code))
    account.include(codigo="KIT", kit=kit_of((parts[0], 2), (parts[1], 2)), mapeamentos=mapping(number, "KIT"))
    receiver.requests.clear()
    return lambda: [(told["dados"]["sku"], told["dados"]["saldo"]) for told in receiver.products]


@pytest.mark.fact("tiny-api2", 49, 64)
def test_each_notice_that_a_sale_causes_is_sent(account, heard, receiver, sell):
    order = sell()
    receiver.requests.clear()

    account.answer("pedido.lancar.estoque", id=order)

    assert {("A", 8), ("B", 4), ("KIT", 2)} == set(heard())


@pytest.mark.fact("tiny-api2", 64)
def test_a_reservation_is_told_where_the_available_balance_goes(account, heard, sell):
    number = account.view("lista_de_integracoes")[0]["identificador"]
    account.act("salvar_regra_de_estoque", identificador=number, enviar="disponível")

    sell()

    assert {("A", 8), ("B", 4), ("KIT", 2)} == set(heard())


@pytest.mark.fact("tiny-api2", 64)
def test_a_part_that_moves_tells_of_its_kits_when_theirs_is_another(move, heard, parts):
    move(parts[0], 9)
    assert heard() == [("A", 9)]

    move(parts[0], 5)
    assert heard()[1:] == [("A", 5), ("KIT", 2)]


@pytest.mark.fact("tiny-api2", 64)
@pytest.mark.parametrize(
    ("change", "left"),
    [
        (("definir_kit", {"codigo": "KIT", "itens": [{"codigo": "A", "quantidade": 1}]}), 10),
        (("excluir_produto", {"codigo": "B"}), 0),
        (("desconsiderar_deposito", {"deposito": "Geral", "desconsiderar": True}), 0),
    ],
)
def test_whatever_changes_the_balance_of_a_kit_is_told(account, heard, change, left):
    action, fields = change

    account.act(action, **fields)

    assert [balance for sku, balance in heard() if sku == "KIT"] == [left]


@pytest.mark.fact("tiny-api2", 64)
def test_the_queue_of_stock_has_the_kit_too(account, kit, parts, move):
    account.answer("lista.atualizacoes.estoque", dataAlteracao="03/11/2026")

    move(parts[1], 2)

    rows = [
        row["produto"] for row in account.answer("lista.atualizacoes.estoque", dataAlteracao="03/11/2026")["produtos"]
    ]
    assert [(row["codigo"], row["saldo"]) for row in rows] == [("B", 2), ("KIT", 1)]


def test_the_webhook_of_a_product_tells_the_balance_of_the_kit(account, kit, receiver, url):
    account.integrate(url_produtos=url)

    account.send("KIT")

    dados = receiver.products[0]["dados"]
    assert (dados["estoqueAtual"], [row["quantidade"] for row in dados["kit"]]) == (3, ["2", "2"])


def test_a_person_reserves_the_parts_of_a_kit(account, balance, kit, parts):
    assert account.act("reservar_estoque", codigo="KIT", quantidade=2)["reservado"] == 2

    assert [balance(part)["saldoReservado"] for part in parts] == [4, 4]
