import pytest

from homologa.simulators.control.client import ScreenRefused

ITEM = {"codigo": "A", "descricao": "Caneca", "unidade": "UN", "quantidade": 2, "valor_unitario": 10.5}


@pytest.fixture
def product(account):
    return account.include(codigo="A", estoque_atual=10)


@pytest.fixture
def order(account, product):
    return account.order()


@pytest.fixture
def balance(account):
    """Physical and reserved, as `produto.obter.estoque` shows them."""

    def shown(code="A"):
        (product,) = account.view("estoque", codigo=code)
        found = account.answer("produto.obter.estoque", id=product["id"])["produto"]
        return found["saldo"], found["saldoReservado"]

    return shown


@pytest.mark.fact("tiny-api2", 39)
def test_launching_takes_stock_and_reversing_gives_it_back(account, order, balance):
    answer = account.answer("pedido.lancar.estoque", id=order)
    assert answer == {"status_processamento": 3, "status": "OK"}
    assert balance() == (8, 0)

    account.answer("pedido.estornar.estoque", id=order)
    assert balance() == (10, 2)


def test_each_is_done_only_once(account, order, balance, refused):
    refused(account.call("pedido.estornar.estoque", id=order), 31, 2)
    account.answer("pedido.lancar.estoque", id=order)
    refused(account.call("pedido.lancar.estoque", id=order), 31, 2)
    assert balance() == (8, 0)


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("service", ["pedido.lancar.estoque", "pedido.estornar.estoque", "gerar.ordem.producao.pedido"])
def test_an_order_that_is_not_there(account, refused, service):
    assert refused(account.call(service, id="1"), 32, 2) == ["Pedido não localizado"]
    refused(account.call(service), 10, 2)


def test_production_is_asked_for_a_known_order(account, order):
    assert account.answer("gerar.ordem.producao.pedido", id=order, lancarEstoque="S")["status"] == "OK"


def test_the_stock_goes_from_the_deposit_of_the_order(account, product):
    account.act("incluir_deposito", nome="Loja")
    order = account.order(deposito="loja")

    account.answer("pedido.lancar.estoque", id=order)

    (shown,) = account.view("estoque", codigo="A")
    assert shown["depositos"] == {"Geral": 10, "Loja": -2}


def test_a_movement_says_of_which_order_it_is(account, order):
    account.answer("pedido.lancar.estoque", id=order)

    movement = account.view("lancamentos_de_estoque", codigo="A")[-1]
    assert (movement["tipo"], movement["quantidade"], movement["observacoes"]) == ("Saída", 2, "Pedido 4711")


def test_an_unknown_item_is_registered_when_its_stock_is_launched(account):
    order = account.order(itens=[{"item": {**ITEM, "codigo": "NOVO", "descricao": "Prato fundo", "unidade": "PC"}}])
    assert account.view("lista_de_produtos", codigo="NOVO") == []

    account.act("lancar_estoque_do_pedido", pedido=4711)

    shown = account.screen("NOVO")
    assert (shown["nome"], shown["unidade"], shown["preco"], shown["estoque"]) == ("Prato fundo", "PC", 10.5, -2)
    assert account.read_order(order)["itens"][0]["item"]["id_produto"] == str(shown["id"])


def test_the_same_unknown_product_twice_is_registered_once(account):
    account.order(itens=[{"item": {**ITEM, "codigo": "NOVO"}}] * 2)

    account.act("lancar_estoque_do_pedido", pedido=4711)

    assert account.screen("NOVO")["estoque"] == -4


def test_a_product_that_came_after_the_order_is_found(account):
    order = account.order()
    made = account.include(codigo="A", estoque_atual=5)

    account.answer("pedido.lancar.estoque", id=order)

    assert account.read_order(order)["itens"][0]["item"]["id_produto"] == made
    assert account.screen("A")["estoque"] == 3


def test_a_service_has_no_stock(account, balance):
    account.include(codigo="A", tipo="S")
    order = account.order()

    assert account.answer("pedido.lancar.estoque", id=order)["status"] == "OK"
    assert balance() == (0, 0)


def test_a_new_order_reserves_and_a_cancelled_one_does_not(account, order, balance):
    assert balance() == (10, 2)
    account.answer("pedido.alterar.situacao", id=order, situacao="cancelado")
    assert balance() == (10, 0)
    account.answer("pedido.alterar.situacao", id=order, situacao="aberto")
    assert balance() == (10, 2)


def test_without_reservation_nothing_is_reserved(account, product, balance):
    account.act("reservar_estoque_dos_pedidos", reservar=False)
    account.order()
    assert balance() == (10, 0)


def test_cancelling_gives_launched_stock_back_once(account, order, balance, refused):
    account.answer("pedido.lancar.estoque", id=order)
    for code in ("cancelado", "cancelado"):
        account.answer("pedido.alterar.situacao", id=order, situacao=code)

    assert balance() == (10, 0)
    refused(account.call("pedido.estornar.estoque", id=order), 31, 2)
    refused(account.call("pedido.lancar.estoque", id=order), 31, 2)
    account.answer("pedido.alterar.situacao", id=order, situacao="aprovado")
    account.answer("pedido.lancar.estoque", id=order)
    assert balance() == (8, 0)


def test_what_was_taken_is_given_back_whatever_became_of_the_product(account, product, balance):
    account.include(codigo="S", tipo="S", nome="Montagem")
    items = [{"item": ITEM}, {"item": {**ITEM, "codigo": "S"}}]
    order = account.order(itens=items)
    account.answer("pedido.lancar.estoque", id=order)
    (service,) = account.view("lista_de_produtos", codigo="S")
    account.alter(id=service["id"], tipo="P")
    account.act("incluir_variacao", produto="A", codigo="A-P", grade={"Tamanho": "P"})

    assert account.answer("pedido.alterar.situacao", id=order, situacao="cancelado")["status"] == "OK"
    assert (balance("S"), balance("A")) == ((0, 0), (0, 0))


def test_deleting_an_order_undoes_what_it_did(account, order, balance, refused):
    account.answer("pedido.lancar.estoque", id=order)
    account.act("lancar_contas_do_pedido", pedido=4711)

    account.act("excluir_pedido", pedido=4711)

    assert balance() == (10, 0)
    refused(account.call("pedido.obter.php", id=order), 32, "2")
    refused(account.call("contas.receber.pesquisa", id=order), 20, "2")


def test_editing_the_items_moves_the_reservation(account, order, balance):
    account.include(codigo="B", estoque_atual=5)

    account.act("alterar_pedido", pedido=4711, itens=[{"codigo": "B", "quantidade": 3, "valor": 2}])

    assert (balance("A"), balance("B")) == ((10, 0), (5, 3))
    shown = account.read_order(order)
    assert (shown["total_produtos"], shown["total_pedido"]) == ("6.00000000", "6.00000000")


def test_what_is_launched_is_not_edited(account, order):
    account.answer("pedido.lancar.estoque", id=order)

    with pytest.raises(ScreenRefused, match="Estorne o estoque"):
        account.act("alterar_pedido", pedido=4711, itens=[{"codigo": "A", "quantidade": 1, "valor": 2}])
    account.act("alterar_pedido", pedido=4711, obs="frágil")
    assert account.read_order(order)["obs"] == "frágil"


def test_available_is_what_is_not_reserved(account, order):
    (shown,) = account.view("estoque", codigo="A")
    assert (shown["saldo"], shown["reservado"], shown["disponivel"]) == (10, 2, 8)
