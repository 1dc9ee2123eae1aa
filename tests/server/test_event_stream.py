import socket
import subprocess

import httpx
import pytest

from homologa.simulators.control import event_stream

PATIENCE = 20.0


@pytest.fixture
def world(control):
    return control.create_world(id="um")


@pytest.fixture
def info(world):
    """Asks Tiny for its account over a socket."""
    tiny = world.data["platforms"]["tiny"]
    form = {"token": tiny["credentials"]["token"], "formato": "json", "cor": "azul & 'mais'"}
    return lambda: httpx.post(f"{tiny['url']}/api2/info", data=form, trust_env=False)


def test_calls_are_told_as_they_are_made(world, info):
    stream = world.exchanges.follow()
    world.act("tiny", "incluir_produto", nome="Caneca")
    assert next(stream).exchange["operation"] == "incluir_produto"

    info()

    assert next(stream).exchange["operation"] == "info"
    stream.close()


def test_with_every_seat_taken_platforms_and_testers_are_answered(world, info, start):
    world.act("tiny", "incluir_produto", nome="Caneca")
    streams = [world.exchanges.follow() for _ in range(event_stream.MAX_WAITING)]
    for stream in streams:
        next(stream)

    assert info().status_code == 200
    assert len(world.journal()) == 2
    for stream in streams:
        stream.close()


def test_the_seat_of_a_client_that_went_away_is_given_back(server, world, monkeypatch):
    monkeypatch.setattr(event_stream, "KEEP_ALIVE", 0.01)
    host, port = server.urls["control"].removeprefix("http://").split(":")
    room = server.site.control.view_functions["GET /worlds/<world_id>/journal/stream"].__self__
    for _ in range(event_stream.MAX_WAITING):
        with socket.create_connection((host, int(port))) as gone:
            gone.sendall(b"GET /_homologa/v1/worlds/um/journal/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert gone.recv(100)

    assert all(room.limit.free.acquire(timeout=PATIENCE) for _ in range(event_stream.MAX_WAITING))


def test_a_server_that_stops_ends_its_streams(server, world):
    with world.control.lines("GET", "/worlds/um/journal/stream") as lines:
        first = next(lines)
        server.stop()
        told = [first, *lines]

    assert 'data: {"reason": "mundo"}' in told


def test_a_line_of_curl_calls_the_simulator_again(world, info, tool):
    tool("curl")
    first = info().json()
    (line,) = world.exchanges.curl()
    token = world.data["platforms"]["tiny"]["credentials"]["token"]

    variables = {"TOKEN_TINY": token, "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(["sh", "-c", line], env=variables, capture_output=True, timeout=PATIENCE, check=True)

    before, after = world.journal()
    assert (ran.stderr, httpx.Response(200, content=ran.stdout).json()) == (b"", first)
    assert after["request"]["body"] == before["request"]["body"]
