"""The simulators over real sockets, and a receiver that listens on one."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from homologa.simulators.control.client import Control
from homologa.simulators.server import Address, Server

PATIENCE = 20.0


class Receiver(ThreadingHTTPServer):
    """Answers every POST, after `gate` is open, and keeps what it got."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status = 200
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.reached, self.gate = threading.Event(), threading.Event()
        self.gate.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/avisos"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((dict(self.headers.items()), body))
        self.server.reached.set()
        self.server.gate.wait(PATIENCE)
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def receiver():
    with Receiver() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made
        made.gate.set()
        made.shutdown()
        thread.join()


@pytest.fixture
def start():
    """Starts servers, and stops them in the end."""
    with contextlib.ExitStack() as running:

        def begin(**options: Any) -> Server:
            server = Server(**{"address": Address(port=0), **options})
            server.start()
            running.callback(server.stop)
            return server

        yield begin


@pytest.fixture
def server(start):
    return start()


class Pause:
    """Stands for the waiting of a world under faults: lasts until it is let go, and tells that it has begun."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.begun, self.gate = threading.Semaphore(0), threading.Event()

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.begun.release()
        self.gate.wait(PATIENCE)

    def await_calls(self, count: int = 1) -> None:
        """Wait until so many more calls are held."""
        for _ in range(count):
            assert self.begun.acquire(timeout=PATIENCE)


@pytest.fixture
def held(server):
    """Has the latencies of a world, whose clock becomes real, last until they are let go."""
    made = Pause()

    def hold(world: Any) -> Pause:
        world.set_clock("real")
        server.site.worlds.get(world.id).faults.sleep = made
        return made

    yield hold
    made.gate.set()


@pytest.fixture
def client():
    with httpx.Client(trust_env=False, timeout=PATIENCE) as made:
        yield made


@pytest.fixture
def subscribe(client):
    """Has a store tell a URL of new products."""

    def to(store: dict[str, Any], url: str) -> None:
        base = f"{store['url']}/api/v1"
        admin = {"Authorization": f"Bearer {store['credentials']['admin_token']}"}
        token = client.post(f"{base}/apps/tiny-erp/install", headers=admin).json()["access_token"]
        app = {"Authorization": f"Bearer {token}"}
        client.post(f"{base}/webhooks", json={"event": "product.created", "url": url}, headers=app).raise_for_status()

    return to


@pytest.fixture
def control_of():
    """Makes clients of control APIs, and closes them in the end."""
    with contextlib.ExitStack() as opened:

        def connect(url: str) -> Control:
            made = Control(url)
            opened.callback(made.close)
            return made

        yield connect


@pytest.fixture
def control(control_of, server):
    return control_of(server.control_url)


@dataclass
class Process:
    """`homologa serve --json` in a process of its own, and what it announced."""

    popen: "subprocess.Popen[str]"
    told: dict[str, Any]

    def end(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
        """Ask it to end; its exit code and what else it wrote."""
        self.popen.send_signal(how)
        out, err = self.popen.communicate(timeout=PATIENCE)
        return self.popen.returncode, out, err


def command(*arguments: str) -> list[str]:
    return [str(Path(sys.executable).with_name("homologa")), *arguments]


@pytest.fixture
def run():
    """Runs the command to its end."""

    def begin(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(command(*arguments), capture_output=True, text=True, timeout=PATIENCE, check=False)

    return begin


@pytest.fixture
def serve():
    """Starts `homologa serve --port 0 --json`; whatever still runs in the end is killed."""
    with contextlib.ExitStack() as running:

        def begin(*arguments: str) -> Process:
            popen = subprocess.Popen(
                command("serve", "--port", "0", "--json", *arguments),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env={**os.environ, "PYTHONUNBUFFERED": ""},
            )
            running.enter_context(popen)
            running.callback(popen.kill)
            return Process(popen, json.loads(popen.stdout.readline()))

        yield begin
