"""What is wrong with a set-up is found, with the reason and the mend; each problem is provoked here."""

import json
import socket
from datetime import datetime, timedelta
from email.utils import format_datetime
from importlib.metadata import EntryPoint
from importlib.resources import files

import httpx
import pytest

from homologa.simulators.control.client import Control
from homologa.simulators.kernel.clock import BRASILIA
from homologa.simulators.shell.doctor import connector, machine, state, traffic
from homologa.simulators.site import CONTROL_URL

NOW = datetime(2026, 11, 3, 9, tzinfo=BRASILIA)
RECEIVER = "http://longe.example/"


@pytest.fixture
def examined(call):
    """Runs `homologa doctor`; gives the exit code and the findings by their checks."""

    def begin(*words, **options):
        ended = call("doctor", "--json", *words, **options)
        return ended.exit_code, {finding["check"]: finding for finding in json.loads(ended.stdout)["checks"]}

    return begin


def state_of(findings, check):
    return findings[check]["state"]


def mounted(answers):
    """A connector that gives these answers by path."""

    def answer(request):
        return answers.get(request.url.path) or httpx.Response(404)

    return httpx.MockTransport(answer)


def looked_at(answers):
    return {finding.check: finding for finding in connector.check("http://conector.example", NOW, mounted(answers))}


def said(date=NOW, **state):
    return httpx.Response(200, json=state, headers={"Date": format_datetime(date)} if date else {})


def test_a_sound_setup_has_no_problem(world, call, examined, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")

    code, findings = examined()

    assert code == 0
    assert {finding["state"] for finding in findings.values()} == {"ok"}
    assert call("doctor").stdout.endswith("\nNenhum problema.\n")


@pytest.mark.parametrize(
    ("environment", "state"),
    [
        ({}, "ok"),
        ({"HTTP_PROXY": "http://proxy.example:3128"}, "aviso"),
        ({"all_proxy": "socks5://proxy.example"}, "aviso"),
        ({"HTTP_PROXY": "http://proxy.example:3128", "NO_PROXY": "localhost"}, "aviso"),
        ({"HTTP_PROXY": "http://proxy.example:3128", "NO_PROXY": "localhost, 127.0.0.1"}, "ok"),
        ({"HTTP_PROXY": "http://proxy.example:3128", "no_proxy": "*"}, "ok"),
        ({"HTTP_PROXY": ""}, "ok"),
    ],
)
def test_a_proxy_before_this_machine_is_told(environment, state):
    finding = machine.proxy(environment)

    assert finding.state == state
    assert ("NO_PROXY" in finding.mend) is (state == "aviso")


def test_a_problem_is_told_with_its_mend(call):
    text = call("doctor", transport=httpx.HTTPTransport(), url="http://127.0.0.1:1").stdout

    assert "PROBLEMA  simuladores: ninguém responde em http://127.0.0.1:1\n" in text
    assert "→ inicie-os com «homologa serve»" in text
    assert text.endswith("\n1 problema.\n")


def test_an_old_python_is_a_problem():
    assert machine.python((3, 10, 4)).state == "problema"
    assert machine.python((3, 11, 0)).state == "ok"


@pytest.mark.parametrize("value", ["nao.ha:PLATFORM", "homologa.simulators.site:NADA"])
def test_a_platform_that_does_not_load_is_a_problem(value):
    loaded, finding = machine.platforms([EntryPoint("minha", value, "homologa.platforms")])

    assert (loaded, finding.state) == ([], "problema")
    assert "minha" in finding.reason


def test_no_platform_at_all_is_a_problem():
    assert machine.platforms([])[1].state == "problema"


@pytest.mark.parametrize("content", [None, "", "{}", "[]"])
def test_a_contract_that_is_missing_or_broken_is_a_problem(tmp_path, content):
    compiled = files("homologa.simulators").joinpath("_openapi")
    for name in machine.OWN_CONTRACTS:
        (tmp_path / f"{name}.json").write_text(compiled.joinpath(f"{name}.json").read_text("utf-8"), "utf-8")
    assert machine.contracts(tmp_path, []).state == "ok"

    (tmp_path / "control.json").unlink()
    if content is not None:
        (tmp_path / "control.json").write_text(content)

    finding = machine.contracts(tmp_path, [])
    assert (finding.state, "control" in finding.reason) == ("problema", True)


def test_a_taken_port_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        finding = machine.ports("127.0.0.1", [port])

    assert (finding.state, str(port) in finding.reason) == ("aviso", True)
    assert machine.ports("127.0.0.1", [port]).state == "ok"


def test_ports_are_looked_at_when_nobody_answers(examined):
    code, findings = examined(transport=httpx.HTTPTransport(), url="http://127.0.0.1:1")

    assert (code, "portas" in findings) == (1, True)


def test_an_address_that_is_none_is_a_problem(examined):
    code, findings = examined(transport=httpx.HTTPTransport(), url="http://[1")

    assert (code, state_of(findings, "simuladores"), "portas" in findings) == (1, "problema", False)


def test_somebody_else_answering_is_a_problem(examined):
    other = httpx.MockTransport(lambda request: httpx.Response(200, html="<html>"))

    code, findings = examined(transport=other)

    assert (code, "não é o controle" in findings["simuladores"]["reason"]) == (1, True)


@pytest.mark.parametrize("words", [(), ("--world", "outro")])
def test_a_world_that_is_not_there_is_a_problem(examined, words):
    code, findings = examined(*words)

    assert (code, state_of(findings, "mundo")) == (1, "problema")


def test_limits_that_are_off_are_told(world, examined):
    world.set_limits("off")

    assert state_of(examined()[1], "limites") == "aviso"


@pytest.mark.parametrize(
    ("mode", "due", "found"),
    [("frozen", NOW, "aviso"), ("frozen", None, "ok"), ("real", NOW, "ok"), ("real", None, "ok")],
)
def test_what_waits_for_a_frozen_clock_is_told(mode, due, found):
    shown = {"mode": mode, "now": NOW.isoformat(), "next_due": due and due.isoformat()}

    assert state.clock(shown).state == found


def test_a_delivery_that_failed_is_told_with_its_reason(world, examined):
    integration = world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")["identificador"]
    world.act("tiny", "salvar_integracao", identificador=integration, url_produtos=RECEIVER)

    finding = examined()[1]["entregas"]

    assert finding["state"] != "ok"
    assert "host desconhecido: longe.example" in finding["reason"]


def test_a_kept_world_that_did_not_open_is_a_problem(examined):
    answer = {"data": [], "refused": [{"id": "velho", "reason": "o arquivo x.sqlite é de outra versão"}]}

    code, findings = examined(transport=httpx.MockTransport(lambda request: httpx.Response(200, json=answer)))

    assert (code, state_of(findings, "mundos guardados")) == (1, "problema")
    assert "x.sqlite" in findings["mundos guardados"]["reason"]


def delivery(number, url=RECEIVER, **more):
    return {"id": str(number), "platform": "tiny", "kind": "produto", "url": url, "attempts": 1, **more}


def attempt(number, hint):
    return {"cause": f"entrega:{number}", "hint": hint}


def test_deliveries_that_were_given_up_are_a_problem_told_once():
    failed = [delivery(1), delivery(2)]
    attempts = [attempt(number, f"o receptor respondeu 500 (tentativa {number} de 9)") for number in (1, 2)]

    finding = traffic.deliveries(failed, [], attempts)

    assert finding.state == "problema"
    assert finding.reason.endswith("tiny produto para http://longe.example/: o receptor respondeu 500 (2 vezes)")


def test_a_target_that_is_not_allowed_is_told_with_the_option_that_allows_it():
    hint = "destino não permitido: longe.example (veja --allow-target) (tentativa 1 de 9)"

    finding = traffic.deliveries([], [delivery(1)], [attempt(1, hint)])

    assert finding.state == "aviso"
    assert finding.mend == "sirva com «homologa serve --allow-target longe.example»"


def test_a_delivery_that_was_not_tried_yet_is_fine():
    assert traffic.deliveries([], [delivery(1, attempts=0)], []).state == "ok"


def test_many_reasons_are_cut_short():
    failed = [delivery(number, url=f"http://h{number}.example/") for number in range(traffic.MAX_REASONS + 2)]

    assert traffic.deliveries(failed, [], []).reason.endswith("; e mais 2")


def test_strangers_are_told_with_their_hints(site, world, examined):
    with httpx.Client(transport=site.transport, base_url=world.data["platforms"]["tiny"]["url"]) as client:
        client.post("/api2/info.php", data={"token": "nenhum", "formato": "json"})

    finding = examined()[1]["desconhecidos"]

    assert finding["state"] == "aviso"
    assert "tiny POST /api2/info.php" in finding["reason"]


def test_refusals_are_told_with_their_hints(site, world, examined):
    tiny = world.data["platforms"]["tiny"]
    with httpx.Client(transport=site.transport, base_url=tiny["url"]) as client:
        client.post("/api2/produto.obter.php", data={"token": tiny["credentials"]["token"], "formato": "json"})

    finding = examined()[1]["recusas"]

    assert (finding["state"], "produto.obter" in finding["reason"]) == ("aviso", True)


def test_a_simulator_that_broke_its_contract_is_a_problem_of_ours():
    finding = traffic.breaches([{"platform": "tiny", "operation": "info", "breach": "falta retorno"}])

    assert (finding.state, "falta retorno" in finding.reason) == ("problema", True)


def test_a_connector_that_is_sound_has_no_problem():
    found = looked_at({"/state": said(state="idle"), "/log": httpx.Response(200, json={"entries": []})})

    assert {finding.state for finding in found.values()} == {"ok"}


def test_a_connector_is_looked_at_when_asked(site, world, examined):
    def broken(environ, start_response):
        start_response("500 Internal Server Error", [])
        return [b""]

    site.mount("conector.example", broken)
    code, findings = examined("--connector", "http://conector.example")

    assert (code, state_of(findings, "conector")) == (1, "problema")


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404),
        httpx.Response(200, text="idle"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"state": "cansado"}),
        httpx.Response(200, json={"state": "waiting"}),
    ],
)
def test_a_connector_that_does_not_speak_the_protocol_is_a_problem(answer):
    assert looked_at({"/state": answer})["conector"].state == "problema"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "aqui", "http://[1"])
def test_a_connector_that_does_not_answer_is_a_problem(url):
    (finding,) = connector.check(url, NOW)

    assert (finding.state, url in finding.reason) == ("problema", True)


def test_a_connector_that_waits_says_until_when():
    found = looked_at({"/state": said(state="waiting", waiting_until="2026-11-03T10:00:00-03:00")})

    assert (found["conector"].state, "10:00:00" in found["conector"].reason) == ("ok", True)


def test_a_connector_in_another_time_than_its_world_is_told():
    assert looked_at({"/state": said(NOW + timedelta(hours=1), state="idle")})["relógio do conector"].state == "aviso"
    assert looked_at({"/state": said(None, state="idle")})["relógio do conector"].state == "ok"


def test_a_connector_without_a_log_is_told():
    assert looked_at({"/state": said(state="idle")})["capacidades do conector"].state == "aviso"


def test_nothing_is_changed_by_looking(site, world, examined):
    before = Control(CONTROL_URL, site.transport).world("um").data

    examined()

    assert Control(CONTROL_URL, site.transport).world("um").data == before
