import pytest

from homologa.simulators.control.client import ScreenRefused

STOCK = "API para estoque em tempo real"
KEY = "Token API"


def shown(account, name):
    (row,) = [row for row in account.view("lista_de_extensoes") if row["extensao"] == name]
    return row


def test_every_extension_is_listed_with_its_section(account):
    assert {row["extensao"]: row["secao"] for row in account.view("lista_de_extensoes")} == {
        KEY: "Vendas",
        STOCK: "Suprimentos",
        "Controle de estoques": "Suprimentos",
        "Preço promocional": "Vendas",
        "Webhooks": "Vendas",
    }


@pytest.mark.parametrize(
    ("plan", "price"), [("Iniciante", 25), ("Básico", 25), ("Essencial", 0), ("Grande", 0), ("Construa", 25)]
)
def test_the_stock_extension_is_paid_on_small_plans_and_free_on_larger_ones(account, plan, price):
    account.act("trocar_de_plano", plano=plan)

    assert shown(account, STOCK)["preco"] == price


def test_the_other_extensions_are_free_on_the_smallest_plan(account):
    account.act("trocar_de_plano", plano="Iniciante")

    rows = account.view("lista_de_extensoes")
    assert {row["preco"] for row in rows if row["extensao"] != STOCK} == {0}


def test_an_extension_is_removed_and_installed_again(account):
    account.act("desinstalar_extensao", extensao=STOCK)
    without = shown(account, STOCK)["instalada"]

    answer = account.act("instalar_extensao", extensao=STOCK)

    assert (without, shown(account, STOCK)["instalada"]) == (False, True)
    assert answer == {"extensao": STOCK, "preco": 0, "instalada": True}


def test_an_installation_that_is_not_confirmed_shows_the_price_and_changes_nothing(account):
    account.act("trocar_de_plano", plano="Básico")
    account.act("desinstalar_extensao", extensao=STOCK)

    answer = account.act("instalar_extensao", extensao=STOCK, confirmar=False)

    assert answer == {"extensao": STOCK, "preco": 25, "instalada": False}
    assert not shown(account, STOCK)["instalada"]


def test_what_is_installed_is_not_installed_again_nor_removed_twice(account):
    with pytest.raises(ScreenRefused, match="já está instalada"):
        account.act("instalar_extensao", extensao=STOCK)
    account.act("desinstalar_extensao", extensao=STOCK)
    with pytest.raises(ScreenRefused, match="não está instalada"):
        account.act("desinstalar_extensao", extensao=STOCK)


@pytest.mark.parametrize("action", ["instalar_extensao", "desinstalar_extensao"])
def test_an_unknown_extension_is_refused(account, action):
    with pytest.raises(ScreenRefused, match="Extensões: "):
        account.act(action, extensao="Nenhuma")


def test_webhooks_are_only_in_the_larger_plans(account):
    account.act("trocar_de_plano", plano="Básico")
    small = shown(account, "Webhooks")
    account.act("desinstalar_extensao", extensao="Webhooks")

    with pytest.raises(ScreenRefused, match="não está disponível no plano Básico"):
        account.act("instalar_extensao", extensao="Webhooks")
    account.act("trocar_de_plano", plano="Impulsione")
    account.act("instalar_extensao", extensao="Webhooks")

    assert (small["disponivel"], small["instalada"]) == (False, False)
    assert shown(account, "Webhooks")["instalada"]


def test_without_token_api_the_account_has_no_token_and_the_old_one_opens_nothing(account, refused):
    account.act("desinstalar_extensao", extensao=KEY)

    assert account.view("credenciais")["token"] == ""
    assert refused(account.call("info"), 2, 1) == ["token invalido"]
    with pytest.raises(ScreenRefused, match="Instale a extensão “Token API”"):
        account.act("gerar_novo_token")


def test_token_api_installed_again_makes_a_new_token(account, refused):
    account.act("desinstalar_extensao", extensao=KEY)
    account.act("instalar_extensao", extensao=KEY)
    new = account.view("credenciais")["token"]

    refused(account.call("info"), 2, 1)
    assert account.answer("info", token=new)["status"] == "OK"


def test_the_plan_is_shown_with_its_limits(account):
    account.act("trocar_de_plano", plano="Construa")

    shown = account.view("plano")
    assert (shown["plano"], shown["limite_por_minuto"], shown["acessos_simultaneos"]) == ("Construa", 30, 7)
    assert shown["planos"]["Protagonize"] == 120
