"""Faults over real sockets, as clients of two libraries meet them."""

import http.client
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

THREADS, CALLS = 8, 40
PATIENCE = 20.0
PRODUCT = {"sequencia": 1, "codigo": "CAN-01", "nome": "Caneca", "unidade": "UN", "preco": 10, "origem": "0"}


@pytest.fixture
def world(control):
    return control.create_world(limits="off")


@pytest.fixture
def tiny(world):
    return world.data["platforms"]["tiny"]


@pytest.fixture
def info(tiny, client):
    """Makes a call that reads."""
    query = {"token": tiny["credentials"]["token"], "formato": "json"}
    return lambda **options: client.get(f"{tiny['url']}/api2/info.php", params=query, **options)


@pytest.fixture
def include(tiny, client):
    """Makes a call that writes."""
    document = json.dumps({"produtos": [{"produto": {**PRODUCT, "situacao": "A", "tipo": "P"}}]})
    sent = {"token": tiny["credentials"]["token"], "formato": "json", "produto": document}
    return lambda **options: client.post(f"{tiny['url']}/api2/produto.incluir.php", data=sent, **options)


@pytest.fixture
def products(world, client):
    """Makes a call of the other platform."""
    store = world.data["platforms"]["novaoito"]
    headers = {"Authorization": f"Bearer {store['credentials']['admin_token']}"}
    return lambda **options: client.get(f"{store['url']}/api/v1/products", headers=headers, **options)


@pytest.fixture
def raw_info(tiny):
    """The same call by the standard library; gives the connection, with the request sent."""
    made = http.client.HTTPConnection(urlsplit(tiny["url"]).netloc, timeout=PATIENCE)
    query = urlencode({"token": tiny["credentials"]["token"], "formato": "json"})

    def send():
        made.request("GET", f"/api2/info.php?{query}")
        return made

    yield send
    made.close()


def made(world):
    return [row["codigo"] for row in world.view("tiny", "lista_de_produtos")]


def test_a_reset_leaves_nothing_done(world, include, caplog):
    world.faults.add("reset", operation="produto.incluir")

    with pytest.raises(httpx.ReadError):
        include()

    assert made(world) == []
    assert include().json()["retorno"]["status"] == "OK"
    assert caplog.text == ""


def test_a_reset_as_the_standard_library_sees_it(world, raw_info):
    world.faults.add("reset")

    with pytest.raises(ConnectionResetError):
        raw_info().getresponse()


def test_a_lost_answer_leaves_the_work_done(world, include, caplog):
    world.faults.add("lost_answer", operation="produto.incluir")

    with pytest.raises(httpx.ReadError):
        include()

    assert made(world) == ["CAN-01"]
    (exchange,) = world.journal(operation="produto.incluir")
    assert (exchange["status"], exchange["state"]) == (None, "fechada")
    assert exchange["hint"] == "falha programada “resposta perdida”: a resposta foi perdida depois de gravada"
    assert caplog.text == ""


def test_a_lost_answer_as_the_standard_library_sees_it(world, raw_info):
    world.faults.add("lost_answer")

    with pytest.raises(ConnectionResetError):
        raw_info().getresponse()


def test_a_cut_answer(world, products, caplog):
    whole = len(products().content)
    world.faults.add("cut", platform="novaoito", length=7)

    with pytest.raises(httpx.RemoteProtocolError, match=f"received 7 bytes, expected {whole}"):
        products()

    assert products().status_code == 200
    assert caplog.text == ""


@pytest.mark.parametrize("length", [0, 9])
def test_a_cut_answer_as_the_standard_library_sees_it(world, raw_info, length):
    world.faults.add("cut", length=length)
    answer = raw_info().getresponse()

    with pytest.raises(http.client.IncompleteRead) as cut:
        answer.read()

    assert answer.status == 200
    assert (len(cut.value.partial), cut.value.expected) == (length, int(answer.headers["Content-Length"]) - length)


def test_status_blocked_and_malformed(world, info, products):
    world.faults.add("status", status=503, body="já volto", platform="tiny")
    world.faults.add("malformed", platform="tiny", nth=2)
    world.faults.add("blocked", platform="novaoito")

    edge, page, blocked = info(), info(), products()

    assert (edge.status_code, edge.text) == (503, "já volto")
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert (blocked.status_code, blocked.json()["code"]) == (429, "rate_limited")
    assert world.breaches() == []


@pytest.fixture
def pause(held, world):
    return held(world)


def test_a_late_answer_keeps_nobody_else_waiting(world, include, info, pause):
    world.faults.add("latency", operation="produto.incluir", seconds=30)

    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(include)
        pause.await_calls()
        assert made(world) == ["CAN-01"]
        assert info().status_code == 200
        assert world.limits()["accounts"]["tiny"]["in_flight"] == 1
        assert not late.done()
        pause.gate.set()
        assert late.result().json()["retorno"]["status"] == "OK"

    assert pause.seconds == [30]
    assert world.limits()["accounts"]["tiny"]["in_flight"] == 0


def test_a_client_that_gives_up_has_nothing_done(world, include, pause):
    world.faults.add("latency", operation="produto.incluir", seconds=30, commit="before")

    with pytest.raises(httpx.ReadTimeout):
        include(timeout=httpx.Timeout(PATIENCE, read=0.2))
    pause.gate.set()

    assert world.journal(operation="produto.incluir", wait=PATIENCE)[0]["status"] is None
    assert made(world) == []


def test_counters_are_exact_with_threads(world, info):
    refused = world.faults.add("status", status=502, next=50)
    reset = world.faults.add("reset", next=30)
    lost = world.faults.add("lost_answer", next=20)

    def call(_):
        try:
            return info().status_code
        except httpx.ReadError:
            return None

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(call, range(THREADS * CALLS)))

    assert [found.count(502), found.count(None)] == [50, 50]
    assert found.count(200) == THREADS * CALLS - 100
    counted = [world.faults.get(rule["id"]) for rule in (refused, reset, lost)]
    assert [(rule["matched"], rule["fired"]) for rule in counted] == [(320, 50), (320, 30), (320, 20)]
    assert world.limits()["accounts"]["tiny"]["in_flight"] == 0


def test_rules_live_on_in_a_file(start, control_of, client, tmp_path):
    first = start(folder=tmp_path)
    world = control_of(first.control_url).create_world(id="um", limits="off")
    rule = world.faults.add("status", status=502, next=2)
    token = world.data["platforms"]["tiny"]["credentials"]["token"]
    client.get(f"{first.urls['tiny']}/api2/info", params={"token": token})
    first.stop()

    second = start(folder=tmp_path)
    kept = control_of(second.control_url).world("um")

    assert kept.faults.all() == [{**rule, "matched": 1, "fired": 1}]
    statuses = [client.get(f"{second.urls['tiny']}/api2/info", params={"token": token}).status_code for _ in "ab"]
    assert statuses == [502, 200]


def test_a_server_that_stops_waits_for_no_latency(start, control_of, client):
    server = start()
    world = control_of(server.control_url).create_world(clock="real")
    world.faults.add("latency", seconds=300)
    query = {"token": world.data["platforms"]["tiny"]["credentials"]["token"]}
    inner = server.site.worlds.get(world.id).faults
    begun, wait = threading.Event(), inner.sleep
    inner.sleep = lambda seconds: begun.set() or wait(seconds)

    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(client.get, f"{server.urls['tiny']}/api2/info", params=query)
        assert begun.wait(PATIENCE)
        server.stop()
        assert late.exception() is not None or late.result().status_code == 200
