"""The screen of one integration: tabs, credentials, both generations of the screen, removal."""

import pytest

from homologa.simulators.control.client import ScreenRefused


def row(account, number):
    (found,) = [row for row in account.view("lista_de_integracoes") if row["identificador"] == number]
    return found


def access(account, number):
    return account.view("credenciais_da_integracao", identificador=number)


@pytest.fixture
def number(account, receiver, url):
    """An Ativa integration."""
    return account.integrate(url_produtos=url)


def test_every_integration_is_listed_with_its_situation(account, number):
    account.act("incluir_integracao", plataforma="Ideris", nome="Minha loja")

    rows = account.view("lista_de_integracoes")
    assert [(row["plataforma"], row["nome"], row["situacao"]) for row in rows] == [
        ("Novaoito e-commerce", "Loja", "Ativa"),
        ("Ideris", "Minha loja", "Não configurada"),
    ]


def test_the_newer_screen_says_not_connected_until_it_works(account, receiver, url):
    number = account.act("instalar_integracao", plataforma="Uplaces", nome="Loja")["identificador"]
    account.act("salvar_integracao", identificador=number, url_estoque="https://ninguem.example/x")
    unheard = row(account, number)["situacao"]

    account.act("salvar_integracao", identificador=number, url_estoque=url)

    assert (unheard, row(account, number)["situacao"]) == ("Não conectada", "Ativa")


def test_the_name_may_be_changed(account, number):
    account.act("renomear_integracao", identificador=number, nome="Outra loja")

    assert (row(account, number)["nome"], row(account, number)["situacao"]) == ("Outra loja", "Ativa")


def test_a_new_name_is_no_configuration(account):
    number = account.integrate()

    account.act("renomear_integracao", identificador=number, nome="Outra loja")

    assert row(account, number)["situacao"] == "Não configurada"


def test_the_options_are_kept_as_saved(account, number):
    account.act("configurar_integracao", identificador=number, importacao_automatica=True, email_enviado=True)
    account.act("configurar_integracao", identificador=number, email_entregue=True)
    account.act("salvar_regra_de_estoque", identificador=number, enviar="disponível")

    shown = row(account, number)
    assert (shown["importacao_automatica"], shown["email_enviado"], shown["email_entregue"]) == (True, True, True)
    assert (shown["tipo_estoque"], shown["situacao"]) == ("D", "Ativa")


def test_saving_the_options_configures(account):
    number = account.integrate()

    account.act("configurar_integracao", identificador=number, importacao_automatica=True)

    assert row(account, number)["situacao"] == "Não instalada"


@pytest.mark.fact("tiny-api2", 48)
def test_the_url_of_the_freight_quote_is_probed_too(account, receiver, url):
    account.integrate(url_cotacao_frete=url)

    assert [body for _, body in receiver.requests] == [b""]


def test_the_credentials_are_identifier_and_a_token_of_its_own(account, number):
    shown = access(account, number)

    assert (shown["identificador"], len(shown["token"]), shown["endpoint_de_parceiro"]) == (number, 40, "")
    assert shown["token"] != account.token


def test_an_api_integration_shows_its_partner_endpoint(account):
    number = account.act("incluir_integracao", plataforma="API do ERP", nome="Loja")["identificador"]

    assert access(account, number)["endpoint_de_parceiro"].endswith(f"/webhook/api/v1/parceiro/{number}")


def test_the_token_of_an_integration_opens_the_account(account, number):
    account.include(codigo="A-1")

    answer = account.answer("produtos.pesquisa", token=access(account, number)["token"])

    assert [row["produto"]["codigo"] for row in answer["produtos"]] == ["A-1"]


def test_the_token_of_an_integration_needs_no_token_api(account, number):
    account.act("desinstalar_extensao", extensao="Token API")

    assert account.answer("info", token=access(account, number)["token"])["status"] == "OK"


def test_all_tokens_of_an_account_share_its_limit(account, number, refused):
    account.act("trocar_de_plano", plano="Construa")
    account.world.set_limits("enforce")
    token = access(account, number)["token"]
    for _ in range(15):
        account.call("info")
        account.call("info", token=token)

    refused(account.call("info", token=token), 6, 1)


def test_the_test_of_a_platform_with_its_token_makes_a_configured_integration_active(account):
    number = account.integrate(url_estoque="https://ninguem.example/x")
    before = row(account, number)["situacao"]
    account.answer("info")
    by_the_account = row(account, number)["situacao"]

    account.answer("info", token=access(account, number)["token"])

    assert (before, by_the_account, row(account, number)["situacao"]) == ("Não instalada", "Não instalada", "Ativa")


def test_a_replaced_token_of_an_integration_is_refused(account, number, refused):
    old = access(account, number)["token"]

    account.act("gerar_token_da_integracao", identificador=number)

    refused(account.call("info", token=old), 2, 1)
    assert account.answer("info", token=access(account, number)["token"])["status"] == "OK"
    assert account.answer("info")["status"] == "OK"


def test_a_removed_integration_leaves_nothing(account, number, receiver, refused):
    account.include(codigo="CAN")
    account.send("CAN")
    token = access(account, number)["token"]

    account.act("remover_integracao", identificador=number)

    assert account.view("lista_de_integracoes") == []
    assert account.view("resultado_do_envio") == []
    assert account.screen("CAN")["mapeamentos"] == []
    refused(account.call("info", token=token), 2, 1)


def test_a_removed_integration_is_not_told_what_waits(account, number, receiver):
    account.include(codigo="CAN")
    receiver.always(500, "")
    account.send("CAN")

    account.act("remover_integracao", identificador=number)
    account.world.advance(seconds=86_400)

    assert len(receiver.products) == 1


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("renomear_integracao", {"nome": "X"}),
        ("configurar_integracao", {"email_enviado": True}),
        ("salvar_regra_de_estoque", {"enviar": "físico"}),
        ("gerar_token_da_integracao", {}),
        ("remover_integracao", {}),
    ],
)
def test_an_unknown_identificador_is_refused(account, action, fields):
    with pytest.raises(ScreenRefused, match="Não há integração"):
        account.act(action, identificador=1, **fields)


@pytest.mark.fact("tiny-api2", 55)
def test_a_removed_integration_is_not_offered_for_sends(account, number):
    account.include(codigo="CAN")
    account.act("remover_integracao", identificador=number)

    assert account.view("plataformas_oferecidas") == []
    with pytest.raises(ScreenRefused, match="nenhuma incluída"):
        account.send("CAN")
