"""Served figures: throughput and latency of one product read, start-up, memory."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import load
from results import Figure

SECONDS = 4.0
ROUNDS = 3
SERVER_CORE, LOAD_CORE = {0}, {1}
BARE = Path(__file__).parent / "bare.py"
HOMOLOGA = Path(sys.executable).parent / "homologa"
PRODUCTS = 1_000


def reads() -> Iterator[Figure]:
    """One product read from Tiny beside a bare Flask route, rounds interleaved, medians."""
    with _pinned_load(), _started([sys.executable, str(BARE)]) as bare, _served() as served:
        tiny = _tiny_request(served)
        tiny_port = httpx.URL(served["platforms"]["tiny"]["url"]).port or 0
        ours, theirs = [], []
        for _ in range(ROUNDS):
            theirs.append(load.run(bare["port"], load.get_request("/product/7"), SECONDS))
            ours.append(load.run(tiny_port, tiny, SECONDS))
    plain, full = _median(theirs), _median(ours)
    yield Figure("bare Flask route, one row by key", plain.per_second, "requests/s")
    yield Figure(
        "Tiny produto.obter, served",
        full.per_second,
        "requests/s",
        "bare Flask route, one row by key",
        full.per_second / plain.per_second,
    )
    yield Figure("bare Flask route, p99", plain.p99, "ms")
    yield Figure("Tiny produto.obter, p99", full.p99, "ms", "bare Flask route, p99", full.p99 / plain.p99)


def start_up() -> Iterator[Figure]:
    """From the start of the process to an answer on every port."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        with _served() as served:
            for platform in served["platforms"].values():
                httpx.get(platform["url"])
            times.append((time.perf_counter() - start) * 1000)
    yield Figure("start to first answer on every port", statistics.median(times), "ms")


def memory() -> Iterator[Figure]:
    """Proportional memory of the process with 1,000 products on each platform."""
    with _served() as served:
        world = f"{served['control']}/worlds/{served['world']}"
        products = {
            "tiny": [{"nome": f"Produto {i}", "codigo": f"P-{i}", "preco": i} for i in range(PRODUCTS)],
            "novaoito": [{"nome": f"Produto {i}", "sku": f"P-{i}", "preco": i} for i in range(PRODUCTS)],
        }
        with httpx.Client(timeout=120, trust_env=False) as client:
            for platform, rows in products.items():
                url = f"{world}/actions/{platform}/importar_produtos"
                client.post(url, json={"produtos": rows}).raise_for_status()
        yield Figure("memory, 1,000 products on each platform", _pss(served["pid"]) / 1024, "MB")


def _tiny_request(served: dict[str, Any]) -> bytes:
    world = f"{served['control']}/worlds/{served['world']}"
    with httpx.Client(trust_env=False) as client:
        client.put(f"{world}/limits", json={"mode": "off"}).raise_for_status()
        fields = {"nome": "Caneca de ágata", "codigo": "CAN-01", "preco": 39.9}
        answer = client.post(f"{world}/actions/tiny/incluir_produto", json=fields)
    token = served["platforms"]["tiny"]["credentials"]["token"]
    return load.form_request(
        "/api2/produto.obter.php", f"token={token}&formato=json&id={answer.json()['result']['id']}"
    )


@contextmanager
def _served() -> Iterator[dict[str, Any]]:
    with _started([str(HOMOLOGA), "serve", "--port", "0", "--json"]) as served:
        yield served


@contextmanager
def _started(command: list[str]) -> Iterator[dict[str, Any]]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        if hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) <= 1:
            os.sched_setaffinity(process.pid, SERVER_CORE)
        if process.stdout is None:
            raise OSError("no output to read")
        told: dict[str, Any] = json.loads(process.stdout.readline())
        yield {**told, "pid": process.pid}
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def _pinned_load() -> Iterator[None]:
    if not hasattr(os, "sched_setaffinity") or (os.cpu_count() or 1) < 2:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, LOAD_CORE)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _pss(pid: int) -> float:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return next(float(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


def _median(loads: list[load.Load]) -> load.Load:
    return load.Load(
        statistics.median(each.per_second for each in loads),
        statistics.median(each.p50 for each in loads),
        statistics.median(each.p99 for each in loads),
    )
