import re

import httpx
import pytest

FIELDS = {
    "razao_social", "cnpj_cpf", "fantasia", "endereco", "numero", "bairro", "complemento", "cidade", "estado", "cep",
    "fone", "email", "inscricao_estadual", "regime_tributario",
}  # fmt: skip


def test_info_shows_the_account(account):
    conta = account.answer("info.php")["conta"]

    assert set(conta) == FIELDS
    assert conta["regime_tributario"] == "Simples Nacional"
    assert conta["razao_social"]


@pytest.mark.fact("tiny-api2", 17)
@pytest.mark.parametrize("seed", range(12))
def test_document_cep_and_phone_leave_masked(homologa_control, seed):
    world = homologa_control.create_world(seed=seed)
    token = world.view("tiny", "credenciais")["token"]
    query = f"https://api.tiny.com.br/api2/info.php?formato=json&token={token}"

    conta = account_of(homologa_control, query)
    world.delete()

    assert re.fullmatch(r"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}", conta["cnpj_cpf"])
    assert re.fullmatch(r"\d{5}-\d{3}", conta["cep"])
    assert re.fullmatch(r"\(\d{2}\) 9?\d{4}-\d{4}", conta["fone"])


def account_of(control, url):
    with httpx.Client(transport=control.transport) as client:
        return client.get(url).json()["retorno"]["conta"]


def test_the_screen_and_info_know_the_same_document(account):
    shown = account.answer("info.php")["conta"]["cnpj_cpf"]

    assert account.credentials["cnpj"] == re.sub(r"\D", "", shown)
