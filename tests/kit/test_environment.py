"""What a connector says of itself is known before the first step, and what keeps a run from beginning is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from homologa.features.kit.driver import Capabilities, Driver
from homologa.features.kit.environment import Environment
from homologa.features.kit.errors import Blocked, NotThere
from homologa.features.kit.integrations.novaoito import NOVAOITO
from homologa.features.kit.stage import Stage
from homologa.features.steps.integracoes import loja_integrada


class Answering:
    """A connector that answers its set-ups as told, the last answer for ever, and is idle."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.setups: list[dict[str, Any]] = []

    def driver(self) -> Driver:
        return Driver("http://c", httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/setup":
            self.setups.append({})
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)
        return httpx.Response(200, json={"state": "idle"})


def answer(*capabilities: str, **more: Any) -> dict[str, Any]:
    return {"receivers": {}, "capabilities": list(capabilities), **more}


def environment(control: Any, connector: Answering) -> Environment:
    return Environment(control, connector.driver(), "http://c")


def stage_of(found: Environment) -> Stage:
    world = found.create_world()
    return Stage(found.control, found.driver, world, announced=found.announced, refusals=found.refusals)


def test_the_connector_is_met_on_a_world_that_is_thrown_away(homologa_control) -> None:
    found = environment(homologa_control, Answering(answer("clock", "log", name="Ponte")))
    before = {world.id for world in homologa_control.worlds()}
    found.meet()
    assert {world.id for world in homologa_control.worlds()} == before
    told = found.described()
    assert (told.name, told.where, told.integrations) == ("Ponte", "http://c", ("novaoito",))
    assert told.capabilities == ("clock", "log")


def test_without_a_clock_the_world_lives_in_the_real_present(homologa_control) -> None:
    found = environment(homologa_control, Answering(answer()))
    found.meet()
    stage = stage_of(found)
    assert abs(stage.world.now() - datetime.now(UTC)) < timedelta(minutes=1)
    loja_integrada(stage, "Novaoito", "Tiny")
    world = stage.world.refresh()
    assert (world["clock"]["mode"], world["limits"]) == ("real", "observe")
    assert abs(stage.world.now() - datetime.now(UTC)) < timedelta(minutes=1)
    stage.world.delete()


def test_without_a_clock_a_world_that_is_ahead_of_the_real_present_goes_on_from_there(homologa_control) -> None:
    stage = stage_of(environment(homologa_control, Answering(answer())))
    ahead = stage.world.advance(to=datetime.now(UTC) + timedelta(days=400))
    loja_integrada(stage, "Novaoito", "Tiny")
    assert ahead <= stage.world.now() < ahead + timedelta(minutes=1)
    stage.world.delete()


def test_with_a_clock_time_stands_still(homologa_control) -> None:
    found = environment(homologa_control, Answering(answer("clock")))
    found.meet()
    stage = stage_of(found)
    assert (stage.world.data["clock"]["mode"], stage.world.data["limits"]) == ("frozen", "off")
    stage.world.delete()


def test_other_capabilities_later_on_block_in_words(homologa_control) -> None:
    found = environment(homologa_control, Answering(answer("log"), answer("log", "variants")))
    found.meet()
    stage = stage_of(found)
    with pytest.raises(Blocked, match="outras capacidades: de início log; agora log, variants"):
        loja_integrada(stage, "Novaoito", "Tiny")
    stage.world.delete()


def test_capabilities_that_there_are_not_block_in_words(homologa_control) -> None:
    found = environment(homologa_control, Answering(answer("log", "voar")))
    found.meet()
    assert found.refusals == {"novaoito": "o conector diz ter capacidades que não existem: voar"}


def test_a_refused_set_up_is_asked_for_once(homologa_control) -> None:
    connector = Answering(httpx.Response(409, text="não agora"))
    found = environment(homologa_control, connector)
    found.meet()
    for _ in range(2):
        stage = stage_of(found)
        with pytest.raises(Blocked, match="respondeu 409 a PUT /setup: não agora"):
            loja_integrada(stage, "Novaoito", "Tiny")
        stage.world.delete()
    assert len(connector.setups) == 1


@pytest.mark.parametrize("status", [404, 405])
def test_what_does_not_speak_the_protocol_is_not_there(homologa_control, status: int) -> None:
    driver = Driver("http://c", httpx.MockTransport(lambda _: httpx.Response(status)))
    with pytest.raises(NotThere, match=f"respondeu {status} a GET /state"):
        Environment(homologa_control, driver, "http://c").meet()


@pytest.mark.parametrize("url", ["127.0.0.1:8010", "localhost:8010", "http://[::1"])
def test_what_is_no_url_is_told(url: str) -> None:
    with pytest.raises(NotThere, match="não é um endereço; use um como"):
        Driver(url).probe()


def test_a_connector_that_was_given_up_is_not_called_again() -> None:
    calls: list[httpx.Request] = []

    def hear(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        return httpx.Response(200, json={"state": "busy"})

    driver = Driver("http://c", httpx.MockTransport(hear))
    driver.state(0)
    driver.give_up("parou")
    with pytest.raises(Blocked, match="parou"):
        driver.setup({})
    assert len(calls) == 1


def test_a_connector_that_polls_is_told_after_each_thing_that_happens(homologa_control, homologa_world) -> None:
    runs: list[str] = []

    class Polling(Driver):
        def setup(self, setup: Any) -> Capabilities:
            return Capabilities({}, frozenset({"poll", "clock", "restart"}))

        def change(self, change: Any) -> Capabilities:
            return Capabilities()

        def run(self, operation: str, arguments: Any = None) -> None:
            runs.append(operation)

        def clock(self, now: datetime) -> None:
            pass

        def restart(self) -> None:
            pass

    driver = Polling("http://c", httpx.MockTransport(lambda _: httpx.Response(200, json={"state": "idle"})))
    stage = Stage(homologa_control, driver, homologa_world)
    counts = []
    for happens in (
        lambda: stage.setup(NOVAOITO),
        lambda: stage.act("novaoito", "instalar"),
        lambda: stage.begin("novaoito", "instalar"),
        lambda: stage.advance(timedelta(minutes=1)),
        stage.restart_connector,
        stage.hand_over_again,
    ):
        happens()
        counts.append(len(runs))
    assert counts == [1, 2, 3, 4, 5, 6]
    assert set(runs) == {"poll"}


def test_time_stops_where_the_connector_acts_by_itself(homologa_control, homologa_world) -> None:
    start = homologa_world.now()
    wakes_at = start + timedelta(minutes=3)
    clocks: list[datetime] = []

    def hear(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/state":
            return httpx.Response(200, json={"state": "idle", "wakes_at": wakes_at.isoformat()})
        clocks.append(datetime.fromisoformat(json.loads(request.content)["now"]))
        return httpx.Response(204)

    driver = Driver("http://c", httpx.MockTransport(hear))
    stage = Stage(homologa_control, driver, homologa_world, Capabilities({}, frozenset({"clock"})))
    stage.integrations = ["novaoito"]
    stage.settle()
    assert (homologa_world.now(), clocks) == (start, [])
    stage.advance(timedelta(minutes=10))
    assert clocks == [wakes_at, start + timedelta(minutes=10)]


def test_a_connector_that_refuses_every_integration_is_blocked(homologa_control) -> None:
    found = environment(homologa_control, Answering(httpx.Response(422, json={"detail": "Não conheço."})))
    found.meet()
    assert (found.announced, found.unserved) == ({}, {})
    with pytest.raises(Blocked, match="respondeu 422 a PUT /setup"):
        loja_integrada(stage_of(found), "Novaoito", "Tiny")


def test_receivers_that_no_screen_takes_are_the_connectors_fault(homologa_control) -> None:
    found = environment(homologa_control, Answering({"receivers": {"stock": "ftp://c/estoque"}, "capabilities": []}))
    found.meet()

    with pytest.raises(Blocked, match="uma tela não aceita os receptores que o conector informou"):
        loja_integrada(stage_of(found), "Novaoito", "Tiny")
