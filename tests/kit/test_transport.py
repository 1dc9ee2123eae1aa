"""Whatever the suite sees goes one way: recorded, it is enough to judge a scenario again with nothing behind it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from homologa.features.kit import embedded
from homologa.features.kit.driver import Driver
from homologa.features.kit.environment import Environment
from homologa.features.kit.errors import Blocked, Divergence
from homologa.features.kit.stage import Stage
from homologa.features.kit.transport import NotRecorded, RecordedLook, Replay, SuiteTransport, client
from homologa.features.steps.chamadas import chamou
from homologa.features.steps.integracoes import loja_integrada
from homologa.features.steps.novaoito.integracao import integro, nenhum_pendente
from homologa.features.steps.produtos import tem_ao_todo, tem_os_produtos
from homologa.features.steps.tiny import chama, responde_com_sucesso
from homologa.simulators.control.client import Control
from homologa.simulators.site import CONTROL_URL

FEATURES = Path(__file__).parents[2] / "features"
Scenario = Callable[[Stage], None]


def stage_of(environment: Environment) -> Stage:
    world, transport = environment.create_world(), environment.transport
    return Stage(environment.control, environment.driver, world, patience=0.5, transport=transport)


def replayed(recording: list[RecordedLook]) -> Environment:
    transport = Replay(recording)
    return Environment(Control(CONTROL_URL, transport), Driver(embedded.CONNECTOR_URL, transport), "", transport)


def prepare(stage: Stage) -> None:
    loja_integrada(stage, "Novaoito", "Tiny")
    tem_os_produtos(stage, "a Novaoito", [["SKU", "nome", "preço"], ["CAN-01", "Caneca", "19,90"]])
    integro(stage, "Enviar produtos da loja para o ERP")


def passing(stage: Stage) -> None:
    prepare(stage)
    nenhum_pendente(stage)
    tem_ao_todo(stage, "o Tiny", 1)
    chamou(stage, "produto.incluir", "do Tiny", 1)
    chama(stage, "info.php")
    responde_com_sucesso(stage)
    stage.advance(timedelta(minutes=10))
    assert stage.connector_acted()
    assert stage.check_invariants() == []


def failing(stage: Stage) -> None:
    prepare(stage)
    tem_ao_todo(stage, "o Tiny", 2)


def outcome(stage: Stage, scenario: Scenario) -> str:
    try:
        scenario(stage)
    except (Divergence, Blocked) as found:
        return f"{type(found).__name__}: {found} / {stage.evidence()}"
    return "passed"


@pytest.mark.parametrize("scenario", [passing, failing])
def test_a_scenario_ends_the_same_way_over_its_recording_alone(scenario: Scenario) -> None:
    live = embedded.in_process()
    with live.transport.recorded() as recording:
        seen = outcome(stage_of(live), scenario)
    live.close()
    assert seen.startswith("passed" if scenario is passing else "Divergence: o Tiny tem 1 produto")
    assert outcome(stage_of(replayed(recording)), scenario) == seen
    hosts = {httpx.URL(look.request[1]).host for look in recording}
    assert hosts >= {"localhost", embedded.CONNECTOR_HOST}


def test_a_connector_that_was_given_up_is_given_up_again() -> None:
    def hear(request: httpx.Request) -> httpx.Response:
        known = {"/state": {"state": "busy"}}
        return httpx.Response(200, json=known.get(request.url.path, {"receivers": {}, "capabilities": ["clock"]}))

    simulators = embedded.in_process()
    way = SuiteTransport(_Both(simulators.transport, hear))
    live = Environment(Control(CONTROL_URL, way), Driver(embedded.CONNECTOR_URL, way), "", way)
    with way.recorded() as recording:
        seen = outcome(stage_of(live), prepare)
    simulators.close()
    assert "nada acontece há 0.5 s" in seen
    assert outcome(stage_of(replayed(recording)), prepare) == seen


class _Both(httpx.BaseTransport):
    """The simulators of a transport, and a connector that is a function."""

    def __init__(self, simulators: httpx.BaseTransport, connector: Callable[[httpx.Request], httpx.Response]) -> None:
        self.simulators, self.connector = simulators, httpx.MockTransport(connector)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        way = self.connector if request.url.host == embedded.CONNECTOR_HOST else self.simulators
        return way.handle_request(request)


def record(answer: Callable[[httpx.Request], httpx.Response]) -> tuple[SuiteTransport, httpx.Client]:
    made = SuiteTransport(httpx.MockTransport(answer))
    return made, client(made, base_url="http://x")


def test_answers_and_errors_come_again_as_they_were() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/down":
            raise httpx.ConnectError("ninguém", request=request)
        return httpx.Response(201, json={"n": 1}, headers={"X-Limit": "3"})

    made, live = record(answer)
    with made.recorded() as recording:
        seen = live.post("/a", json={"b": 1})
        with pytest.raises(httpx.ConnectError):
            live.get("/down")
        moment = made.present()
    live.get("/a")
    assert len(recording) == 3
    replay = Replay(recording)
    again = client(replay, base_url="http://x")
    found = again.post("/a", json={"b": 1})
    assert (found.status_code, found.json(), found.headers) == (seen.status_code, {"n": 1}, seen.headers)
    with pytest.raises(httpx.ConnectError, match="ninguém"):
        again.get("/down")
    assert replay.present() == moment


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.get("/a"),
        lambda client: client.post("/b", json={"b": 1}),
        lambda client: client.post("/a", json={"b": 2}),
    ],
)
def test_what_was_not_recorded_is_told(call: Callable[[httpx.Client], object]) -> None:
    made, live = record(lambda _: httpx.Response(204))
    with made.recorded() as recording:
        live.post("/a", json={"b": 1})
    with pytest.raises(NotRecorded, match="a gravação tem POST http://x/a, e não"):
        call(client(Replay(recording), base_url="http://x"))
    with pytest.raises(NotRecorded, match="tem mais nada"):
        Replay([]).present()


def test_every_client_of_the_suite_is_made_in_one_place() -> None:
    makers = {f"httpx.{name}" for name in ("Client", "get", "post", "put", "patch", "delete", "request", "stream")}
    made_in = {
        path.name
        for path in FEATURES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in makers
    }
    assert made_in == {"transport.py"}


def test_control_and_driver_of_a_run_go_the_same_way() -> None:
    made = embedded.in_process()
    assert made.control.transport is made.transport
    with made.transport.recorded() as recording:
        made.control.worlds()
        made.driver.state(0)
        stage_of(made).client().get("https://api.tiny.com.br/")
    made.close()
    assert len({httpx.URL(look.request[1]).host for look in recording}) == 3
