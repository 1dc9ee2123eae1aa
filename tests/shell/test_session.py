"""Where the commands find the simulators and the world, and what they say when they do not."""

import json

import httpx
import pytest
from click.testing import CliRunner

from homologa.simulators.cli import main
from homologa.simulators.control.client import Control
from homologa.simulators.site import CONTROL_URL


def answering(answer):
    return httpx.MockTransport(lambda request: answer)


def test_nobody_there_is_told_with_what_to_do(call):
    ended = call("world", "list", transport=httpx.HTTPTransport(), url="http://127.0.0.1:1")

    assert (ended.exit_code, ended.stdout) == (3, "")
    assert ended.stderr == (
        "homologa: ninguém responde em http://127.0.0.1:1; inicie com «homologa serve», "
        "ou diga onde estão com --simulators URL.\n"
    )


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, html="<html>"),
        httpx.Response(404, html="<html>"),
        httpx.Response(200, text="olá"),
        httpx.Response(200, content=b"{", headers={"Content-Type": "application/json"}),
    ],
)
def test_somebody_else_there_is_told(call, answer):
    ended = call("world", "list", transport=answering(answer))

    assert ended.exit_code == 3
    assert "não é o controle dos simuladores" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_broken_simulator_is_told(call):
    ended = call("world", "list", transport=answering(httpx.Response(500, json={"detail": "o simulador falhou."})))

    assert (ended.exit_code, ended.stderr) == (3, "homologa: o simulador falhou.\n")


def test_a_slow_simulator_is_told(call):
    def late(request):
        raise httpx.ReadTimeout("", request=request)

    ended = call("world", "list", transport=httpx.MockTransport(late))

    assert (ended.exit_code, "não responderam a tempo" in ended.stderr) == (3, True)


@pytest.mark.parametrize("url", ["aqui", "ftp://aqui", "http://[1"])
def test_what_is_no_address_is_told(call, url):
    ended = call("world", "list", "--simulators", url, transport=httpx.HTTPTransport())

    assert ended.exit_code == 2
    assert f"«{url}» não é um endereço" in ended.stderr


def test_the_address_may_leave_the_path_out(world, homologa):
    assert "um" in homologa("world", "list", "--simulators", "http://localhost")
    assert "um" in homologa("world", "list", "--simulators", "http://localhost/")


def test_the_only_world_is_meant(world, homologa):
    assert "um" in homologa("world", "show")


def test_among_many_the_one_that_serve_announces_is_meant(site, world, answer):
    Control(CONTROL_URL, site.transport).create_world(id="padrao")

    assert answer("world", "show")["id"] == "padrao"
    assert answer("world", "show", "--world", "um")["id"] == "um"


def test_among_many_others_one_has_to_be_named(site, world, call):
    Control(CONTROL_URL, site.transport).create_world(id="dois")

    ended = call("clock", "show")

    assert (ended.exit_code, ended.stderr) == (2, "homologa: há 2 mundos; escolha com --world: um, dois.\n")


def test_without_a_world_the_way_to_one_is_told(call):
    ended = call("clock", "show")

    assert (ended.exit_code, "homologa world create" in ended.stderr) == (2, True)


def test_a_world_that_is_not_there_is_wrong_usage(world, call):
    ended = call("clock", "show", "--world", "outro")

    assert (ended.exit_code, "outro" in ended.stderr) == (2, True)


def test_the_environment_names_world_and_place(site, world):
    Control(CONTROL_URL, site.transport).create_world(id="padrao")
    env = {"HOMOLOGA_SIMULATORS": CONTROL_URL, "HOMOLOGA_WORLD": "um"}

    ended = CliRunner().invoke(main, ["world", "show", "--json"], obj=site.transport, env=env)

    assert json.loads(ended.stdout)["id"] == "um"
