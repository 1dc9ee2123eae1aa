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

from homologa.simulators.control.client import Control
from homologa.simulators.site import CONTROL_URL, build

CALLS = 1_500
ROUNDS = 5
HOMOLOGA = Path(sys.executable).parent / "homologa"
REAL = Path(__file__).parents[2] / "shared" / "data" / "olist-orders" / "products.csv"
FORTY = Path(__file__).with_name("scenarios.txt")
"""Names of scenarios drawn once, so that their cost can be compared from one version to the next."""
SLICE = 300
SIZES = (10, 100)


def calls() -> Iterator[Figure]:
    """One product read in process, all checks on, beside a bare WSGITransport call of a bare route."""
    site = build()
    world = Control(CONTROL_URL, site.transport).create_world(limits="off")
    product = world.act("tiny", "incluir_produto", nome="Caneca de ágata", codigo="CAN-01", preco=39.9)
    form = {"token": world.view("tiny", "credenciais")["token"], "formato": "json", "id": str(product["id"])}
    ours = httpx.Client(transport=site.transport)
    plain, full = _interleaved(
        _bare_call(), lambda: ours.post("https://api.tiny.com.br/api2/produto.obter.php", data=form)
    )
    yield Figure("bare WSGITransport call", plain, "µs")
    yield Figure("in-process call, all checks on", full, "µs", "bare WSGITransport call", full / plain, most=1.6)


def scenarios() -> Iterator[Figure]:
    """Seconds for each scenario of the suite with the reference connector, set-up and report included."""
    start = time.perf_counter()
    done = subprocess.run([str(HOMOLOGA), "verify", "--json"], capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    results = json.loads(done.stdout)["scenarios"]
    (plain,) = _interleaved(_bare_call())
    chosen = set(FORTY.read_text(encoding="utf-8").splitlines())
    forty = [result["seconds"] for result in results if result["name"] in chosen]
    yield Figure("scenarios in the suite", len(results), "scenarios")
    yield Figure("one scenario, embedded", statistics.mean(result["seconds"] for result in results) * 1000, "ms")
    ratio = statistics.mean(forty) * 1e6 / plain
    name = f"one of the {len(forty)} fixed scenarios, embedded"
    yield Figure(name, statistics.mean(forty) * 1000, "ms", "bare WSGITransport call", ratio, most=150)
    yield Figure("one scenario, embedded, start-up of the suite shared out", seconds / len(results) * 1000, "ms")


def catalogues() -> Iterator[Figure]:
    """Send into an empty Tiny and map into a full one: what it takes, and the calls beside the least possible."""
    for label, run, rows in _jobs():
        took = run(rows)
        least = f"{label}: the least calls that the APIs allow for each"
        yield Figure(label, took.seconds, "s")
        yield Figure(f"{label}: each", took.seconds / took.products * 1000, "ms")
        yield Figure(least, took.least / took.products, "calls")
        yield Figure(f"{label}: calls for each", took.calls_per_product, "calls", least, took.calls / took.least)


def limited() -> Iterator[Figure]:
    """The same jobs under the limits of a Tiny that allows 60 calls a minute and of the store, on the world's clock."""
    for label, run, rows in _jobs():
        took = run(rows, "enforce")
        yield Figure(f"{label} under limits: virtual time", took.passed / 60, "min")
        yield Figure(f"{label} under limits: calls for each", took.calls_per_product, "calls")


def notices() -> Iterator[Figure]:
    """The stock of a hundred products changes in Tiny: calls and virtual time, without limits and under them."""
    rows = catalogue.made_up(SIZES[-1])
    for limits, name in (("off", ""), ("enforce", " under limits")):
        took = volume.stock(rows, limits)
        label = f"{took.products:,} notices of stock{name}"
        least = f"{label}: the least calls that the APIs allow for each"
        yield Figure(least, took.least / took.products, "calls")
        yield Figure(f"{label}: calls for each", took.calls_per_product, "calls", least, took.calls / took.least)
        yield Figure(f"{label}: virtual time", took.passed / 60, "min")


def _jobs() -> Iterator[tuple[str, Callable[..., volume.Volume], list[catalogue.Row]]]:
    """Both operations with few and many products: those of the real catalogue where it is at hand."""
    is_real = REAL.exists()
    rows = catalogue.real(REAL) if is_real else catalogue.made_up(SLICE)
    for size in (*SIZES, len(rows)):
        for name, run in (("send", volume.send), ("map", volume.map_)):
            yield f"{name} {size:,} {'real' if is_real else 'made-up'} products", run, rows[:size]


def _bare_call() -> Callable[[], httpx.Response]:
    bare = httpx.Client(transport=httpx.WSGITransport(app=create_app()))
    return lambda: bare.get("http://bare/product/7")


def _interleaved(*calls: Callable[[], httpx.Response]) -> list[float]:
    """Return the microseconds of each call, by turns: the median of the rounds."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, kept in zip(calls, times, strict=True):
            start = time.perf_counter()
            for _ in range(CALLS):
                call().raise_for_status()
            kept.append((time.perf_counter() - start) / CALLS * 1e6)
    return [statistics.median(kept) for kept in times]


MEASURES = (calls, scenarios, catalogues, limited, notices)
