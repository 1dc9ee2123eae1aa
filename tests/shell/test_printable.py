"""Whatever somebody sent or named, a terminal that shows it obeys none of it."""

import json
import unicodedata

import httpx
import pytest

ATTACK = "Cane\x1b[2J\x9bca\u202e10\u2066\x07"
SHOWN = "Cane\\u001b[2J\\u009bca\\u202e10\\u2066\\u0007"
FORBIDDEN = ("\u202e", "\u2066")


@pytest.fixture
def attacked(site, world):
    """A product of such a name and SKU that came over the API, and a notification of it that nobody took."""
    store = world.data["platforms"]["novaoito"]
    base = f"{store['url']}/api/v1"
    world.act("novaoito", "instalar")
    tokens = [store["credentials"]["admin_token"], world.view("novaoito", "credenciais")["app_token"]]
    admin, app = ({"Authorization": f"Bearer {token}"} for token in tokens)
    with httpx.Client(transport=site.transport) as client:
        client.post(
            f"{base}/webhooks", json={"event": "product.created", "url": "http://longe.example/"}, headers=app
        ).raise_for_status()
        body = {"sku": ATTACK, "name": ATTACK, "description": f"um\ndois {ATTACK}"}
        client.post(f"{base}/products", json=body, headers=admin).raise_for_status()
        client.get(f"{base}/products", params={"filter[status]": ATTACK}, headers=admin)


def is_harmless(text):
    signs = {sign for sign in text if unicodedata.category(sign) in ("Cc", "Zl", "Zp")} - {"\n"}
    return not signs and not any(sign in text for sign in FORBIDDEN)


@pytest.mark.parametrize("more", [(), ("--json",)])
@pytest.mark.parametrize(
    "words",
    [
        ("view", "show", "novaoito", "produtos"),
        ("journal",),
        ("journal", "--full"),
        ("journal", "--findings"),
        ("deliveries", "list"),
        ("doctor",),
    ],
)
def test_nothing_that_was_sent_moves_a_terminal(attacked, call, words, more):
    ended = call(*words, *more)

    assert is_harmless(ended.stdout)
    assert is_harmless(ended.stderr)


def test_what_was_sent_is_shown_escaped(attacked, homologa):
    assert SHOWN in homologa("view", "show", "novaoito", "produtos")
    assert SHOWN in homologa("deliveries", "list")
    assert f"({SHOWN})" in homologa("journal")


def test_json_says_what_was_sent(attacked, homologa):
    (row,) = json.loads(homologa("view", "show", "novaoito", "produtos", "--json"))["data"]

    assert (row["sku"], row["nome"]) == (ATTACK, ATTACK)


def test_lines_of_what_was_sent_stay_in_their_cell(site, world, attacked, homologa):
    store = world.data["platforms"]["novaoito"]
    headers = {"Authorization": f"Bearer {store['credentials']['admin_token']}"}
    with httpx.Client(transport=site.transport) as client:
        body = {"sku": "A\nB", "name": "C\nD"}
        client.post(f"{store['url']}/api/v1/products", json=body, headers=headers).raise_for_status()

    assert len(homologa("deliveries", "list").splitlines()) == 3
    assert "A\\u000aB" in homologa("deliveries", "list")
    assert "(A\\u000aB)" in homologa("journal")


def test_a_refusal_is_as_harmless(world, call):
    ended = call("view", "show", "novaoito", "produtos", f"{ATTACK}=1")

    assert ended.exit_code == 2
    assert is_harmless(ended.stderr)
    wrong = call("action", "run", f"nada{ATTACK}", "x")
    assert is_harmless(wrong.stderr)
