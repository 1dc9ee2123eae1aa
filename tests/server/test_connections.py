"""Connections that nobody uses, and requests that are too many or too large, stop no other client."""

import socket
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from homologa.simulators import connections
from homologa.simulators.connections import LARGE_BYTES, STALLED_SECONDS, LargeRequests, PortLimit
from homologa.simulators.shell.doctor import traffic

PORT = 1


class Connection:
    """A connection as the limits see it."""

    def __init__(self, at=0.0, *, busy=False, begun=False, size=0):
        self.last_activity, self.is_busy, self.has_begun, self.largest_request = at, busy, begun, size
        self.will_close = False


@pytest.fixture
def crowd():
    """Adds connections to a port of three, in this order; tells which are closed."""

    def add(*added):
        told = []
        limit = PortLimit(told.append, most=3)
        for one in added:
            limit.add(PORT, one)
        return [place for place, one in enumerate(added) if one.will_close], told

    return add


def test_the_longest_idle_connection_goes_first(crowd):
    assert crowd(Connection(at=2), Connection(at=1), Connection(at=3), Connection(at=4)) == ([1], [PORT])


def test_an_idle_one_goes_before_one_whose_request_comes_slowly(crowd):
    assert crowd(Connection(at=1, begun=True), Connection(at=2), Connection(busy=True), Connection())[0] == [1]


def test_a_slow_one_goes_before_one_that_is_answered(crowd):
    assert crowd(Connection(busy=True), Connection(at=5, begun=True), Connection(busy=True), Connection())[0] == [1]


def test_where_all_are_answered_the_last_one_goes(crowd):
    assert crowd(*(Connection(busy=True) for _ in range(3)), Connection())[0] == [3]


def test_as_many_as_the_limit_stay(crowd):
    assert crowd(Connection(), Connection(), Connection()) == ([], [])


def test_each_port_has_its_own_limit():
    limit = PortLimit(lambda port: pytest.fail("closed"), most=1)
    for port in range(5):
        limit.add(port, Connection())


def test_a_connection_that_has_closed_makes_room():
    limit, first = PortLimit(lambda port: pytest.fail("closed"), most=1), Connection()
    limit.add(PORT, first)
    limit.remove(PORT, first)
    limit.remove(PORT, first)
    limit.add(PORT, Connection())


def test_a_few_large_requests_have_their_turn_and_small_ones_never_wait():
    large = LargeRequests(most=1, timer=lambda: 0.0)
    first, second = Connection(size=LARGE_BYTES), Connection(size=LARGE_BYTES)

    assert (large.allows(first), large.allows(second), large.allows(first)) == (True, False, True)
    assert large.allows(Connection(size=LARGE_BYTES - 1))
    first.largest_request = 0
    assert large.allows(second)


def test_a_closed_connection_gives_its_turn_back():
    large, first = LargeRequests(most=1, timer=lambda: 0.0), Connection(size=LARGE_BYTES)
    large.allows(first)
    large.remove(first)

    assert large.allows(Connection(size=LARGE_BYTES))


@pytest.mark.parametrize(("busy", "later", "closed"), [(False, 1, True), (False, 0, False), (True, 1, False)])
def test_a_large_request_that_stalls_makes_room(busy, later, closed):
    now = 0.0
    large, first = LargeRequests(most=1, timer=lambda: now), Connection(at=0.0, busy=busy, size=LARGE_BYTES)
    large.allows(first)
    now = STALLED_SECONDS + later

    assert not large.allows(Connection(at=now, size=LARGE_BYTES))
    assert first.will_close is closed


def test_who_waited_long_for_its_turn_has_not_stalled():
    now = 0.0
    large, first, second = LargeRequests(1, lambda: now), *(Connection(at=0.0, size=LARGE_BYTES) for _ in range(2))
    large.allows(first)
    now = 2 * STALLED_SECONDS
    large.remove(first)

    assert (large.allows(second), large.allows(Connection(at=now, size=LARGE_BYTES))) == (True, False)
    assert not second.will_close


@pytest.fixture
def open_sockets():
    """Opens connections that say nothing, and closes them in the end."""
    with ExitStack() as opened:

        def connect(url, count):
            where = urlsplit(url)
            return [opened.enter_context(socket.create_connection((where.hostname, where.port))) for _ in range(count)]

        yield connect


def test_idle_connections_to_one_port_lock_nobody_out(server, control_of, client, open_sockets):
    open_sockets(server.urls["tiny"], connections.MAX_CONNECTIONS + 10)

    control = control_of(server.control_url)
    world = control.create_world(id="um")
    token = world.data["platforms"]["tiny"]["credentials"]["token"]
    for name in ("tiny", "novaoito"):
        assert client.get(server.urls[name], params={"token": token}).status_code < 500
    (told,) = [row for row in control.strangers() if row["method"] == "TCP"]
    assert told["platform"] == "tiny"
    assert "conexões ao mesmo tempo" in traffic.unrouted(control.strangers()).to_text()


def test_the_control_port_answers_while_every_thread_of_the_platforms_waits(server, control_of, held, client, request):
    from concurrent.futures import ThreadPoolExecutor

    from homologa.simulators.server.ports import THREADS

    world = control_of(server.control_url).create_world(id="um", limits="off")
    pause = held(world)
    world.faults.add("latency", seconds=60, always=True)
    query = {"token": world.data["platforms"]["tiny"]["credentials"]["token"]}
    with ThreadPoolExecutor(THREADS) as pool:
        request.addfinalizer(pause.gate.set)
        calls = [pool.submit(client.get, f"{server.urls['tiny']}/api2/info", params=query) for _ in range(THREADS)]
        pause.await_calls(THREADS)

        world.faults.clear()

        pause.gate.set()
        assert all(call.result().status_code == 200 for call in calls)
