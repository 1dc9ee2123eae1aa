"""The connector as a process: a working thread, long polls, signals, and a real kill -9."""

import signal
import sys
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from waitress.server import create_server

from homologa.sync.app import create_app
from homologa.sync.connector import Connector
from homologa.sync.integrations import INTEGRATIONS

PATIENCE = 20


@pytest.fixture
def threaded(stub, store, setup):
    connector = Connector(
        integrations=INTEGRATIONS, store=store, base_url="https://c.example", transport=stub.transport
    )
    http = create_app(connector).test_client()
    assert http.put("/setup", json=setup).status_code == 200
    connector.start()
    assert http.get("/state?wait=20").json["state"] == "idle"
    yield connector, http
    connector.stop()


def hear(http, stub, job_id, connector):
    event = stub.event("erp.job.requested", job_id, f"d-{job_id}", at=connector.clock.now())
    assert http.post("/hooks/novaoito", **event).status_code == 204


def test_a_thread_does_the_work_and_the_long_poll_sees_its_end(threaded, stub):
    connector, http = threaded
    product = stub.sells("A")
    job_id = stub.requests("send", product)
    hear(http, stub, job_id, connector)
    assert http.get("/state?wait=20").json["state"] == "idle"
    assert stub.results(job_id) == {product: ("created", None)}


def test_the_state_is_busy_as_long_as_work_is_running(threaded, stub):
    connector, http = threaded
    go_on = threading.Event()
    stub.before = lambda request: go_on.wait(PATIENCE) and None
    hear(http, stub, stub.requests("send", stub.sells("A")), connector)
    assert http.get("/state?wait=0.05").json["state"] == "busy"
    go_on.set()
    assert http.get("/state?wait=20").json["state"] == "idle"


def test_the_clock_wakes_whoever_waits(threaded, stub, answers):
    connector, http = threaded
    connector.set_clock(connector.clock.now())
    refusals = iter([answers.tiny(6, "API Bloqueada")])
    stub.before = lambda request: next(refusals, None) if "api2" in str(request.url) else None
    job_id = stub.requests("send", stub.sells("A"))
    hear(http, stub, job_id, connector)
    state = http.get("/state?wait=20").json
    assert state["state"] == "waiting"
    http.put("/clock", json={"now": state["waiting_until"]})
    assert http.get("/state?wait=20").json["state"] == "idle"
    assert stub.jobs[job_id]["status"] == "completed"


def test_real_time_wakes_by_itself(threaded, stub):
    connector, _ = threaded
    answered = threading.Event()
    stub.after = lambda request: answered.set() if "/tests/" in str(request.url) else None
    queue = connector.integration.engine.queue
    queue.wait("tiny", connector.clock.now() + timedelta(seconds=0.1))
    queue.add("test", "t-1")
    connector.wake()
    assert answered.wait(PATIENCE)


def test_restart_and_set_up_go_on_with_the_thread(threaded, stub, setup):
    connector, http = threaded
    assert http.post("/restart").status_code == 204
    assert http.put("/setup", json=setup).status_code == 200
    job_id = stub.requests("send", stub.sells("A"))
    hear(http, stub, job_id, connector)
    assert http.get("/state?wait=20").json["state"] == "idle"
    assert stub.jobs[job_id]["status"] == "completed"


@pytest.fixture
def platforms(stub):
    """The stub over sockets: its URL; both platforms are told apart by the path."""

    def application(environ, start_response):
        host = "tiny.example" if environ["PATH_INFO"].startswith("/api2") else "loja.example"
        raw = f"https://{host}{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        body = environ["wsgi.input"].read()
        answer = stub.transport.handler(httpx.Request(environ["REQUEST_METHOD"], raw, content=body))
        start_response(f"{answer.status_code} X", [("Content-Type", answer.headers["Content-Type"])])
        return [answer.content]

    server = create_server(application, host="127.0.0.1", port=0, threads=4)

    def serve():
        with suppress(OSError):
            # Closed from outside, it may still be waiting at its socket.
            server.run()

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    server.task_dispatcher.shutdown()


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
def test_a_proxy_of_the_environment_is_none_to_this_machine(stub, platforms, setup, started, command):
    for access in setup["platforms"].values():
        access["url"] = platforms
    process = started(command=command, environment={**DEAD_PROXY, "NO_PROXY": "", "no_proxy": ""})
    assert process.http.put("/setup", json=setup).status_code == 200
    assert stub.count("/api/v1/apps/tiny-erp/receivers") == 1
    process.end(signal.SIGTERM)


@pytest.mark.parametrize("fragment", ["claim", "produto.incluir", "/links/", "finish"])
def test_a_killed_process_is_taken_up_by_the_next(stub, platforms, setup, tmp_path, started, fragment):
    for access in setup["platforms"].values():
        access["url"] = platforms
    reached, killed = threading.Event(), threading.Event()

    def hang(request):
        if fragment in str(request.url) and not reached.is_set():
            reached.set()
            killed.wait(PATIENCE)

    stub.after = hang
    product = stub.sells("A")
    job_id = stub.requests("send", product)
    first = started("--data", str(tmp_path))
    assert first.http.put("/setup", json=setup).status_code == 200
    assert reached.wait(PATIENCE)
    assert first.end(signal.SIGKILL)[0] == -signal.SIGKILL
    killed.set()
    second = started("--data", str(tmp_path))
    assert second.http.get("/state?wait=20").json()["state"] == "idle"
    second.end(signal.SIGTERM)
    assert stub.results(job_id) == {product: ("created", None)}
    assert len(stub.erp) == len(stub.links) == 1
    assert stub.jobs[job_id]["status"] == "completed"
