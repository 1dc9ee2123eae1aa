import pytest


@pytest.mark.fact("tiny-api2", 7)
@pytest.mark.parametrize(("service", "processed"), [("info", 1), ("produtos.pesquisa", 1), ("produto.obter", "1")])
@pytest.mark.parametrize("token", [None, ""])
def test_a_missing_token_is_code_1(account, refused, service, processed, token):
    refused(account.call(service, token=token), 1, processed)


@pytest.mark.fact("tiny-api2", 7)
@pytest.mark.parametrize(("service", "processed"), [("info", 1), ("produtos.pesquisa", 1), ("produto.obter", "1")])
def test_an_unknown_token_is_code_2(account, refused, service, processed):
    assert refused(account.call(service, token="0" * 40), 2, processed) == ["token invalido"]
    assert refused(account.call(service, token=f" {account.token}"), 2, processed) == ["token invalido"]


def test_a_token_in_a_header_is_no_token(account, refused):
    headers = {"Token": account.token, "Authorization": f"Bearer {account.token}"}

    refused(account.http.get("info?formato=json", headers=headers), 1, 1)


def test_a_token_is_forty_hexadecimal_digits(account):
    assert len(account.token) == 40
    assert set(account.token) <= set("0123456789abcdef")


def test_a_replaced_token_is_refused_and_the_new_one_taken(account, refused):
    account.act("gerar_novo_token")
    new = account.view("credenciais")["token"]

    assert refused(account.call("info"), 2, 1) == ["token invalido"]
    assert account.call("info", token=new).json()["retorno"]["status"] == "OK"


def test_a_token_opens_its_own_account_only(account, another_account):
    account.include(codigo="MEU-1")

    assert another_account.token != account.token
    assert another_account.answer("produtos.pesquisa")["codigo_erro"] == 20
    assert account.codes() == ["MEU-1"]


@pytest.mark.parametrize(("token", "hint"), [("", "falta o parâmetro token"), ("x", "nenhuma conta tem este token")])
def test_a_request_of_nobody_is_noted_with_a_hint(account, homologa_control, token, hint):
    account.call("info", token=token)

    assert homologa_control.strangers()[-1]["hint"].startswith(hint)
