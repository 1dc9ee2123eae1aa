import pytest

from homologa.simulators.control.client import ScreenRefused

PLATFORM = "Novaoito e-commerce"


def offered(account):
    return [row["plataforma"] for row in account.view("plataformas_oferecidas")]


def state(account):
    (row,) = account.view("lista_de_integracoes")
    return row["situacao"]


def saved(account, number):
    rows = account.view("urls_da_integracao", identificador=number)
    return [(row["aviso"], row["url"], row["resposta"]) for row in rows]


@pytest.fixture
def product(account):
    return account.include(codigo="A-1")


@pytest.mark.fact("tiny-api2", 55)
def test_an_integration_that_is_not_configured_is_not_offered_for_sends(account, product):
    account.integrate()

    assert (state(account), offered(account)) == ("Não configurada", [])
    with pytest.raises(ScreenRefused, match="só integrações Ativas"):
        account.send("A-1")


@pytest.mark.fact("tiny-api2", 55)
def test_an_integration_that_never_communicated_is_not_offered_for_sends(account, product):
    account.integrate(url_produtos="https://ninguem.example/x")

    assert (state(account), offered(account)) == ("Não instalada", [])
    with pytest.raises(ScreenRefused, match="Não instalada"):
        account.send("A-1")


@pytest.mark.fact("tiny-api2", 61)
@pytest.mark.parametrize("status", [200, 204, 302, 400, 404, 405, 500, 503])
def test_any_answer_to_the_probe_is_communication_and_is_shown(account, product, receiver, url, status):
    receiver.probe = status

    number = account.integrate(url_produtos=url)

    assert (state(account), offered(account)) == ("Ativa", [PLATFORM])
    assert saved(account, number) == [("produto", url, f"HTTP {status}")]
    assert account.send("A-1")["enviados"] == 1


@pytest.mark.fact("tiny-api2", 61)
def test_nobody_at_the_other_end_is_shown_and_is_no_communication(account, receiver, url):
    number = account.integrate(url_produtos="https://ninguem.example/x")
    (unheard,) = saved(account, number)

    account.act("salvar_integracao", identificador=number, url_estoque=url)

    assert unheard[:2] == ("produto", "https://ninguem.example/x")
    assert unheard[2].startswith("ninguém respondeu: ")
    assert saved(account, number)[0] == ("estoque", url, "HTTP 200")
    assert state(account) == "Ativa"


@pytest.mark.fact("tiny-api2", 61)
def test_an_integration_that_was_switched_off_stays_so_whatever_the_probe_says(account, receiver, url):
    number = account.integrate(url_produtos=url)
    account.act("inativar_integracao", identificador=number)

    account.act("salvar_integracao", identificador=number, url_estoque=url)

    assert state(account) == "Inativa"


def test_a_url_that_changes_loses_the_answer_of_the_one_before(account, receiver, url):
    receiver.probe = 400
    number = account.integrate(url_produtos=url)

    account.act("salvar_integracao", identificador=number, url_produtos="https://ninguem.example/x")
    account.act("salvar_integracao", identificador=number, url_produtos="")

    assert saved(account, number) == []
    assert state(account) == "Ativa"


@pytest.mark.fact("tiny-api2", 55)
def test_an_active_integration_is_offered_for_sends(account, product, receiver, url):
    account.integrate(url_produtos=url)

    assert (state(account), offered(account)) == ("Ativa", [PLATFORM])
    assert account.send("A-1")["enviados"] == 1


@pytest.mark.fact("tiny-api2", 55)
def test_an_inactive_integration_is_not_offered_for_sends(account, product, receiver, url):
    number = account.integrate(url_produtos=url)
    account.act("inativar_integracao", identificador=number)

    assert (state(account), offered(account)) == ("Inativa", [])
    with pytest.raises(ScreenRefused, match="Inativa"):
        account.send("A-1")
    assert receiver.products == []

    account.act("reativar_integracao", identificador=number)
    assert offered(account) == [PLATFORM]
    assert account.send("A-1")["enviados"] == 1


@pytest.mark.fact("tiny-api2", 55)
def test_a_platform_without_integration_is_not_offered_for_sends(account, product):
    assert offered(account) == []
    with pytest.raises(ScreenRefused, match="nenhuma incluída"):
        account.send("A-1")


def test_a_mapping_written_by_the_platform_is_communication(account):
    number = account.integrate(url_estoque="https://ninguem.example/x")

    account.include(mapeamentos=[{"mapeamento": {"idEcommerce": number, "skuMapeamento": "S"}}])

    assert state(account) == "Ativa"


def test_communication_before_the_configuration_counts(account, receiver, url):
    number = account.integrate()
    account.include(mapeamentos=[{"mapeamento": {"idEcommerce": number, "skuMapeamento": "S"}}])

    before = state(account)
    account.act("salvar_integracao", identificador=number)

    assert (before, state(account)) == ("Não configurada", "Ativa")


def test_an_active_integration_without_the_url_cannot_send(account, product, receiver, url):
    account.integrate(url_estoque=url)

    with pytest.raises(ScreenRefused, match="URL para envio de produtos"):
        account.send("A-1")


def test_a_url_may_be_cleared(account, product, receiver, url):
    number = account.integrate(url_produtos=url)
    account.act("salvar_integracao", identificador=number, url_produtos="")

    with pytest.raises(ScreenRefused, match="URL para envio de produtos"):
        account.send("A-1")


@pytest.mark.parametrize("bad", ["ftp://receptor.example", "receptor.example/x", "http://", "http://[", "https:///x"])
def test_what_is_no_url_is_refused(account, bad):
    number = account.integrate()

    with pytest.raises(ScreenRefused, match="não é válida"):
        account.act("salvar_integracao", identificador=number, url_produtos=bad)
    assert state(account) == "Não configurada"


def test_an_unknown_platform_is_refused(account):
    with pytest.raises(ScreenRefused, match="Plataformas: "):
        account.act("incluir_integracao", plataforma="Nenhuma", nome="X")


@pytest.mark.parametrize("action", ["salvar_integracao", "inativar_integracao", "reativar_integracao"])
def test_an_unknown_identificador_is_refused(account, action):
    with pytest.raises(ScreenRefused, match="Não há integração"):
        account.act(action, identificador=1)


@pytest.mark.parametrize("action", ["inativar_integracao", "reativar_integracao"])
def test_only_what_is_on_can_be_switched_off_and_the_other_way_round(account, receiver, url, action):
    number = account.integrate(url_produtos=url)
    if action == "inativar_integracao":
        account.act(action, identificador=number)

    with pytest.raises(ScreenRefused, match="A integração está"):
        account.act(action, identificador=number)


def test_identifiers_are_small_numbers_of_their_own(account):
    numbers = [account.integrate() for _ in range(3)]

    assert len(set(numbers)) == 3
    assert all(3 <= len(str(number)) <= 6 for number in numbers)
