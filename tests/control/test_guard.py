from pathlib import Path

import httpx
import pytest
import yaml

from homologa.simulators.control.app import create_app
from homologa.simulators.control.client import Control


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:8000", "127.0.0.1", "[::1]:8000", "[::1]", "LOCALHOST:8000"]
)
def test_requests_to_this_machine_are_answered(api, host):
    assert api.get("/worlds", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["loja.example", "loja.example:8000", "10.0.0.1:8000", "localhost.loja.example", "["])
def test_requests_to_another_name_are_not(api, refused, host):
    assert refused(api.get("/worlds", headers={"Host": host}), 403) == "este endereço não é desta máquina"


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://127.0.0.1:8000", "http://[::1]"])
def test_pages_of_this_machine_are_answered(api, origin):
    assert api.get("/worlds", headers={"Origin": origin}).status_code == 200


@pytest.mark.parametrize("origin", ["https://loja.example", "null", "http://[", "http://localhost.loja.example"])
def test_pages_of_another_are_not_and_nothing_is_done(api, control, refused, origin):
    refused(api.post("/worlds", content=b"{}", headers={"Origin": origin, "Content-Type": "text/plain"}), 403)

    assert control.worlds() == []


def test_a_server_for_everyone_answers_everyone(site):
    app = create_app(site.worlds, {}, any_host=True)
    client = httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://qualquer.example/_homologa/v1")

    assert client.get("/worlds", headers={"Origin": "https://loja.example"}).status_code == 200


@pytest.fixture
def locked(site):
    """A control API that asks for a key."""
    return httpx.WSGITransport(app=create_app(site.worlds, {}, key="chave-do-controle"))


@pytest.mark.parametrize(
    "shown",
    [{}, {"Authorization": "Bearer outra"}, {"Authorization": "Basic chave-do-controle"}, {"Authorization": ""}],
)
def test_a_key_is_asked_for_and_is_not_told(locked, shown):
    answer = httpx.Client(transport=locked).get("http://localhost/_homologa/v1/worlds", headers=shown)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert "HOMOLOGA_KEY" in answer.json()["detail"]
    assert "chave-do-controle" not in answer.text


def test_the_client_shows_the_key_that_it_was_given(locked):
    assert Control("http://localhost/_homologa/v1", locked, key="chave-do-controle").worlds() == []


def test_the_client_shows_the_key_of_the_environment(locked, monkeypatch):
    monkeypatch.setenv("HOMOLOGA_KEY", "chave-do-controle")

    assert Control("http://localhost/_homologa/v1", locked).worlds() == []


def test_the_client_does_not_show_its_key_to_people():
    assert "chave-do-controle" not in repr(Control("http://localhost", key="chave-do-controle"))


def test_the_contract_names_the_key_and_that_it_may_not_be_needed(locked):
    contract = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "control.yaml").read_text("utf-8"))
    refusal = httpx.Client(transport=locked).get("http://localhost/_homologa/v1/worlds")

    assert contract["security"] == [{}, {"key": []}]
    scheme = contract["components"]["securitySchemes"]["key"]
    assert (scheme["type"], scheme["scheme"]) == ("http", refusal.headers["WWW-Authenticate"].lower())
