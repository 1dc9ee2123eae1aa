"""Deliveries: over sockets to a receiver of its own process, and from an action to a receiver in this process."""

import json
import socketserver
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
from process import served, started
from results import Figure

from homologa.simulators.control.client import Control, WorldClient
from homologa.simulators.site import CONTROL_URL, build

PRODUCTS, TIMES = 1_000, 2
MANY = PRODUCTS * TIMES
ROUNDS = 3
ACTIONS = 400
PATIENCE = 30.0
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
PLAIN = "POSTs over sockets by one httpx.Client"


class Receiver(socketserver.StreamRequestHandler):
    """Answers each request of a kept connection with nothing but 200."""

    disable_nagle_algorithm = True

    def handle(self) -> None:
        """Read head and body, answer, and again."""
        while head := self._head():
            self.rfile.read(head)
            self.wfile.write(ANSWER)

    def _head(self) -> int:
        length = 0
        while (line := self.rfile.readline()) not in (b"\r\n", b""):
            if line[:15].lower() == b"content-length:":
                length = int(line[15:])
        return length


def over_sockets() -> Iterator[Figure]:
    """Two thousand webhooks made once more, journalled, beside a plain client that sends as many."""
    with started([sys.executable, __file__]) as receiver, served() as ours:
        url = f"http://127.0.0.1:{receiver['port']}/avisos"
        control = Control(ours.told["control"])
        world = control.create_world(limits="off")
        _subscribe(httpx.Client(trust_env=False), world, url)
        for number in range(PRODUCTS):
            world.act("novaoito", "novo_produto", sku=f"P-{number}", nome="Caneca")
        _quiet(world)
        replayed, plain = [], []
        for _ in range(ROUNDS):
            plain.append(_per_second(lambda: _posted(url)))
            replayed.append(_per_second(lambda: _replayed(world)))
        control.close()
    rate, bare = statistics.median(replayed), statistics.median(plain)
    yield Figure(PLAIN, bare, "requests/s")
    yield Figure("deliveries over sockets, journalled", rate, "deliveries/s", least=1_500)
    yield Figure("deliveries over sockets, beside a plain client", rate, "deliveries/s", PLAIN, rate / bare)


def in_process() -> Iterator[Figure]:
    """From an action on a screen to its webhook in a receiver of this process, and back."""
    site = build()
    got: list[bytes] = []
    site.mount("receptor.example", _receiver(got))
    world = Control(CONTROL_URL, site.transport).create_world(limits="off")
    _subscribe(httpx.Client(transport=site.transport), world, "http://receptor.example/")
    inner = site.worlds.get(world.id)
    times = []
    for number in range(ACTIONS):
        start = time.perf_counter()
        inner.act("novaoito", "novo_produto", {"sku": f"P-{number}", "nome": "Caneca de ágata"})
        times.append((time.perf_counter() - start) * 1000)
    if len(got) != ACTIONS:
        raise OSError(f"{len(got)} of {ACTIONS} webhooks came")
    yield Figure("action to webhook to receiver, in process", statistics.median(times), "ms", most=1.5)
    site.worlds.close()


def _receiver(got: list[bytes]) -> Any:
    def application(environ: Any, start_response: Any) -> list[bytes]:
        got.append(environ["wsgi.input"].read())
        start_response("200 OK", [])
        return []

    return application


def _subscribe(client: httpx.Client, world: WorldClient, url: str) -> None:
    store = world.data["platforms"]["novaoito"]
    base = f"{store['url']}/api/v1"
    admin = {"Authorization": f"Bearer {store['credentials']['admin_token']}"}
    token = client.post(f"{base}/apps/tiny-erp/install", headers=admin).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    client.post(f"{base}/webhooks", json={"event": "product.created", "url": url}, headers=headers).raise_for_status()


def _replayed(world: WorldClient) -> None:
    for _ in range(TIMES):
        world.deliveries.replay_all()
    _quiet(world)


def _quiet(world: WorldClient) -> None:
    if not world.quiet(PATIENCE).quiet:
        raise OSError("the deliveries did not end in time")


def _posted(url: str) -> None:
    body = json.dumps({"event": "product.created", "filler": "x" * 260}).encode()
    with httpx.Client(trust_env=False) as client:
        for _ in range(MANY):
            client.post(url, content=body).raise_for_status()


def _per_second(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return MANY / (time.perf_counter() - start)


MEASURES = (over_sockets, in_process)

if __name__ == "__main__":
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Receiver) as server:
        sys.stdout.write(json.dumps({"port": server.server_address[1]}) + "\n")
        sys.stdout.flush()
        server.serve_forever()
