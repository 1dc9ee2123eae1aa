"""What a connector answers to the driver is judged, and whatever is wrong with it is the connector's."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from homologa.features.kit.driver import Driver, State
from homologa.features.kit.errors import Blocked, OperationRefused


def driver(answer: Any, status: int = 200) -> Driver:
    content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return Driver("http://c", httpx.MockTransport(lambda _: httpx.Response(status, content=content)))


def test_a_state_is_read() -> None:
    assert driver({"state": "idle"}).state(0) == State("idle")
    until = {"state": "waiting", "waiting_until": "2026-11-03T12:00:00Z"}
    moment = datetime(2026, 11, 3, 12, tzinfo=UTC)
    assert driver(until).state(0) == State("waiting", moment)
    assert driver({**until, "wakes_at": until["waiting_until"]}).state(0) == State("waiting", moment, moment)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"status": "idle"}, "falta a chave “state”"),
        (["idle"], "não é um objeto"),
        ({"state": "dormindo"}, "os estados são idle, busy, waiting"),
        ({"state": "waiting"}, "falta a chave “waiting_until”"),
        ({"state": "waiting", "waiting_until": "amanhã"}, "não é data e hora"),
        ({"state": "waiting", "waiting_until": "2026-11-03T12:00:00"}, "sem o fuso"),
        ({"state": "waiting", "waiting_until": "9999-12-31T23:59:59-14:00"}, "os relógios daqui vão de 2000 a 2099"),
        ({"state": "waiting", "waiting_until": "0001-01-01T00:00:00+14:00"}, "os relógios daqui vão de 2000 a 2099"),
        (b"<html>", "não é JSON"),
    ],
)
def test_a_malformed_state_blocks_and_says_what_is_wrong(answer: Any, told: str) -> None:
    with pytest.raises(Blocked, match=told):
        driver(answer).state(0)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"capabilities": []}, "falta a chave “receivers”"),
        ({"receivers": [], "capabilities": []}, "não é um objeto"),
        ({"receivers": {"stock": None}, "capabilities": []}, "o receptor “stock” não é um texto"),
        (b"", "não é um objeto JSON"),
    ],
)
def test_a_malformed_setup_answer_blocks_and_says_what_is_wrong(answer: Any, told: str) -> None:
    with pytest.raises(Blocked, match=told):
        driver(answer).setup({})


def test_a_refusal_is_told_with_its_status() -> None:
    with pytest.raises(Blocked, match="respondeu 409 a PUT /setup"):
        driver({"title": "não"}, 409).setup({})


def test_an_operation_is_started_with_its_arguments() -> None:
    sent: list[Any] = []

    def hear(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(202, json={"run_id": "1"})

    made = Driver("http://c", httpx.MockTransport(hear))
    made.run("poll")
    made.run("count", {"what": "peras"})
    assert sent == [{"operation": "poll"}, {"operation": "count", "arguments": {"what": "peras"}}]


@pytest.mark.parametrize(("body", "detail"), [({"detail": "só por FTP"}, "só por FTP"), ([], ""), (b"<html>", "")])
def test_a_refused_operation_says_why(body: Any, detail: str) -> None:
    with pytest.raises(OperationRefused, match="recusou a operação “poll” com 409") as refused:
        driver(body, 409).run("poll")
    assert (refused.value.status, refused.value.detail) == (409, detail)


def test_a_connector_that_fails_to_start_an_operation_blocks() -> None:
    with pytest.raises(Blocked, match="respondeu 500 a POST /run") as failed:
        driver({}, 500).run("poll")
    assert not isinstance(failed.value, OperationRefused)


def test_a_connector_that_is_not_there_blocks() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("ninguém", request=request)

    with pytest.raises(Blocked, match="ninguém responde em http://c"):
        Driver("http://c", httpx.MockTransport(refuse)).state(0)


@pytest.mark.parametrize(("name", "sent"), [("gw1", "gw1"), ("", None)])
def test_every_call_names_its_set_up(name: str, sent: str | None) -> None:
    names: list[str | None] = []

    def hear(request: httpx.Request) -> httpx.Response:
        names.append(request.headers.get("Homologa-Setup"))
        return httpx.Response(200, json={"state": "idle", "receivers": {}, "capabilities": []})

    connector = Driver("http://c", httpx.MockTransport(hear), name=name)
    connector.setup({})
    connector.change({})
    connector.run("poll")
    connector.state(0)
    connector.clock(datetime.now(UTC))
    connector.restart()
    assert names == [sent] * 6
