"""An address that is kept has a host, on each screen that takes one."""

import pytest

from homologa.simulators.control.client import ScreenRefused

RECEIVERS = ("produtos", "estoque", "precos", "situacao", "rastreio", "nota_fiscal", "cotacao_frete")
RESTS = ("", "/", "/x", ":80/x", "?x", "#x", "@/x", "u@", "u:s@:80/x", "[]/")
WITHOUT_HOST = [f"{scheme}://{rest}" for scheme in ("http", "https") for rest in RESTS]


@pytest.fixture
def number(account):
    return account.integrate()


@pytest.mark.parametrize("url", WITHOUT_HOST)
def test_an_integration_refuses_an_address_without_host(account, number, url):
    for receiver in RECEIVERS:
        with pytest.raises(ScreenRefused, match="não é válida"):
            account.act("salvar_integracao", identificador=number, **{f"url_{receiver}": url})


@pytest.mark.parametrize("url", ["http://a.example", "https://u:s@a.example:8443/x?y#z", "http://[::1]:8/x"])
def test_an_integration_takes_an_address_with_a_host(account, number, url):
    for receiver in RECEIVERS:
        account.act("salvar_integracao", identificador=number, **{f"url_{receiver}": url})
