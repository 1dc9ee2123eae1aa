"""The connector as a process: a working thread, long polls and signals."""

import signal
import sqlite3
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from shop import install
from wire import TINY, tiny_error

from homologa.sync.app import create_app
from homologa.sync.connector import Connector
from homologa.sync.core.clock import Clock
from homologa.sync.core.queue import Queue
from homologa.sync.integrations import INTEGRATIONS

PATIENCE = 20
A_MOMENT = 0.2
"""Enough for another thread to come as far as it can."""
HOST = "c.example"


def refuse(*_):
    raise sqlite3.OperationalError("database is locked")


@pytest.fixture
def threaded(site, shop, store):
    connector = Connector(
        integrations=INTEGRATIONS,
        store=store,
        base_url=f"https://{HOST}",
        clock=Clock(shop.clock.now),
        transport=shop.wire,
    )
    app = create_app(connector)
    site.mount(HOST, app)
    http = app.test_client()
    assert http.put("/setup", json=shop.setup).status_code == 200
    connector.start()
    assert http.get("/state?wait=20").json["state"] == "idle"
    yield connector, http
    connector.stop()


def test_a_thread_does_the_work_and_the_long_poll_sees_its_end(threaded, shop):
    _, http = threaded
    product = shop.sells("A")
    job_id = shop.asks("send", product)
    assert http.get("/state?wait=20").json["state"] == "idle"
    assert shop.results(job_id) == {product: ("created", None)}


def test_the_state_is_busy_as_long_as_work_is_running(threaded, shop):
    _, http = threaded
    go_on = threading.Event()
    shop.wire.hook(lambda call: go_on.wait(PATIENCE) and None)
    shop.asks("send", shop.sells("A"))
    assert http.get("/state?wait=0.05").json["state"] == "busy"
    go_on.set()
    assert http.get("/state?wait=20").json["state"] == "idle"


def test_the_clock_wakes_whoever_waits(threaded, shop):
    connector, http = threaded
    connector.set_clock(connector.clock.now())
    shop.wire.interfere(TINY, tiny_error(6, "API Bloqueada"))
    job_id = shop.asks("send", shop.sells("A"))
    state = http.get("/state?wait=20").json
    assert state["state"] == "waiting"
    http.put("/clock", json={"now": state["waiting_until"]})
    assert http.get("/state?wait=20").json["state"] == "idle"
    assert shop.job(job_id)["status"] == "completed"


def test_real_time_wakes_by_itself(threaded, shop):
    connector, _ = threaded
    answered = threading.Event()
    shop.wire.meanwhile("/tests/", answered.set, moment="after")
    shop.world.set_clock("real")
    queue = connector.integration.engine.queue
    queue.wait("tiny", connector.clock.now() + timedelta(seconds=0.1))
    queue.add("test", "t-1")
    connector.wake()
    assert answered.wait(PATIENCE)


def test_restart_and_set_up_go_on_with_the_thread(threaded, shop):
    _, http = threaded
    assert http.post("/restart").status_code == 204
    assert http.put("/setup", json=shop.setup).status_code == 200
    job_id = shop.asks("send", shop.sells("A"))
    assert http.get("/state?wait=20").json["state"] == "idle"
    assert shop.job(job_id)["status"] == "completed"


def test_changes_at_one_moment_leave_one_thread_at_work(threaded, monkeypatch):
    connector, _ = threaded
    start, stop, stopping, started = connector.start, connector.stop, threading.Event(), threading.Event()
    other = threading.Thread(target=connector.change, args=({"settings": {}},))

    def start_late():
        if other.ident is None:
            other.start()
            stopping.wait(A_MOMENT)
        start()
        started.set()

    def stop_late():
        if threading.current_thread() is other:
            stopping.set()
            started.wait(PATIENCE)
        stop()

    monkeypatch.setattr(connector, "start", start_late)
    monkeypatch.setattr(connector, "stop", stop_late)
    connector.change({"settings": {}})
    other.join()

    assert [thread.name for thread in threading.enumerate() if thread.name == "connector"] == ["connector"]


def test_a_change_that_cannot_be_stored_leaves_all_as_it_was(threaded, shop, memory, monkeypatch):
    connector, http = threaded
    monkeypatch.setattr(Queue, "release", refuse)

    with pytest.raises(sqlite3.OperationalError):
        connector.change({"settings": {"create_categories": False}})

    assert "create_categories" not in memory.get("setup")["settings"]
    job_id = shop.asks("send", shop.sells("A"))
    assert http.get("/state?wait=20").json["state"] == "idle"
    assert shop.job(job_id)["status"] == "completed"


@pytest.mark.parametrize("moment", ["claim", "finish"])
def test_a_database_that_does_not_serve_for_a_while_stops_no_work(threaded, shop, moment, monkeypatch):
    _, http = threaded
    monkeypatch.setattr("homologa.sync.worker.RETRY_DELAY", 0)
    serving, refusals = getattr(Queue, moment), iter([refuse])

    def refuse_once(*asked):
        return next(refusals, serving)(*asked)

    monkeypatch.setattr(Queue, moment, refuse_once)

    job_id = shop.asks("send", shop.sells("A"))

    assert http.get("/state?wait=20").json["state"] == "idle"
    assert (shop.job(job_id)["status"], next(refusals, None)) == ("completed", None)


def test_the_command_says_where_it_is_and_ends_cleanly(started):
    process = started()
    assert process.http.get("/state").json()["state"] == "idle"
    assert process.end(signal.SIGTERM) == (0, "", "")


def test_a_port_that_is_taken_is_said_in_portuguese(started):
    process = started()
    other = started("--port", process.port, answers=False)
    code, _, error = other.wait()
    assert (code, "Não foi possível escutar" in error) == (1, True)
    process.end(signal.SIGTERM)


EXAMPLE = [sys.executable, str(Path(__file__).parents[2] / "examples" / "connector.py")]
DEAD_PROXY = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"), "http://127.0.0.1:9")


@pytest.mark.parametrize("command", [None, EXAMPLE], ids=["reference", "example"])
def test_a_proxy_of_the_environment_is_none_to_this_machine(homologa_served_world, started, command):
    world = homologa_served_world
    process = started(command=command, environment={**DEAD_PROXY, "NO_PROXY": "", "no_proxy": ""})
    answer = process.http.put("/setup", json=install(world))
    assert answer.status_code == 200
    assert world.view("novaoito", "receptores")["product"] == answer.json()["receivers"]["product"]
    process.end(signal.SIGTERM)
