import pytest

from homologa.simulators.control.client import ScreenRefused

ITEMS = [{"codigo": "A", "quantidade": 2}]


@pytest.fixture
def number(account):
    account.include(codigo="A", nome="Caneca azul", preco=9.9, unidade="PC", estoque_atual=10)
    return account.act("incluir_pedido", cliente="Maria", itens=ITEMS, cpf_cnpj="123.456.789-09")["numero"]


def test_an_item_takes_from_the_product_what_is_not_typed(account, number):
    (item,) = account.view("pedido", pedido=number)["itens"]

    assert (item["descricao"], item["unidade"], item["valor_unitario"]) == ("Caneca azul", "PC", 9.9)


def test_the_view_tells_what_the_order_did(account, number):
    account.act("mudar_situacao_do_pedido", pedido=number, situacao="Aprovado")
    account.act("lancar_contas_do_pedido", pedido=number)
    account.act("incluir_marcador_no_pedido", pedido=number, marcador="VIP")

    shown = account.view("pedido", pedido=number)

    assert [row["situacao"] for row in shown["ocorrencias"]] == ["Em aberto", "Aprovado"]
    assert [row["valor"] for row in shown["contas"]] == [19.8]
    assert (shown["marcadores"], shown["situacao"], shown["reservado"]) == (["VIP"], "Aprovado", 2)
    assert (shown["estoque_lancado"], shown["contas_lancadas"], shown["criado_por"]) == (False, True, "tela")


def test_stock_and_accounts_go_both_ways(account, number):
    for launch, reverse in (("lancar_estoque", "estornar_estoque"), ("lancar_contas", "estornar_contas")):
        account.act(f"{launch}_do_pedido", pedido=number)
        with pytest.raises(ScreenRefused, match="já f"):
            account.act(f"{launch}_do_pedido", pedido=number)
        account.act(f"{reverse}_do_pedido", pedido=number)
        with pytest.raises(ScreenRefused, match="não f"):
            account.act(f"{reverse}_do_pedido", pedido=number)


def test_a_marker_comes_off(account, number):
    account.act("incluir_marcador_no_pedido", pedido=number, marcador="VIP")
    account.act("remover_marcador_do_pedido", pedido=number, marcador="vip")

    assert account.view("pedido", pedido=number)["marcadores"] == []


def test_changed_values_change_the_total_and_drop_parcels_that_no_longer_add_up(account):
    account.order(parcelas=[{"parcela": {"dias": 30, "valor": 21}}])

    assert account.act("alterar_pedido", pedido=4711, valor_frete=5, valor_desconto=1)["total"] == 25
    assert account.view("pedido", pedido=4711)["parcelas"] == []


@pytest.mark.parametrize(
    ("action", "fields", "text"),
    [
        ("mudar_situacao_do_pedido", {"pedido": 4711, "situacao": "Perdido"}, "Não há situação"),
        ("mudar_situacao_do_pedido", {"pedido": 1, "situacao": "Aprovado"}, "Não há pedido de número 1"),
        ("alterar_pedido", {"pedido": 4711, "valor_desconto": 100}, "maior que o total"),
        ("alterar_pedido", {"pedido": 4711, "itens": []}, "Os itens do pedido"),
        ("incluir_pedido", {"cliente": "", "itens": ITEMS}, "O nome do cliente"),
        ("incluir_marcador_no_pedido", {"pedido": 4711, "marcador": " "}, "A descrição do marcador"),
    ],
)
def test_the_screen_says_what_is_wrong(account, number, action, fields, text):
    with pytest.raises(ScreenRefused, match=text):
        account.act(action, **fields)


def test_an_order_by_the_number_of_the_ecommerce(account, number):
    account.order(numero_pedido_ecommerce="P-1")

    assert [row["numero"] for row in account.view("lista_de_pedidos", numero_ecommerce="P-1")] == [4712]
    assert [row["numero"] for row in account.view("lista_de_pedidos")] == [4711, 4712]


def test_the_situation_without_a_code_is_only_on_the_screen(account, number):
    account.act("mudar_situacao_do_pedido", pedido=number, situacao="Dados incompletos")

    assert account.view("pedido", pedido=number)["situacao"] == "Dados incompletos"
