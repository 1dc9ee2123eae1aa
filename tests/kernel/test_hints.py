import httpx
import pytest

from homologa.simulators.site import build

TINY = "https://api.tiny.com.br"


@pytest.fixture
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture
def world(site):
    return site.worlds.create(id="um")


@pytest.fixture
def credentials(world):
    return {name: world.view(name, "credenciais", {}) for name in ("tiny", "novaoito")}


@pytest.fixture
def ask(site, credentials):
    """Sends a request that belongs to no world, for its credential is none; gives the hint that it leaves."""
    store = f"https://{credentials['novaoito']['host']}"

    def send(url, method="GET", **options):
        with httpx.Client(transport=site.transport) as client:
            client.request(method, url if url.startswith("http") else f"{store}{url}", **options)
        return site.worlds.unrouted_journal.find()[-1].hint

    return send


def bearer(token):
    return {"headers": {"Authorization": f"Bearer {token}"}}


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        (f"{TINY}/api2/produto.obter.ph", "você quis dizer GET /api2/produto.obter.php?"),
        (f"{TINY}/api2/Produto.Obtr.php", "você quis dizer GET /api2/produto.obter.php?"),
        (f"{TINY}/info.php", "você quis dizer GET /api2/info.php?"),
        ("/products", "você quis dizer GET /api/v1/products?"),
        ("/api/v1/product/7", "você quis dizer GET /api/v1/products/{id}?"),
        ("/api/v1/erp/job/3f2b/items", "você quis dizer GET /api/v1/erp/jobs/{id}/items?"),
    ],
)
def test_an_address_that_is_nearly_right_is_named(ask, url, meant):
    assert meant in ask(url)


def test_an_address_that_is_like_none_is_told_where_to_begin(ask):
    hint = ask("/xyz/abc")

    assert "não há operação em /xyz/abc" in hint
    assert "começam com /api/v1" in hint


def test_a_wrong_method_is_told_which_are_right(ask):
    assert ask("/api/v1/apps", "PATCH") == "este endereço não aceita PATCH: use GET ou HEAD"


def test_a_token_of_another_platform_is_told_so(ask, credentials):
    hint = ask("/api/v1/apps", **bearer(credentials["tiny"]["token"]))

    assert "a credencial enviada é de Tiny" in hint
    assert "use a da conta de Novaoito" in hint
    assert credentials["tiny"]["token"] not in hint


def test_a_token_in_the_wrong_place_is_told_so(ask, credentials):
    hint = ask("/api/v1/apps", params={"token": credentials["novaoito"]["admin_token"]})

    assert "o valor enviado existe em Novaoito" in hint
    assert "não veio o cabeçalho Authorization" in hint


def test_a_token_without_bearer_is_told_so(ask, credentials):
    hint = ask("/api/v1/apps", headers={"Authorization": credentials["novaoito"]["admin_token"]})

    assert "o cabeçalho Authorization não é “Bearer” e o token" in hint


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({}, "não veio o cabeçalho Authorization"),
        ({"headers": {"Authorization": "Basic YTpi"}}, "não é “Bearer”"),
        (bearer("um-token-qualquer"), "nenhuma loja tem este token"),
    ],
)
def test_why_a_request_belongs_to_no_world(ask, options, reason):
    assert reason in ask("/api/v1/apps", **options)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda token: token[:-1], "veio só uma parte da credencial de Tiny (token): mande-a inteira"),
        (lambda token: token[8:], "veio só uma parte"),
        (lambda token: f" {token}\n", "veio com algo a mais"),
        (lambda token: f'"{token}"', "veio com algo a mais"),
        (lambda token: f"Bearer {token}", "veio com algo a mais"),
        (str.upper, "com outras maiúsculas: mande só ela"),
        (lambda token: token[::-1], "nenhuma conta tem este token"),
    ],
)
def test_a_token_that_is_nearly_right_is_told_what_it_lost_or_won(ask, credentials, change, told):
    token = credentials["tiny"]["token"]

    hint = ask(f"{TINY}/api2/info.php", "POST", data={"token": change(token)})

    assert told in hint
    assert token not in hint


def test_a_token_of_before_is_told_how_it_ended(site, world, ask, credentials):
    site.worlds.delete("um")

    assert "apagado" in ask("/api/v1/apps", **bearer(credentials["novaoito"]["admin_token"]))
