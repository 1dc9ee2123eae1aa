"""Figures without sockets: one call, one scenario, whole catalogues."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import catalogue
import httpx
import volume
from bare import create_app
from results import Figure

from simulators.control.client import Control
from simulators.site import CONTROL_URL, build

CALLS = 1_500
ROUNDS = 5
HOMOLOGA = Path(sys.executable).parent / "homologa"
REAL = Path(__file__).parents[2] / "shared" / "data" / "olist-orders" / "products.csv"
SLICE = 300


def calls() -> Iterator[Figure]:
    """One product read in process, all checks on, beside a bare WSGITransport call of a bare route."""
    site = build()
    world = Control(CONTROL_URL, site.transport).create_world(limits="off")
    product = world.act("tiny", "incluir_produto", nome="Caneca de ágata", codigo="CAN-01", preco=39.9)
    form = {"token": world.view("tiny", "credenciais")["token"], "formato": "json", "id": str(product["id"])}
    ours = httpx.Client(transport=site.transport)
    bare = httpx.Client(transport=httpx.WSGITransport(app=create_app()))
    plain, full = _interleaved(
        lambda: bare.get("http://bare/product/7"),
        lambda: ours.post("https://api.tiny.com.br/api2/produto.obter.php", data=form),
    )
    yield Figure("bare WSGITransport call", plain, "µs")
    yield Figure("in-process call, all checks on", full, "µs", "bare WSGITransport call", full / plain, most=1.6)


def scenarios() -> Iterator[Figure]:
    """Seconds for each scenario of the suite with the reference connector, set-up and report included."""
    start = time.perf_counter()
    done = subprocess.run([str(HOMOLOGA), "verify", "--json"], capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    results = json.loads(done.stdout)["scenarios"]
    inside = statistics.mean(result["seconds"] for result in results)
    yield Figure("scenarios in the suite", len(results), "scenarios")
    yield Figure("one scenario, embedded", inside * 1000, "ms")
    yield Figure("one scenario, embedded, start-up of the suite shared out", seconds / len(results) * 1000, "ms")


def catalogues() -> Iterator[Figure]:
    """Send into an empty Tiny and map into a full one: the real catalogue where it is at hand, else a made-up one."""
    rows = catalogue.real(REAL) if REAL.exists() else catalogue.made_up(SLICE)
    kind = "real" if REAL.exists() else "made-up"
    for name, run in (("send", volume.send), ("map", volume.map_)):
        took = run(rows)
        label = f"{name} {took.products:,} {kind} products"
        yield Figure(label, took.seconds, "s")
        yield Figure(f"{label}: each", took.seconds / took.products * 1000, "ms")
        yield Figure(f"{label}: calls for each", took.calls_per_product, "calls")


def _interleaved(first: Callable[[], httpx.Response], second: Callable[[], httpx.Response]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for call, kept in zip((first, second), times, strict=True):
            start = time.perf_counter()
            for _ in range(CALLS):
                call().raise_for_status()
            kept.append((time.perf_counter() - start) / CALLS * 1e6)
    return statistics.median(times[0]), statistics.median(times[1])


MEASURES = (calls, scenarios, catalogues)
