"""The cap of requests at once: a quarter of the limit of a minute, counted from arrival to answer."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import httpx
import pytest

LIMIT = 30
CAP = 7
THREADS = 8


@pytest.fixture
def world(control):
    made = control.create_world(limits="enforce")
    made.act("tiny", "trocar_de_plano", plano="Construa")
    return made


@pytest.fixture
def info(world, client):
    tiny = world.data["platforms"]["tiny"]
    query = {"token": tiny["credentials"]["token"], "formato": "json"}

    def call(_=None):
        try:
            return client.get(f"{tiny['url']}/api2/info", params=query).json()["retorno"].get("codigo_erro", 0)
        except httpx.ReadError:
            return None

    return call


@pytest.fixture
def many(world, info, held):
    """Holds so many calls in flight while the block lasts; gives what becomes of them."""

    @contextmanager
    def begin(count):
        pause = held(world)
        world.faults.add("latency", seconds=60, next=count)
        with ExitStack() as ending, ThreadPoolExecutor(count) as pool:
            calls = [pool.submit(info) for _ in range(count)]
            ending.callback(lambda: [call.result() for call in calls])
            ending.callback(pause.gate.set)
            pause.await_calls(count)
            yield calls
            pause.gate.set()

    return begin


def usage(world):
    return world.limits()["accounts"]["tiny"]


def test_one_more_than_the_cap_is_refused(world, info, many):
    with many(CAP) as calls:
        assert usage(world)["in_flight"] == CAP
        assert info() == 11

    assert [call.result() for call in calls] == [0] * CAP
    assert info() == 0
    counted = usage(world)
    assert (counted["in_flight"], counted["peak_in_flight"]) == (0, CAP + 1)
    assert (counted["beyond"], counted["refused"]) == (1, 1)


def test_observed_it_is_a_finding(world, info, many):
    world.set_limits("observe")

    with many(CAP):
        assert info() == 0

    assert [found["findings"] for found in world.journal(operation="info", only="findings")] == [
        [f"{CAP + 1} acessos ao mesmo tempo; o plano permite {CAP}"]
    ]
    assert (usage(world)["beyond"], usage(world)["refused"]) == (1, 0)


def test_every_way_out_gives_its_place_back(world, info):
    world.set_limits("observe")
    world.faults.add("reset", next=40)
    world.faults.add("lost_answer", next=40)
    world.faults.add("cut", next=40)
    world.faults.add("blocked", next=40)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(_survive(info), range(THREADS * 25)))

    counted = usage(world)
    assert counted["in_flight"] == 0
    assert 1 <= counted["peak_in_flight"] <= THREADS


def _survive(call):
    def attempt(_):
        try:
            return call()
        except httpx.RemoteProtocolError:
            return None

    return attempt
