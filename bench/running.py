"""Figures of the process itself: how soon it answers, and how much memory it takes."""

import re
import statistics
import time
from collections.abc import Iterator

import httpx
from process import Served, served
from results import Figure

from homologa.simulators.kernel.platform import installed_platforms

ROUNDS = 5
PRODUCTS = 1_000
BOUND = 10_000
"""Exchanges that a journal keeps."""


def start_up() -> Iterator[Figure]:
    """From the start of the process to an answer on every port."""
    times = []
    with httpx.Client(trust_env=False) as client:
        for _ in range(ROUNDS):
            start = time.perf_counter()
            with served() as ours:
                for platform in ours.told["platforms"].values():
                    client.get(platform["url"])
                times.append((time.perf_counter() - start) * 1000)
    yield Figure("start to first answer on every port", statistics.median(times), "ms", most=700)


def memory() -> Iterator[Figure]:
    """Proportional memory of the process, step by step: with products, every operation called, its journal full."""
    products = {
        "tiny": [{"nome": f"Produto {i}", "codigo": f"P-{i}", "preco": i} for i in range(PRODUCTS)],
        "novaoito": [{"nome": f"Produto {i}", "sku": f"P-{i}", "preco": i} for i in range(PRODUCTS)],
    }
    with served() as ours, httpx.Client(timeout=120, trust_env=False) as client:
        yield Figure("memory at the start", ours.pss, "MB")
        for platform, rows in products.items():
            url = f"{ours.world}/actions/{platform}/importar_produtos"
            client.post(url, json={"produtos": rows}).raise_for_status()
        yield Figure("memory, 1,000 products on each platform", ours.pss, "MB")
        _touch(client, ours)
        yield Figure("memory, and every operation called", ours.pss, "MB", most=150)
        _fill(client, ours)
        yield Figure("memory, every operation called and a full journal", ours.pss, "MB", most=150)


def _touch(client: httpx.Client, ours: Served) -> None:
    """Call every operation of every platform by each of its methods, with nothing in the request but a credential."""
    client.put(f"{ours.world}/limits", json={"mode": "off"}).raise_for_status()
    client.post(f"{ours.world}/actions/novaoito/instalar").raise_for_status()
    shown = client.get(f"{ours.world}/views/novaoito/credenciais").json()["data"]
    headers = {"Authorization": f"Bearer {shown['app_token']}"}
    query = {"token": ours.credentials("tiny")["token"], "formato": "json"}
    for platform in installed_platforms():
        for operation in platform.rooms.operations:
            path = re.sub("<[^>]*>", "1", operation.paths[0])
            for method in operation.methods:
                url = f"{ours.told['platforms'][platform.name]['url']}{path}"
                client.request(method, url, params=query, headers=headers, json={})


def _fill(client: httpx.Client, ours: Served) -> None:
    client.put(f"{ours.world}/limits", json={"mode": "off"}).raise_for_status()
    api = f"{ours.told['platforms']['tiny']['url']}/api2"
    credentials = {"token": ours.credentials("tiny")["token"], "formato": "json"}
    found = client.post(f"{api}/produtos.pesquisa.php", data=credentials).json()["retorno"]["produtos"]
    ids = [row["produto"]["id"] for row in found]
    for number in range(BOUND):
        read = client.post(f"{api}/produto.obter.php", data=credentials | {"id": ids[number % len(ids)]})
        read.raise_for_status()


MEASURES = (start_up, memory)
