"""How a request finds its world: by each kind of credential and by each host, and what it gets with none."""

import httpx
import pytest


@pytest.fixture
def http(site):
    with httpx.Client(transport=site.transport) as client:
        yield client


@pytest.fixture
def worlds(control):
    """Two worlds of one seed, which nothing but their credentials tells apart."""
    return [control.create_world(id=name) for name in ("um", "dois")]


def names(world):
    return {exchange["operation"] for exchange in world.journal(protocol="http")}


def credentials(world, platform):
    return world.refresh()["platforms"][platform]["credentials"]


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def tiny(http, token):
    return http.post("https://api.tiny.com.br/api2/info", data={"token": token, "formato": "json"}).json()["retorno"]


def store(http, host, token):
    return http.get(f"https://{host}/api/v1/apps", headers=bearer(token)).status_code


@pytest.mark.parametrize("place", [0, 1])
def test_tinys_token(http, worlds, place):
    world, other = worlds[place], worlds[1 - place]

    assert tiny(http, credentials(world, "tiny")["token"])["status"] == "OK"

    assert (len(names(world)), names(other)) == (1, set())


def test_tinys_token_in_the_query(http, worlds):
    query = {"token": credentials(worlds[1], "tiny")["token"], "formato": "json"}

    http.get("https://api.tiny.com.br/api2/info", params=query)

    assert (names(worlds[0]), len(names(worlds[1]))) == (set(), 1)


@pytest.mark.parametrize("token", ["", "0" * 40, "x"])
def test_a_token_of_nobody_gets_tinys_refusal(http, worlds, control, token):
    answer = tiny(http, token)

    assert (answer["status"], str(answer["codigo_erro"])) == ("Erro", "1" if not token else "2")
    assert [names(world) for world in worlds] == [set(), set()]
    assert control.strangers()[-1]["platform"] == "tiny"


@pytest.mark.parametrize("place", [0, 1])
def test_a_stores_host_with_its_token(http, worlds, place):
    own = credentials(worlds[place], "novaoito")

    assert store(http, own["host"], own["admin_token"]) == 200

    assert (len(names(worlds[place])), names(worlds[1 - place])) == (1, set())


def test_an_apps_token(http, worlds):
    own = credentials(worlds[0], "novaoito")
    installed = http.post(f"https://{own['host']}/api/v1/apps/tiny-erp/install", headers=bearer(own["admin_token"]))
    token = installed.json()["access_token"]

    answer = http.get(f"https://{own['host']}/api/v1/products", headers=bearer(token))

    assert (answer.status_code, names(worlds[1])) == (200, set())


def test_the_token_of_one_store_does_not_open_another(http, worlds):
    own, other = (credentials(world, "novaoito") for world in worlds)

    assert store(http, own["host"], other["admin_token"]) == 404


def test_a_host_that_no_store_has_is_not_opened_by_a_token(http, worlds):
    assert store(http, "loja-nenhuma.novaoito.example", credentials(worlds[0], "novaoito")["admin_token"]) == 404


@pytest.mark.parametrize("token", ["0" * 40, "x"])
def test_a_token_of_nobody_gets_the_stores_refusal(http, worlds, control, token):
    assert store(http, credentials(worlds[0], "novaoito")["host"], token) == 401

    assert [names(world) for world in worlds] == [set(), set()]
    assert control.strangers()[-1]["platform"] == "novaoito"


@pytest.mark.parametrize("place", [0, 1])
def test_the_token_of_an_integration(http, site, worlds, place):
    world = worlds[place]
    world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")
    *_, (_, _, token) = site.worlds.get(world.id).minted()

    tiny(http, token)

    assert (len(names(world)), names(worlds[1 - place])) == (1, set())


def test_a_deleted_worlds_credentials_lead_nowhere(http, worlds):
    token = credentials(worlds[0], "tiny")["token"]
    own = credentials(worlds[0], "novaoito")

    worlds[0].delete()

    assert tiny(http, token)["status"] == "Erro"
    assert store(http, own["host"], own["admin_token"]) == 401
    assert tiny(http, credentials(worlds[1], "tiny")["token"])["status"] == "OK"
