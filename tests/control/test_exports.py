import os
import shlex
import subprocess

import httpx
import pytest

CPF = "529.982.247-25"


@pytest.fixture
def token(world):
    return world.data["platforms"]["tiny"]["credentials"]["token"]


@pytest.fixture
def call(site, token):
    client = httpx.Client(transport=site.transport, base_url="https://api.tiny.com.br/api2")
    yield lambda service, **fields: client.post(f"/{service}", data={"token": token, "formato": "json", **fields})
    client.close()


@pytest.fixture
def run(tmp_path):
    """Runs a line in a shell whose curl tells its arguments and what comes in; gives both."""
    fake = tmp_path / "curl"
    fake.write_text('#!/bin/sh\nfor one in "$@"; do printf "%s\\0" "$one"; done > args\ncat > input\n')
    fake.chmod(0o755)

    def make(line, **variables):
        environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", **variables}
        subprocess.run(["sh", "-c", line], cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, check=True)
        return (tmp_path / "args").read_bytes().split(b"\0")[:-1], (tmp_path / "input").read_bytes()

    return make


def test_a_har_file_has_what_was_exchanged_and_nothing_secret(world, call, token):
    call("info", cpf=CPF)
    world.act("tiny", "incluir_produto", nome="Caneca")
    call("produto.obter")

    har = world.exchanges.har()["log"]

    first, second = har["entries"]
    assert (har["version"], har["creator"]["name"]) == ("1.2", "homologa")
    assert first["startedDateTime"] == world.journal()[0]["at"]
    assert first["request"]["url"] == "https://api.tiny.com.br/api2/info"
    assert first["request"]["postData"]["mimeType"] == "application/x-www-form-urlencoded"
    assert (first["response"]["status"], first["response"]["statusText"]) == (200, "OK")
    assert '"retorno"' in first["response"]["content"]["text"]
    assert world.journal()[2]["hint"] in second["comment"]
    assert not {token, CPF, "529.982"} & set(str(har).split('"'))
    assert token not in str(har)


def test_a_har_file_of_nothing(world):
    assert world.exchanges.har(platform="novaoito")["log"]["entries"] == []


def test_a_delivery_without_an_answer_has_the_status_zero(site, world, notified):
    site.mount("receptor.example", lambda *_: 1 / 0)
    notified()

    (entry,) = world.exchanges.har(direction="out")["log"]["entries"]
    assert entry["response"]["status"] == 0


def test_a_line_of_curl_makes_the_same_call(world, call, token, run):
    call("produto.obter", id="7 & 8", nome='d\'Ávila $HOME `id` "x" \\n')

    (line,) = world.exchanges.curl()
    arguments, _ = run(line, TOKEN_TINY=token)

    made = world.exchanges.one(1)
    assert token not in line
    assert b"https://api.tiny.com.br/api2/produto.obter" in arguments
    assert arguments[arguments.index(b"--request") + 1] == b"POST"
    assert b"Content-Type: application/x-www-form-urlencoded" in arguments
    sent = arguments[arguments.index(b"--data-raw") + 1].decode()
    assert sent == made["request"]["body"].replace(shown(made), token)


def shown(exchange):
    return next(part.removeprefix("token=") for part in exchange["request"]["body"].split("&") if "token=" in part)


BODIES = [
    b"\x00\x01nul e \xff\xfe bytes\n",
    "@arquivo ç 'aspas' \"duplas\" $VAR `cmd` \\0 %s\n\n".encode(),
    bytes(range(256)),
    b"-n",
    b"",
]


@pytest.mark.parametrize("body", BODIES)
def test_whatever_the_bytes_they_are_sent_as_they_were(site, world, token, run, body):
    with httpx.Client(transport=site.transport) as client:
        client.post(f"https://api.tiny.com.br/api2/info?token={token}", content=body, headers={"X-Vazio": ""})

    (line,) = world.exchanges.curl()
    arguments, piped = run(line, TOKEN_TINY=token)

    sent = arguments[arguments.index(b"--data-raw") + 1] if b"--data-raw" in arguments else piped
    assert sent == body
    assert f"https://api.tiny.com.br/api2/info?token={token}".encode() in arguments
    assert {b"X-Vazio;", b"Content-Type:"} <= set(arguments)


def test_a_bearer_is_a_variable_after_its_scheme(site, world, run):
    store = world.data["platforms"]["novaoito"]
    admin = store["credentials"]["admin_token"]
    with httpx.Client(transport=site.transport, headers={"Authorization": f"Bearer {admin}"}) as client:
        client.get(f"{store['url']}/api/v1/products?page=1")

    (line,) = world.exchanges.curl()
    name = next(word for word in shlex.split(line) if "$" in word).rpartition("$")[2]

    arguments, _ = run(line, **{name: admin})
    assert f"Authorization: Bearer {admin}".encode() in arguments
    assert name.endswith("_NOVAOITO")


def test_actions_are_no_lines(world):
    world.act("tiny", "incluir_produto", nome="Caneca")

    assert world.exchanges.curl() == []


@pytest.mark.parametrize("what", ["har", "curl"])
def test_exports_take_the_filters_of_the_journal(world, api, call, refused, what):
    call("info")
    call("produto.obter")

    found = getattr(world.exchanges, what)(operation="info")

    assert len(found["log"]["entries"] if what == "har" else found) == 1
    refused(api.get(f"/worlds/um/journal/{what}", params={"cor": "azul"}), 422)
    refused(api.get(f"/worlds/dois/journal/{what}"), 404)


LARGE = 70_000


def test_what_the_journal_does_not_keep_of_a_body_is_counted_everywhere(world, call):
    call("produto.incluir", produto="a" * LARGE)

    asked = world.exchanges.one(1)["request"]
    (entry,) = world.exchanges.har()["log"]["entries"]
    assert asked["size"] > LARGE
    assert 0 < asked["size"] - LARGE < asked["omitted"] < LARGE
    assert entry["request"]["bodySize"] == asked["size"]
    assert world.exchanges.curl() == [
        f"# a troca 1 não pode ser refeita: o diário não guarda todos os {asked['size']} bytes do corpo"
    ]


def test_of_a_small_body_nothing_is_omitted(world, call):
    call("info")
    found = world.exchanges.one(1)

    assert (found["request"]["omitted"], found["response"]["omitted"]) == (0, 0)
    assert str(found["response"]["size"]) == dict(found["response"]["headers"])["Content-Length"]
