import pytest

from homologa.simulators.control.client import ControlError, ScreenRefused


def test_a_product_of_the_screen_is_a_product_of_the_api(account):
    made = account.act(
        "incluir_produto",
        nome="Caneca",
        codigo="CAN-1",
        preco="1.049,90",
        situacao="Inativo",
        altura=10,
        descricao="<p>Boa</p>",
        categoria="Louça",
        estoque=5,
        imagem="https://img.example/1.jpg",
    )

    shown = account.read(str(made["id"]))
    assert (shown["preco"], shown["situacao"], shown["alturaEmbalagem"]) == (1049.9, "I", "10.00")
    assert (shown["descricao_complementar"], shown["categoria"]) == ("<p>Boa</p>", "Louça")
    assert shown["imagens_externas"] == [{"imagem_externa": {"url": "https://img.example/1.jpg"}}]
    assert account.screen("CAN-1")["estoque"] == 5


def test_the_screen_of_a_product_trims_its_code(account):
    account.act("incluir_produto", nome="Caneca", codigo=" CAN-1 ")
    account.act("incluir_variacao", produto="CAN-1", codigo="  CAN-1-P ", grade={"Tamanho": "P"})

    assert account.codes() == ["CAN-1", "CAN-1-P"]


def test_a_code_of_the_api_keeps_its_blanks(account):
    id_produto = account.include(codigo=" CAN-1 ")
    account.act("alterar_produto", codigo=" CAN-1 ", preco=5)

    assert account.read(id_produto)["codigo"] == " CAN-1 "


def test_the_screen_changes_only_what_is_given(account):
    account.include(codigo="CAN-1", marca="Marca", peso_bruto=1, seo={"slug": "caneca"})
    before = account.screen("CAN-1")

    account.act("alterar_produto", codigo="CAN-1", preco=12, situacao="Inativo")

    after = account.screen("CAN-1")
    assert (after["preco"], after["situacao"]) == (12, "Inativo")
    assert {**after, "preco": 10, "situacao": "Ativo", "registro": 0} == {**before, "registro": 0}


def test_the_screen_gives_a_product_another_code(account):
    id_produto = account.include(codigo="CAN-1", marca="Marca")

    account.act("alterar_produto", codigo="CAN-1", novo_codigo="CAN-2")

    found = account.read(id_produto)
    assert (found["codigo"], found["marca"], account.codes()) == ("CAN-2", "Marca", ["CAN-2"])


def test_the_screen_refuses_what_the_api_refuses(account):
    with pytest.raises(ScreenRefused, match="no máximo 120 caracteres"):
        account.act("incluir_produto", nome="x" * 121)
    with pytest.raises(ScreenRefused, match="inválido"):
        account.act("incluir_produto", nome="Caneca", situacao="Talvez")
    assert account.view("lista_de_produtos") == []


@pytest.mark.parametrize("action", ["alterar_produto", "excluir_produto"])
def test_the_screen_needs_one_product(account, action):
    with pytest.raises(ScreenRefused, match="Há 0 produtos"):
        account.act(action, codigo="A")
    for _ in range(2):
        account.include(codigo="A")
    with pytest.raises(ScreenRefused, match="Há 2 produtos"):
        account.act(action, codigo="A")


def test_importing_is_all_or_nothing(account):
    with pytest.raises(ScreenRefused):
        account.act("importar_produtos", produtos=[{"nome": "Bom"}, {"nome": "x" * 121}])

    assert account.view("lista_de_produtos") == []


def test_excluding_a_parent_excludes_its_variations(account):
    account.include(codigo="CAM", variacoes=[{"variacao": {"codigo": "CAM-P"}}])

    account.act("excluir_produto", codigo="CAM")

    assert account.view("lista_de_produtos") == []
    assert [row["situacao"] for row in account.view("lista_de_produtos", excluidos=True)] == ["Excluído"] * 2


def test_who_made_a_product_is_shown(account):
    account.include(codigo="API")
    account.act("incluir_produto", nome="Caneca", codigo="TELA")

    assert [account.screen(code)["criado_por"] for code in ("API", "TELA")] == ["api", "tela"]


def test_an_unknown_plan_is_refused(account):
    with pytest.raises(ScreenRefused, match="Planos: "):
        account.act("trocar_de_plano", plano="Infinito")


def test_a_field_of_another_kind_is_a_usage_error(account):
    with pytest.raises(ControlError, match="espera número"):
        account.act("incluir_produto", nome="Caneca", preco="caro")
