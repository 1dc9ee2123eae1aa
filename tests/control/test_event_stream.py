import json
import threading

import httpx
import pytest

from homologa.simulators.control import event_stream
from homologa.simulators.control.client import Control, ControlError
from homologa.simulators.kernel.exchanges.retention import JournalBounds
from homologa.simulators.site import CONTROL_URL


@pytest.fixture
def plain(site, world):
    """The world through a client that reads an endless answer as it comes."""
    control = Control(CONTROL_URL, site.transport)
    yield control.world("um")
    control.close()


def act(world, name="Caneca"):
    world.act("tiny", "incluir_produto", nome=name)


def test_exchanges_are_told_as_they_end_and_masked(world, plain):
    act(world, "Caneca de ana@exemplo.com.br")
    stream = plain.exchanges.follow()

    first = next(stream)
    act(world)
    second = next(stream)

    assert [(told.resume, told.exchange["seq"]) for told in (first, second)] == [(1, 1), (2, 2)]
    assert first.exchange == world.journal()[0]
    assert "‹email:" in first.exchange["request"]["body"]
    stream.close()


def test_the_filters_and_the_beginning_are_those_of_the_journal(world, plain):
    act(world)
    act(world)
    world.act("novaoito", "novo_produto", sku="A", nome="Caneca")
    stream = plain.exchanges.follow(after=1, platform="novaoito")

    assert next(stream).exchange["seq"] == 3
    stream.close()


def test_the_last_event_comes_before_after(site, world):
    for _ in range(3):
        act(world)
    with (
        httpx.Client(base_url=CONTROL_URL, transport=site.transport) as client,
        client.stream("GET", "/worlds/um/journal/stream?after=0", headers={"Last-Event-ID": "2"}) as answer,
    ):
        data = next(line for line in answer.iter_lines() if line.startswith("data: "))

    assert json.loads(data.removeprefix("data: "))["seq"] == 3
    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"


def test_a_stream_ends_with_its_world(site, world, plain):
    lines = []
    with plain.control.lines("GET", "/worlds/um/journal/stream") as stream:
        lines.append(next(stream))
        ending = threading.Thread(target=site.worlds.delete, args=["um"])
        ending.start()
        lines += stream
        ending.join()

    assert lines[-3:] == ["event: end", 'data: {"reason": "mundo"}', ""]


def test_a_stream_ends_after_its_time_and_silence_is_told(site, world, plain, monkeypatch):
    monkeypatch.setattr(event_stream, "KEEP_ALIVE", 0.001)
    monkeypatch.setattr(event_stream, "LONGEST", 0.02)

    with plain.control.lines("GET", "/worlds/um/journal/stream") as stream:
        lines = list(stream)

    assert event_stream.SILENCE.decode().strip() in lines
    assert lines[-3:-1] == ["event: end", 'data: {"reason": "tempo"}']


@pytest.mark.parametrize(
    ("query", "header"), [({"after": "x"}, None), ({}, "-1"), ({"limit": 1}, None), ({"only": 1}, None)]
)
def test_a_stream_that_makes_no_sense(api, world, refused, query, header):
    headers = {} if header is None else {"Last-Event-ID": header}

    refused(api.get("/worlds/um/journal/stream", params=query, headers=headers), 422)


def test_there_are_so_many_seats_and_they_are_given_back(world, plain, monkeypatch):
    act(world)
    streams = [plain.exchanges.follow() for _ in range(event_stream.MAX_WAITING)]
    for stream in streams:
        next(stream)

    with pytest.raises(ControlError) as refused:
        next(plain.exchanges.follow())
    with pytest.raises(ControlError):
        plain.exchanges.page(after=9, wait=1)
    for stream in streams:
        stream.close()

    assert refused.value.status == 503
    assert str(event_stream.MAX_WAITING) in refused.value.detail
    again = plain.exchanges.follow()
    assert next(again).exchange["seq"] == 1
    again.close()


def test_a_head_request_takes_no_seat(site, world, plain):
    with httpx.Client(base_url=CONTROL_URL, transport=site.transport) as client:
        for _ in range(event_stream.MAX_WAITING + 1):
            assert client.head("/worlds/um/journal/stream").status_code == 200


def test_a_page_waits_for_what_is_sought(site, world):
    acting = threading.Timer(0.01, lambda: site.worlds.get("um").act("tiny", "incluir_produto", {"nome": "Caneca"}))
    acting.start()

    page = world.exchanges.page(wait=30, operation="incluir_produto")

    acting.join()
    assert [found["seq"] for found in page.data] == [1]
    assert page.settled == 1


def test_a_page_waits_no_longer_than_asked(world):
    assert world.exchanges.page(wait=0.001).data == []


def test_a_page_tells_what_was_forgotten(site, world):
    site.worlds.get("um").journal._retention._bounds = JournalBounds(exchanges=3)
    for _ in range(5):
        act(world)

    page = world.exchanges.page()

    assert (page.first, page.last, page.dropped, page.settled) == (3, 5, 2, 5)
    assert [found["seq"] for found in page.data] == [3, 4, 5]
