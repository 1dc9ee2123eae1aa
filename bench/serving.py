"""Served figures: throughput and latency of one product read and of one created, beside bare Flask routes."""

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import load
from bare import DOC
from process import Served, pinned_load, served, started
from results import Figure

SECONDS = 4.0
ROUNDS = 3
BARE = [sys.executable, str(Path(__file__).parent / "bare.py")]
BARE_READ, BARE_INSERT = "bare Flask route, one row by key", "bare Flask route, one row inserted in a file"
RECORD = {
    "sequencia": "1",
    "nome": "Caneca de ágata esmaltada",
    "codigo": "CAN-01",
    "unidade": "UN",
    "preco": 39.9,
    "origem": "0",
    "situacao": "A",
    "tipo": "P",
    "categoria": "Casa >> Cozinha",
}


def reads() -> Iterator[Figure]:
    """One product read from Tiny beside a bare Flask route."""
    with pinned_load(), started(BARE) as bare, served() as ours:
        read = _tiny(ours, "produto.obter", {"id": str(_product(ours))})
        yield from _compared(
            "Tiny produto.obter",
            BARE_READ,
            (bare["port"], load.get_request("/product/7")),
            (ours.port("tiny"), read),
            slowest=2,
        )


def writes() -> Iterator[Figure]:
    """One product created in Tiny, the world in a file, beside a bare Flask route that inserts a row in a file."""
    with (
        tempfile.TemporaryDirectory() as folder,
        pinned_load(),
        started([*BARE, f"{folder}/bare.db"]) as bare,
        served("--data", f"{folder}/worlds") as ours,
    ):
        document = json.dumps({"produtos": [{"produto": RECORD}]}, ensure_ascii=False)
        create = _tiny(ours, "produto.incluir", {"produto": document})
        insert = load.request("/product", json.dumps(DOC | RECORD), "application/json")
        yield from _compared("Tiny produto.incluir", BARE_INSERT, (bare["port"], insert), (ours.port("tiny"), create))


def _compared(
    name: str, bare_name: str, bare: tuple[int, bytes], ours: tuple[int, bytes], slowest: float | None = None
) -> Iterator[Figure]:
    theirs, mine = [], []
    for _ in range(ROUNDS):
        theirs.append(load.run(*bare, SECONDS))
        mine.append(load.run(*ours, SECONDS))
    plain, full = _median(theirs), _median(mine)
    share = full.per_second / plain.per_second
    yield Figure(bare_name, plain.per_second, "requests/s")
    yield Figure(f"{name}, served", full.per_second, "requests/s", bare_name, share, least=0.6)
    yield Figure(f"{bare_name}, p99", plain.p99, "ms")
    yield Figure(f"{name}, p99", full.p99, "ms", f"{bare_name}, p99", full.p99 / plain.p99, most=slowest)


def _product(ours: Served) -> int:
    with httpx.Client(trust_env=False) as client:
        fields = {"nome": RECORD["nome"], "codigo": RECORD["codigo"], "preco": RECORD["preco"]}
        answer = client.post(f"{ours.world}/actions/tiny/incluir_produto", json=fields)
    return int(answer.raise_for_status().json()["result"]["id"])


def _tiny(ours: Served, service: str, fields: dict[str, str]) -> bytes:
    with httpx.Client(trust_env=False) as client:
        client.put(f"{ours.world}/limits", json={"mode": "off"}).raise_for_status()
    token = ours.credentials("tiny")["token"]
    form = urlencode({"token": token, "formato": "json", **fields})
    return load.request(f"/api2/{service}.php", form, "application/x-www-form-urlencoded")


def _median(loads: list[load.Load]) -> load.Load:
    return load.Load(
        statistics.median(each.per_second for each in loads),
        statistics.median(each.p50 for each in loads),
        statistics.median(each.p99 for each in loads),
    )


MEASURES = (reads, writes)
