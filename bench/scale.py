"""Figures of a growing account: what one call takes with 1,000, 10,000 and 100,000 products."""

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import httpx
from results import Figure

from homologa.simulators.control.client import Control, WorldClient
from homologa.simulators.site import CONTROL_URL, build

SIZES = (1_000, 10_000, 100_000)
AT_ONCE = 5_000
ROUNDS, CALLS = 5, 40
PAGE = 100
FLAT, SLIGHT = 2.0, 4.0


def scale() -> Iterator[Figure]:
    """One product read, the first listing page, a page of a walk through them all, and a search that hits one SKU."""
    site = build()
    world = Control(CONTROL_URL, site.transport).create_world(limits="off")
    with closing(_Account(world, httpx.Client(transport=site.transport, timeout=60))) as account:
        smallest: dict[str, Figure] = {}
        for size in SIZES:
            account.grow(size)
            for name, (call, most) in account.calls().items():
                label = f"{name}, {size:,} products"
                took = _milliseconds(call)
                base = smallest.setdefault(name, Figure(label, took, "ms"))
                if base.name == label:
                    yield base
                else:
                    yield Figure(label, took, "ms", base.name, took / base.value, most=most)


class _Account:
    """Tiny's account, with so many products as it was grown to."""

    def __init__(self, world: WorldClient, client: httpx.Client) -> None:
        self._world, self._client = world, client
        self._token = world.view("tiny", "credenciais")["token"]
        self._size = 0
        self._some = 0

    def grow(self, size: int) -> None:
        """Import products until there are so many."""
        while self._size < size:
            more = range(self._size, min(self._size + AT_ONCE, size))
            rows = [{"nome": f"Produto {i:06}", "codigo": _code(i), "preco": 1 + i % 500} for i in more]
            self._world.act("tiny", "importar_produtos", produtos=rows)
            self._size = more.stop

    def calls(self) -> dict[str, tuple[Callable[[], Any], float | None]]:
        """What is measured, and how many times slower it may become."""
        ids = [row["produto"]["id"] for row in self._search(pagina="1")]
        return {
            "one product read": (lambda: self._call("produto.obter", id=ids[self._next(len(ids))]), FLAT),
            "first listing page": (lambda: self._search(pagina="1"), FLAT),
            "one page of a walk through the listing": (self._walk(), None),
            "search that hits one SKU": (lambda: self._search(pesquisa=_code(self._next(self._size))), SLIGHT),
        }

    def _walk(self) -> Callable[[], Any]:
        pages = itertools.cycle(range(1, self._size // PAGE + 1))
        return lambda: self._search(pagina=str(next(pages)))

    def close(self) -> None:
        """Close the client."""
        self._client.close()

    def _next(self, below: int) -> int:
        self._some = (self._some * 1_103_515_245 + 12_345) % 2**31
        return self._some % below

    def _search(self, **fields: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._call("produtos.pesquisa", **fields)["produtos"]
        return found

    def _call(self, service: str, **fields: str) -> dict[str, Any]:
        form = {"token": self._token, "formato": "json", **fields}
        answer = self._client.post(f"https://api.tiny.com.br/api2/{service}.php", data=form).json()["retorno"]
        if answer["status"] != "OK":
            raise ValueError(answer)
        return dict(answer)


def _code(number: int) -> str:
    return f"SKU-{number * 2_654_435_761 % 2**32:08X}"


def _milliseconds(call: Callable[[], Any]) -> float:
    call()
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(CALLS):
            call()
        took.append((time.perf_counter() - start) / CALLS * 1000)
    return statistics.median(took)


MEASURES = (scale,)
