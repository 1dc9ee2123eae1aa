import json

import pytest

ITEM = {"codigo": "A", "descricao": "Caneca", "unidade": "UN", "quantidade": 2, "valor_unitario": 10.5}
CLIENT = {"nome": "Maria Silva", "cpf_cnpj": "123.456.789-09"}


def record(answer):
    """The `registro` of a refusal, which stands in a list."""
    (row,) = answer["registros"]
    return row["registro"]


def clients(account):
    return account.view("contatos")


@pytest.mark.fact("tiny-api2", 13)
def test_success_is_an_object(account):
    answer = account.try_order()

    assert answer == {
        "status_processamento": 3,
        "status": "OK",
        "registros": {
            "registro": {
                "sequencia": "1",
                "status": "OK",
                "id": answer["registros"]["registro"]["id"],
                "numero": "4711",
            }
        },
    }


@pytest.mark.fact("tiny-api2", 12)
@pytest.mark.fact("tiny-api2", 13)
def test_a_refusal_is_a_list_without_a_code_at_the_top(account):
    answer = account.try_order(itens=[])

    assert set(answer) == {"status_processamento", "status", "registros"}
    assert (answer["status_processamento"], answer["status"]) == (2, "Erro")
    assert record(answer) == {
        "sequencia": "1",
        "status": "Erro",
        "codigo_erro": "31",
        "erros": [{"erro": "Os itens do pedido devem ser informados"}],
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"itens": []},
        {"itens": "A"},
        {"cliente": {}},
        {"cliente": "Maria"},
        {"cliente": {"nome": "N" * 31}},
        *(
            {"itens": [{"item": {**ITEM, name: value}}]}
            for name in ("descricao", "unidade", "quantidade")
            for value in [""]
        ),
        {"itens": [{"item": {**ITEM, "quantidade": 0}}]},
        {"itens": [{"item": {**ITEM, "valor_unitario": -1}}]},
        {"itens": [{"item": {**ITEM, "valor_unitario": "caro"}}]},
        {"situacao": "Perdido"},
        {"situacao": 3},
        {"data_pedido": "2026-03-01"},
        {"frete_por_conta": "Z"},
        {"forma_envio": "POMBO"},
        {"valor_desconto": 22},
        {"id_vendedor": 1},
        {"nome_vendedor": "Ninguém"},
        {"id_lista_preco": 1},
        {"deposito": "Lua"},
        {"marcadores": [{"marcador": {"id": 1}}]},
        {"marcadores": [{"marcador": {}}]},
        {"parcelas": [{"parcela": {"dias": "trinta"}}]},
        {"parcelas": [{"parcela": {"data": "31/02/2026"}}]},
        {"numero_pedido_ecommerce": "9" * 51},
        {"cliente": {**CLIENT, "atualizar_cliente": "X"}},
    ],
)
def test_what_does_not_pass_is_31_and_nothing_is_written(account, wrong):
    assert record(account.try_order(**wrong))["codigo_erro"] == "31"
    assert (account.view("lista_de_pedidos"), clients(account)) == ([], [])


def test_every_error_is_told_at_once(account):
    texts = [row["erro"] for row in record(account.try_order(cliente={}, itens=[], situacao="?"))["erros"]]

    assert texts[0] == "O nome do cliente deve ser informado"
    assert len(texts) == 3


@pytest.mark.fact("tiny-api2", 33, 65)
@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Aberto", "Em aberto"),
        ("EM ABERTO", "Em aberto"),
        ("aprovado", "Aprovado"),
        ("PREPARANDO_ENVIO", "Preparando envio"),
        ("Atendido", "Faturado"),
        ("não entregue", "Não entregue"),
        ("nao_entregue", "Não entregue"),
        ("", "Em aberto"),
    ],
)
def test_the_situation_is_a_code_or_a_description(account, sent, shown):
    assert account.read_order(account.order(situacao=sent))["situacao"] == shown


@pytest.mark.fact("tiny-api2", 33)
def test_an_unknown_product_is_taken_with_id_zero(account):
    known = account.include(codigo="B")
    items = [{"item": {**ITEM, "codigo": code}} for code in ("NAO-HA", "B")]

    shown = [row["item"] for row in account.read_order(account.order(itens=items))["itens"]]

    assert [(item["id_produto"], item["codigo"]) for item in shown] == [("0", "NAO-HA"), (known, "B")]


def test_an_item_names_its_product_by_id_before_its_code(account):
    one, _ = account.include(codigo="B"), account.include(codigo="A")

    shown = account.read_order(account.order(itens=[{"item": {**ITEM, "id_produto": one, "codigo": ""}}]))["itens"]

    assert (shown[0]["item"]["id_produto"], shown[0]["item"]["codigo"]) == (one, "B")


@pytest.mark.fact("tiny-api2", 33)
def test_the_contact_is_created_once(account):
    account.order(cliente={**CLIENT, "cidade": "Xanadu", "email": "m@cliente.example"})
    account.order(cliente={**CLIENT, "cpf_cnpj": "12345678909"})

    (contact,) = clients(account)
    assert (contact["nome"], contact["cpf_cnpj"], contact["tipos"]) == ("Maria Silva", "12345678909", ["Cliente"])
    assert (contact["cidade"], contact["situacao"]) == ("Xanadu", "Ativo")


@pytest.mark.fact("tiny-api2", 33)
@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"nome": "Outra", "codigo": "C-1"}, "por código"),
        ({"nome": "Outra", "codigo": "C-9", "cpf_cnpj": "12345678909"}, "por documento"),
        ({"nome": "por nome"}, "por nome"),
        ({"nome": "por nome", "codigo": "C-9"}, None),
        ({"nome": "por nome", "cpf_cnpj": "987.654.321-00"}, None),
    ],
)
def test_by_which_key_the_contact_is_found(account, sent, found):
    account.act("incluir_contato", nome="por código", codigo="C-1")
    account.act("incluir_contato", nome="por documento", cpf_cnpj="123.456.789-09")
    account.act("incluir_contato", nome="por nome")
    ids = {contact["nome"]: contact["id"] for contact in clients(account)}

    account.order(cliente={**sent, "atualizar_cliente": "N"})

    (order,) = account.view("lista_de_pedidos")
    assert order["id_contato"] == ids[found] if found else order["id_contato"] not in ids.values()


@pytest.mark.parametrize(("update", "city"), [("S", "Santos"), (None, "Santos"), ("N", "Campinas")])
def test_a_contact_takes_what_the_order_says_unless_it_is_forbidden(account, update, city):
    account.act("incluir_contato", nome="Maria", cpf_cnpj=CLIENT["cpf_cnpj"], cidade="Campinas", fone="1133334444")

    number = account.order(cliente={**CLIENT, "cidade": "Santos", **({"atualizar_cliente": update} if update else {})})

    (contact,) = clients(account)
    assert (contact["cidade"], contact["fone"]) == (city, "1133334444")
    shown = account.read_order(number)["cliente"]
    assert (shown["cidade"], shown["fone"]) == ("Santos", "(11) 3333-4444")


def test_a_contact_keeps_its_keys(account):
    account.act("incluir_contato", nome="Maria", codigo="C-1", cpf_cnpj=CLIENT["cpf_cnpj"])
    account.act("incluir_contato", nome="Ana", cpf_cnpj="987.654.321-00")

    account.order(cliente={"nome": "Maria", "codigo": "C-1", "cpf_cnpj": "987.654.321-00"})

    assert sorted(contact["cpf_cnpj"] for contact in clients(account)) == ["12345678909", "98765432100"]


@pytest.mark.fact("tiny-api2", 34)
def test_the_same_number_of_one_ecommerce_is_a_duplicate(account):
    first = account.order(numero_pedido_ecommerce="P-1", id_ecommerce=7421)

    again = record(account.try_order(numero_pedido_ecommerce="P-1", id_ecommerce=7421))

    assert (again["codigo_erro"], again["erros"]) == ("30", [{"erro": "Registro em duplicidade"}])
    assert account.order(numero_pedido_ecommerce="P-1", id_ecommerce=7422) != first
    assert account.order(numero_pedido_ecommerce="P-2", id_ecommerce=7421) != first
    assert account.order() != account.order()


@pytest.mark.fact("tiny-api2", 34)
def test_with_the_switch_the_same_number_makes_two_orders(account):
    account.act("recusar_pedido_repetido", recusar=False)

    ids = {account.order(numero_pedido_ecommerce="P-1", id_ecommerce=7421) for _ in range(2)}

    assert len(ids) == 2


def test_a_refused_duplicate_leaves_the_contact_alone(account):
    account.order(numero_pedido_ecommerce="P-1")
    account.try_order(numero_pedido_ecommerce="P-1", cliente={**CLIENT, "email": "novo@cliente.example"})

    assert [contact["email"] for contact in clients(account)] == [""]


@pytest.mark.fact("tiny-api2", 3)
@pytest.mark.parametrize(
    "document",
    [
        json.dumps({"cliente": CLIENT, "itens": [{"item": ITEM}]}),
        json.dumps({"pedido": {"cliente": CLIENT, "itens": {"item": ITEM}}}),
        "<pedido><cliente><nome>Maria Silva</nome></cliente><itens><item><codigo>A</codigo>"
        "<descricao>Caneca</descricao><unidade>UN</unidade><quantidade>2</quantidade><valor_unitario>10.50</valor_unitario></item></itens></pedido>",
    ],
    ids=["bare", "one item without its list", "XML"],
)
def test_other_shapes_of_the_document(account, document):
    answer = account.answer("pedido.incluir", pedido=document)

    shown = account.read_order(answer["registros"]["registro"]["id"])
    assert (shown["cliente"]["nome"], shown["total_pedido"]) == ("Maria Silva", "21.00000000")


@pytest.mark.fact("tiny-api2", 15)
@pytest.mark.parametrize("document", ["{", '{"pedido": []}', "[]"])
def test_what_is_no_order_is_malformed(account, refused, document):
    assert refused(account.call("pedido.incluir.php", pedido=document), 3, 1)


def test_numbers_of_orders_follow_each_other_and_a_refused_one_takes_none(account):
    numbers = []
    for items in ([{"item": ITEM}], [], [{"item": ITEM}]):
        written = account.try_order(itens=items)["registros"]
        numbers += [written["registro"]["numero"]] if isinstance(written, dict) else []

    assert numbers == ["4711", "4712"]


def test_an_order_is_of_the_integration_that_its_channel_names(account):
    number = account.act("incluir_integracao", plataforma="Uplaces", nome="Minha loja")["identificador"]

    for channel in ("minha LOJA", "Uplaces"):
        assert account.read_order(account.order(ecommerce=channel))["ecommerce"]["id"] == str(number)
    assert account.read_order(account.order(ecommerce="Feira"))["ecommerce"]["id"] == "0"
