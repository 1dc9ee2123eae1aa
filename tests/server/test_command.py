import signal
import socket
from urllib.parse import urlsplit

import pytest


def test_one_line_tells_of_a_ready_world(serve, client):
    served = serve()

    told = served.told
    assert (told.keys(), told["world"]) == ({"control", "world", "platforms"}, "padrao")
    assert told["control"].endswith("/_homologa/v1")
    tiny = told["platforms"]["tiny"]
    assert "api.tiny.com.br" in tiny["hosts"]
    query = {"token": tiny["credentials"]["token"], "formato": "json"}
    assert client.get(f"{tiny['url']}/api2/info", params=query).json()["retorno"]["status"] == "OK"
    assert client.get(f"{told['control']}/worlds/padrao").json()["clock"]["mode"] == "real"
    assert {urlsplit(platform["url"]).hostname for platform in told["platforms"].values()} == {"127.0.0.1"}


def test_what_the_journal_keeps_of_a_body_can_be_chosen(serve, client):
    told = serve("--journal-body", "1", "--journal-size", "1").told
    client.post(f"{told['platforms']['tiny']['url']}/api2/info", data={"token": "nenhum", "nome": "a" * 5_000})
    token = told["platforms"]["tiny"]["credentials"]["token"]
    client.post(f"{told['platforms']['tiny']['url']}/api2/info", data={"token": token, "nome": "a" * 5_000})

    (found,) = client.get(f"{told['control']}/worlds/padrao/journal").json()["data"]

    assert found["request"]["size"] - found["request"]["omitted"] <= 1_024 < found["request"]["size"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly(serve, how):
    assert serve().end(how) == (0, "", "")


def test_it_ends_cleanly_with_a_caller_still_connected(serve, client):
    served = serve()
    client.get(f"{served.told['control']}/worlds")

    assert served.end() == (0, "", "")


def test_the_clock_can_be_frozen(serve, client):
    served = serve("--clock", "frozen")

    assert client.get(f"{served.told['control']}/worlds/padrao/clock").json()["now"] == "2026-11-03T09:00:00-03:00"


def test_the_announced_world_is_the_same_after_a_restart(serve, control_of, tmp_path):
    first = serve("--data", str(tmp_path))
    control_of(first.told["control"]).create_world(id="antes-na-lista")
    assert first.end()[0] == 0

    second = serve("--data", str(tmp_path))

    assert second.told["world"] == "padrao"
    assert second.told["platforms"]["tiny"]["credentials"] == first.told["platforms"]["tiny"]["credentials"]


def test_only_the_platforms_that_are_named_are_served(serve):
    assert list(serve("--platforms", "novaoito").told["platforms"]) == ["novaoito"]


def test_a_platform_that_no_package_brings_is_wrong_usage(run):
    done = run("serve", "--port", "0", "--platforms", "tiny,magento")

    assert (done.returncode, "não há plataforma magento; há: novaoito, tiny" in done.stderr) == (2, True)


def test_people_are_told_in_portuguese(run):
    text = run("serve", "--help").stdout

    assert "Serve o controle e todas as plataformas." in text
    for option in ("--port", "--host", "--data", "--pack", "--clock", "--allow-target", "--json"):
        assert option in text


def test_a_port_that_is_taken_is_told(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("serve", "--port", str(port))

    assert ended.returncode == 1
    assert ended.stderr == (
        f"homologa: não foi possível escutar em 127.0.0.1, porta {port}: "
        "outro programa a usa; encerre-o, ou escolha outra com --port.\n"
    )


@pytest.mark.parametrize(
    ("host", "reason"), [("203.0.113.9", "este computador não tem este endereço"), ("nao.existe.invalid", "o nome")]
)
def test_an_address_that_is_not_here_is_told(run, host, reason):
    ended = run("serve", "--host", host, "--port", "0", "--allow-control", "--control-key", "chave")

    assert (ended.returncode, reason in ended.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments", [("--port", "70000"), ("--port", "x"), ("--clock", "parado"), ("--cor", "azul"), ("extra",)]
)
def test_usage_that_makes_no_sense(run, arguments):
    assert run("serve", *arguments).returncode == 2


def test_a_pack_that_is_not_there_is_told(run):
    ended = run("serve", "--port", "0", "--pack", "nenhum")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "não há pacote “nenhum”; há: vazia" in ended.stderr


@pytest.mark.parametrize("given", [(), ("--allow-control",), ("--control-key", "chave")])
def test_a_control_api_for_other_machines_is_asked_for_and_locked(run, given):
    ended = run("serve", "--host", "0.0.0.0", "--port", "0", *given)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--control-key" in ended.stderr
    assert "--allow-control" in ended.stderr
    assert "chave\n" not in ended.stderr
