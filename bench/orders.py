"""Figures of orders: how fast they enter Tiny, and what one call takes in an account that grows.

`python bench/orders.py FOLDER` sends the real orders of a folder under a plan of 120 requests a minute, on the virtual
clock, and checks the laws that must hold afterwards.
"""

import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import sales
from results import Figure
from sales import Sale

from homologa.simulators.control.client import Control, WorldClient
from homologa.simulators.site import CONTROL_URL, build

SIZES = (1_000, 10_000, 100_000)
AT_ONCE = 2_500
MADE_UP = 2_000
ROUNDS, CALLS = 5, 40
FLAT = 2.0
PAGE = 100
NOTHING, BLOCKED = 20, 6
SELLERS = 5
PLAN, PER_MINUTE = "Grande", 120
FIRST_STOCK = 50


class LawBroken(Exception):
    """Something that must hold after a volume run does not."""


def entering() -> Iterator[Figure]:
    """Orders through `pedido.incluir`, one after another, with their contacts, reservations and occurrences."""
    with closing(_Account(limits="off")) as account:
        start = time.perf_counter()
        found = sum(account.enter(sale) is not None for sale in sales.made_up(MADE_UP))
        yield Figure("orders created through pedido.incluir", found / (time.perf_counter() - start), "orders/s")


def growing() -> Iterator[Figure]:
    """One order read, one page of a filter and the first listing page, with more and more orders."""
    with closing(_Account(limits="off")) as account:
        account.world.act("tiny", "exigir_filtro_de_pedidos", exigir=False)
        smallest: dict[str, Figure] = {}
        for size in SIZES:
            account.grow(size)
            for name, call in account.calls().items():
                label, took = f"{name}, {size:,} orders", _milliseconds(call)
                base = smallest.setdefault(name, Figure(label, took, "ms"))
                if base.name == label:
                    yield base
                else:
                    yield Figure(label, took, "ms", base.name, took / base.value, most=FLAT)


@dataclass(frozen=True)
class Run:
    """What a run under a plan took."""

    taken: int
    refused: int
    minutes: float
    seconds: float


def run(all_sales: Sequence[Sale]) -> Run:
    """Send every sale under the plan, launch the stock of half of them, and check the laws; raises LawBroken."""
    with closing(_Account(limits="enforce")) as account:
        account.world.act("tiny", "trocar_de_plano", plano=PLAN)
        known = sorted({line.sku for sale in all_sales for line in sale.lines})[::2]
        rows = [{"nome": f"Produto {sku}", "codigo": sku, "estoque": FIRST_STOCK} for sku in known]
        account.world.act("tiny", "importar_produtos", produtos=rows)
        named = [seller for seller, _ in Counter(sale.seller for sale in all_sales if sale.seller).most_common(SELLERS)]
        for seller in named:
            account.world.act("tiny", "incluir_vendedor", nome=seller)
        start, first = time.perf_counter(), account.now()
        ids = {sale.number: account.enter(sale, named) for sale in all_sales}
        minutes = (account.now() - first).total_seconds() / 60 + 1
        taken = [sale for sale in all_sales if ids[sale.number]]
        seconds = time.perf_counter() - start
        _check_refused(account, all_sales, ids)
        _check_pages(account, taken, ids, named)
        _check_stock(account, taken, ids, set(known))
        return Run(len(taken), len(all_sales) - len(taken), minutes, seconds)


def _check_refused(account: "_Account", all_sales: Sequence[Sale], ids: dict[str, str | None]) -> None:
    orders = account.world.view("tiny", "lista_de_pedidos")
    wanted = {sale.number: sale for sale in all_sales if sale.lines}
    _equal("orders", {order["numero_ecommerce"] for order in orders}, set(wanted))
    _equal("taken", {number for number, id_ in ids.items() if id_}, set(wanted))
    people = {sales.cpf(sale.person) for sale in wanted.values()}
    _equal("contacts", Counter(row["cpf_cnpj"] for row in account.world.view("tiny", "contatos")), Counter(people))
    for order in orders:
        _equal(
            f"total of {order['numero']}", Decimal(str(order["total_pedido"])), wanted[order["numero_ecommerce"]].total
        )


def _check_pages(account: "_Account", taken: Sequence[Sale], ids: dict[str, str | None], named: list[str]) -> None:
    """Pages of every filter partition what the filter means; the occurrences are those of the run."""
    days = sorted({sale.day for sale in taken})
    middle, some = days[len(days) // 2], taken[len(taken) // 3]
    year = {"dataInicial": f"{days[0]:%d/%m/%Y}"}
    today = f"{account.now():%d/%m/%Y}"
    filters: list[tuple[dict[str, str], Callable[[Sale], bool]]] = [
        (year, lambda _: True),
        ({**year, "sort": "DESC"}, lambda _: True),
        ({"dataInicial": f"{middle:%d/%m/%Y}"}, lambda sale: sale.day >= middle),
        ({"dataFinal": f"{middle:%d/%m/%Y}"}, lambda sale: sale.day <= middle),
        ({"dataAtualizacao": "01/01/2020 00:00:00"}, lambda _: True),
        ({"numeroEcommerce": some.number}, lambda sale: sale.number == some.number),
        ({"cpf_cnpj": sales.cpf(some.person)}, lambda sale: sale.person == some.person),
        ({"cliente": "araújo"}, lambda sale: "araújo" in sales.name(sale.person).lower()),
        ({"nomeVendedor": named[0]}, lambda sale: sale.seller == named[0]),
        (
            {**year, "dataFinalOcorrencia": today, "situacaoOcorrencia": "enviado"},
            lambda sale: sale.situation == "enviado",
        ),
        *(
            ({"marcador": state}, lambda sale, state=state: sale.state == state)
            for state in {one.state for one in taken}
        ),
        *(({"situacao": code}, lambda sale, code=code: sale.situation == code) for code in sales.SITUATIONS.values()),
    ]
    for fields, belongs in filters:
        wanted = {sale.number: sale.total for sale in taken if belongs(sale)}
        pages = account.pages(**fields)
        rows = [row for page in pages for row in page]
        _equal(f"rows of {fields}", len(rows), len(wanted))
        shown = {row["numero_ecommerce"]: Decimal(str(row["valor"])) for row in rows}
        _equal(f"values of {fields}", shown, wanted)
        _equal(f"ids of {fields}", {str(row["id"]) for row in rows}, {ids[number] for number in wanted})
        _equal(f"full pages of {fields}", {len(page) for page in pages[:-1]} - {PAGE}, set())


def _check_stock(account: "_Account", taken: Sequence[Sale], ids: dict[str, str | None], known: set[str]) -> None:
    """What is not cancelled is reserved; launched orders take stock, and register the products that were missing."""
    alive = [sale for sale in taken if sale.situation != "cancelado"]
    sold = Counter[str]()
    for sale in alive:
        sold.update({line.sku: line.quantity for line in _merged(sale)})
    _equal(
        "reservations",
        {row["codigo"]: row["reservado"] for row in account.world.view("tiny", "estoque")},
        {sku: sold[sku] for sku in known},
    )
    for sale in alive:
        account.call("pedido.lancar.estoque", id=str(ids[sale.number]))
    stock = {row["codigo"]: (row["saldo"], row["reservado"]) for row in account.world.view("tiny", "estoque")}
    first = dict.fromkeys(known, FIRST_STOCK)
    _equal("stock", stock, {sku: (first.get(sku, 0) - sold[sku], 0) for sku in {*known, *sold}})


def _merged(sale: Sale) -> list[sales.Line]:
    counted = Counter[str]()
    for line in sale.lines:
        counted[line.sku] += line.quantity
    return [sales.Line(sku, quantity, Decimal()) for sku, quantity in counted.items()]


def _equal(what: str, found: Any, wanted: Any) -> None:
    if found != wanted:
        raise LawBroken(f"{what}: {str(found)[:200]} instead of {str(wanted)[:200]}")


class _Account:
    """Tiny's account, called as a client calls it, which waits on the world's clock when it is told to."""

    def __init__(self, limits: str) -> None:
        site = build()
        self.world: WorldClient = Control(CONTROL_URL, site.transport).create_world(limits=limits)
        self._client = httpx.Client(transport=site.transport, timeout=60)
        self._token = self.world.view("tiny", "credenciais")["token"]
        self._size = 0
        self._some = 0

    def now(self) -> Any:
        """The time of the world."""
        return self.world.advance(seconds=0)

    def enter(self, sale: Sale, sellers: Sequence[str] = ()) -> str | None:
        """Send one sale; its id, None when it was refused for having no items. Raises LawBroken."""
        document = json.dumps({"pedido": sales.record(sale, sellers)}, ensure_ascii=False)
        told = self._told("pedido.incluir", pedido=document)["registros"]
        if isinstance(told, dict):
            return str(told["registro"]["id"])
        refusal = told[0]["registro"]
        if sale.lines or refusal["codigo_erro"] != "31":
            raise LawBroken(f"{sale.number}: {refusal}")
        return None

    def call(self, service: str, **fields: str) -> dict[str, Any]:
        """The answer of a service; raises LawBroken when it is refused."""
        told = self._told(service, **fields)
        if told["status"] != "OK":
            raise LawBroken(f"{service}: {told}")
        return told

    def pages(self, **fields: str) -> list[list[dict[str, Any]]]:
        """Every page of a search."""
        first = self._told("pedidos.pesquisa", **fields, pagina="1")
        if first.get("codigo_erro") == NOTHING:
            return []
        rest = range(2, first["numero_paginas"] + 1)
        told = [first, *(self.call("pedidos.pesquisa", **fields, pagina=str(page)) for page in rest)]
        return [[row["pedido"] for row in page["pedidos"]] for page in told]

    def grow(self, size: int) -> None:
        """Import orders until there are so many."""
        while self._size < size:
            more = range(self._size, min(self._size + AT_ONCE, size))
            self.world.act("tiny", "importar_pedidos", pedidos=[_row(number) for number in more])
            self._size = more.stop

    def calls(self) -> dict[str, Callable[[], Any]]:
        """What is measured."""
        ids = [row["pedido"]["id"] for row in self.call("pedidos.pesquisa", pagina="1")["pedidos"]]
        return {
            "one order read": lambda: self.call("pedido.obter", id=str(ids[self._next(len(ids))])),
            "one page of a filter": lambda: self.call("pedidos.pesquisa", situacao="aprovado", pagina="2"),
            "first page of all": lambda: self.call("pedidos.pesquisa", pagina="1"),
        }

    def close(self) -> None:
        """Close the client."""
        self._client.close()

    def _next(self, below: int) -> int:
        self._some = (self._some * 1_103_515_245 + 12_345) % 2**31
        return self._some % below

    def _told(self, service: str, **fields: str) -> dict[str, Any]:
        form = {"token": self._token, "formato": "json", **fields}
        while True:
            answer = self._client.post(f"https://api.tiny.com.br/api2/{service}.php", data=form)
            told: dict[str, Any] = answer.json()["retorno"]
            if told.get("codigo_erro") != BLOCKED:
                return told
            self.world.advance(seconds=timedelta(minutes=1).total_seconds())


def _row(number: int) -> dict[str, Any]:
    situations = ("Em aberto", "Aprovado", "Faturado", "Enviado", "Entregue")
    return {
        "cliente": f"Cliente {number % 5_000:04}",
        "cpf_cnpj": sales.cpf(str(number % 5_000)),
        "itens": [{"codigo": f"SKU-{number % 700:04}", "quantidade": 1, "valor": 1 + number % 500}],
        "situacao": situations[number % len(situations)],
        "numero_ecommerce": f"P-{number:06}",
    }


def _milliseconds(call: Callable[[], Any]) -> float:
    call()
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(CALLS):
            call()
        took.append((time.perf_counter() - start) / CALLS * 1000)
    return statistics.median(took)


MEASURES = (entering, growing)

if __name__ == "__main__":
    result = run(sales.real(Path(sys.argv[1])))
    sys.stdout.write(
        f"{result.taken} orders taken, {result.refused} refused, in {result.minutes:.0f} minutes of the virtual clock"
        f" (plan of {PER_MINUTE} a minute) and {result.seconds:.0f} s; every law holds\n"
    )
