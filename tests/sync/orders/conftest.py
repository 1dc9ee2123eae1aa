"""Orders of a toy shop: to a toy ERP, and to a real Tiny account; the process dies at one call of either."""

import itertools
import weakref
from datetime import UTC, datetime
from decimal import Decimal

import httpx
import pytest

from homologa.simulators.control.client import Control
from homologa.simulators.site import CONTROL_URL, build
from homologa.sync.core.clock import Clock
from homologa.sync.core.engine import Engine
from homologa.sync.core.errors import NotFound, Rejected
from homologa.sync.core.lane import Lane
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.names import Name
from homologa.sync.core.order_ports import Change, Header
from homologa.sync.core.queue import Kind, Priority, Queue
from homologa.sync.core.rules import documents, money, parcels
from homologa.sync.core.rules.dates import day_of
from homologa.sync.core.store import Store
from homologa.sync.flows.orders import Customers, Fulfilment, Incomplete, OrderImport, Pulling
from homologa.sync.flows.orders.statuses import StatusWriter
from homologa.sync.platforms.tiny import Tiny, situations
from homologa.sync.platforms.tiny.sales import TinySales
from homologa.sync.platforms.tiny.sizes import CONTACT, CUSTOMER, ITEM, ORDER, fit

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
BOTH = ("shop", "erp")
KINDS = {
    "order": Kind(BOTH, Priority.ORDER),
    "fulfilment": Kind(BOTH, Priority.NOTICE),
    "pull": Kind(("shop",), Priority.RECONCILIATION),
}
numbers = itertools.count(1)


class Crash(BaseException):
    """The process dies."""


class Calls:
    """Counts the calls to all platforms; at one of them something happens, before or after the platform's work."""

    def __init__(self):
        self.number, self.at, self.moment, self.error = 0, None, "after", Crash

    def make(self, work):
        self.number += 1
        is_here = self.number == self.at
        if is_here and self.moment == "before":
            raise self.error()
        answer = work()
        if is_here:
            raise self.error()
        return answer


class Wire(httpx.BaseTransport):
    def __init__(self, calls, inner):
        self.calls, self.inner = calls, inner

    def handle_request(self, request):
        return self.calls.make(lambda: self.inner.handle_request(request))


# The toy shop


class Shop:
    """Orders by version; statuses go forward alone, and what it is told again changes nothing."""

    STATUSES = ("new", "paid", "invoiced", "shipped", "delivered")

    def __init__(self, calls):
        self.calls, self.records, self.invoices, self.trackings = calls, {}, {}, {}
        self.written, self.versions = [], itertools.count(1)

    def sells(self, order_id, number, **fields):
        self.records[order_id] = {"number": number, "status": "paid", "freight": Decimal(0), "discount": Decimal(0),
                                  "at": NOW, "parcels": 1, **fields}  # fmt: skip
        self.change(order_id)

    def change(self, order_id, **fields):
        self.records[order_id] |= {**fields, "version": next(self.versions)}

    def orders_since(self, cursor):
        return self.calls.make(lambda: self._since(cursor or 0))

    def _since(self, cursor):
        found = sorted((self._header(key) for key in self.records), key=lambda each: int(each.version))
        part = [each for each in found if int(each.version) > cursor][:2]
        return Change(part, int(part[-1].version) if part else cursor, len(part) == 2)

    def order(self, order_id):
        return self.calls.make(lambda: self._header(order_id))

    def _header(self, order_id):
        if order_id not in self.records:
            raise NotFound(order_id)
        record = self.records[order_id]
        return Header("order", order_id, record["number"], str(record["version"]), record)

    def set_status(self, order_id, status):
        self.calls.make(lambda: (self.written.append(status), self.change(order_id, status=status)))

    def add_invoice(self, order_id, invoice):
        self.calls.make(lambda: self.invoices.update({order_id: dict(invoice)}))

    def add_tracking(self, order_id, tracking):
        self.calls.make(lambda: self.trackings.update({order_id: dict(tracking)}))


class ToShop:
    """How the shop says what became of an order in an ERP."""

    def __init__(self, erp_rules):
        self.known = erp_rules.BACK
        self.status_of = erp_rules.status_in

    def status_for(self, order):
        return self.known.get(self.status_of(order))

    def status_in(self, order):
        return order.record["status"]

    def is_forward(self, present, wanted):
        return present in Shop.STATUSES and Shop.STATUSES.index(wanted) > Shop.STATUSES.index(present)


# A toy ERP


class ToyErp:
    name = Name("ERP", "o")

    def __init__(self, calls, duplicates):
        self.calls, self.duplicates, self.records, self.customers = calls, duplicates, {}, {}

    def find_orders(self, number):
        return self.calls.make(lambda: [self._header(key) for key, row in self.records.items() if row["n"] == number])

    def order(self, order_id):
        return self.calls.make(lambda: self._header(order_id))

    def _header(self, order_id):
        return Header("order", order_id, self.records[order_id]["n"], record=self.records[order_id])

    def create_order(self, record):
        return self.calls.make(lambda: self._created(record))

    def _created(self, record):
        if self.duplicates == "error30" and any(row["n"] == record["n"] for row in self.records.values()):
            raise Rejected("30", ["em duplicidade"])
        self.records[f"e{len(self.records)}"] = {**record, "status": "open"}
        return f"e{len(self.records) - 1}"

    def set_status(self, order_id, status):
        self.calls.make(lambda: self.records[order_id].update(status=status))

    def find_customers(self, document):
        found = [Header("customer", key, "") for key, row in self.customers.items() if row["document"] == document]
        return self.calls.make(lambda: found)

    def create_customer(self, record):
        key = f"c{len(self.customers)}"
        return self.calls.make(lambda: (self.customers.update({key: dict(record)}), key)[1])

    def invoice(self, order):
        return order.record.get("invoice")

    def tracking(self, order):
        return order.record.get("tracking")

    # What people do and see

    def fulfils(self, order_id):
        invoice, tracking = {"number": "7", "key": "k"}, {"code": "BR1"}
        self.records[order_id] |= {"invoice": invoice, "tracking": tracking, "status": "shipped"}

    def cancels(self, order_id):
        self.records[order_id]["status"] = "cancelled"

    def shown(self, number, document):
        orders = [(row["total"], row["status"]) for row in self.records.values() if row["n"] == number]
        return orders, sum(row["document"] == document for row in self.customers.values())


class ToToyErp:
    BACK = {"shipped": "shipped"}
    PROGRESS = ("open", "approved", "shipped")

    def is_wanted(self, order):
        return order.record["status"] != "new"

    def document(self, order):
        return order.record.get("document") or ""

    def customer_record(self, order):
        return {"document": documents.bare(self.document(order)), "name": order.record["name"]}

    def order_record(self, order, customer_id):
        if not order.record["lines"]:
            raise Incomplete("o pedido não tem itens")
        return {"n": order.sku, "customer": customer_id, "total": order.record["total"]}

    def is_duplicate(self, error):
        return error.code == "30"

    def status_for(self, order):
        return {"paid": "approved", "cancelled": "cancelled"}.get(order.record["status"])

    def status_in(self, order):
        return order.record["status"]

    def is_forward(self, present, wanted):
        if wanted == "cancelled" or present == "cancelled":
            return present != "cancelled"
        return self.PROGRESS.index(wanted) > self.PROGRESS.index(present)


# Tiny


class TinyAccount(TinySales):
    """The ports of Tiny over a real world, with what people do there."""

    def __init__(self, site, world, calls, number):
        tiny, self._site, self._world = world.view("tiny", "credenciais"), site, world
        self._url, self._token = world.data["platforms"]["tiny"]["url"], tiny["token"]
        client = Tiny(self._url, token=tiny["token"], developer_id=tiny["developer_id"], lane=Lane("erp", "O Tiny"),
                      clock=Clock(lambda: NOW), transport=Wire(calls, site.transport))  # fmt: skip
        super().__init__(client, number)
        free = Tiny(self._url, token=tiny["token"], developer_id=tiny["developer_id"], lane=Lane("x", "X"),
                    clock=Clock(lambda: NOW), transport=site.transport)  # fmt: skip
        self.seen = TinySales(free, number)

    def fulfils(self, order_id):
        number = self.seen.order(order_id).record["numero"]
        note = self._world.act("tiny", "gerar_nota_do_pedido", pedido=int(number))
        self._world.act("tiny", "emitir_nota", nota=note["id"])
        form = {"token": self._token, "formato": "json", "id": order_id, "codigoRastreamento": "BR1", "formaEnvio": "C"}
        with httpx.Client(transport=self._site.transport) as client:
            answer = client.post(f"{self._url}/api2/cadastrar.codigo.rastreamento.pedido.php", data=form).json()
        assert answer["retorno"]["status"] == "OK", answer
        self.seen.set_status(order_id, "enviado")

    def cancels(self, order_id):
        self.seen.set_status(order_id, "cancelado")

    def shown(self, number, document):
        found = [order.record for order in self.seen.find_orders(number)]
        orders = [(money.number(each["total_pedido"]), situations.code_of(each["situacao"])) for each in found]
        return orders, len(self.seen.find_customers(document))


class ToTiny:
    BACK = {"faturado": "invoiced", "enviado": "shipped", "entregue": "delivered"}

    def is_wanted(self, order):
        return order.record["status"] != "new"

    def document(self, order):
        return order.record.get("document") or ""

    def customer_record(self, order):
        kind = "J" if documents.is_company(self.document(order)) else "F"
        record = {"nome": order.record["name"], "cpf_cnpj": self.document(order), "tipo_pessoa": kind, "situacao": "A"}
        return fit(record, CONTACT)

    def order_record(self, order, customer_id):
        shop = order.record
        if not shop["lines"]:
            raise Incomplete("o pedido não tem itens")
        totals = money.reconcile(shop["lines"], shop["freight"], shop["discount"], shop["total"])
        rows = [{"descricao": f"Item {n}", "unidade": "UN", "quantidade": str(quantity), "valor_unitario": str(price)}
                for n, (quantity, price) in enumerate(shop["lines"])]  # fmt: skip
        shares = parcels.split(totals.total, shop["parcels"])
        record = {
            "data_pedido": day_of(shop["at"]).strftime("%d/%m/%Y"),
            "cliente": fit({"nome": shop["name"], "cpf_cnpj": self.document(order)}, CUSTOMER),
            "itens": [{"item": fit(row, ITEM)} for row in rows],
            "parcelas": [{"parcela": {"dias": 30 * n, "valor": str(share)}} for n, share in enumerate(shares)],
            "valor_frete": str(totals.freight), "outras_despesas": str(totals.expenses),
            "valor_desconto": str(totals.discount), "numero_pedido_ecommerce": order.sku, "obs": shop.get("note", ""),
        }  # fmt: skip
        return fit(record, ORDER)

    def is_duplicate(self, error):
        return error.code == "30"

    def status_for(self, order):
        return {"paid": "aprovado", "cancelled": "cancelado"}.get(order.record["status"])

    def status_in(self, order):
        return situations.code_of(order.record["situacao"])

    is_forward = staticmethod(situations.is_forward)


# The connector on two of them


class Bench:
    """The flows of orders on a database that outlives them."""

    def __init__(self, erp, rules, calls):
        self.calls, self.erp, self.rules, self.shop = calls, erp, rules, Shop(calls)
        self.store, self.clock = Store(), Clock()
        # Property tests make many: each closes its database when nobody holds it any more.
        weakref.finalize(self, self.store.close)
        self.clock.set(NOW)
        self.memory = Memory(self.store).within("toy")
        self.rebuild()

    def rebuild(self):
        """As after a kill: a new process on the same memory."""
        log, queue, memory = Log(self.store, self.clock), Queue(self.store, KINDS), self.memory
        to_erp = StatusWriter(self.erp, self.erp.order, self.rules, memory, log)
        to_shop = StatusWriter(self.shop, self.shop.order, ToShop(self.rules), memory, log)
        customers = Customers(self.erp, self.rules, memory)
        flows = {
            "order": OrderImport(self.shop, self.erp, customers, to_erp, self.rules, queue, memory, log),
            "fulfilment": Fulfilment(self.erp, self.shop, to_shop, memory, log),
            "pull": Pulling(self.shop, queue, memory),
        }
        queue.recover()
        self.queue, self.log = queue, log
        self.engine = Engine(flows, {name: Lane(name, name) for name in BOTH}, queue, self.clock, log)

    def settle(self):
        """Go on to the end, whatever dies on the way; held and dead work stays."""
        for _ in range(50):
            try:
                self.engine.drain()
            except Crash:
                self.rebuild()
                continue
            due = self.queue.backlog(self.clock.now()).waiting_until
            if due is None:
                return
            self.clock.set(due)
        raise AssertionError("não chega ao fim")

    def pull(self):
        self.queue.add("pull", "now")
        self.settle()

    def sells(self, **fields):
        """A paid order of its own number and document; answers both and its id in the shop."""
        order_id, number, document = f"s{next(numbers)}", f"P-{next(numbers)}", cpf(next(numbers))
        lines = [(Decimal(3), Decimal("3.333")), (Decimal("0.5"), Decimal("7.77"))]
        whole = {"document": document, "name": "Ana Souza", "lines": lines, "total": Decimal("13.88"), **fields}
        self.shop.sells(order_id, number, **whole)
        return order_id, number, whole["document"]

    def theirs(self, order_id):
        return self.memory.theirs_of("order", order_id)


def cpf(number):
    """A valid CPF of its own."""
    digits = [int(digit) for digit in f"{number:09}"]
    for _ in range(2):
        left = sum(digit * weight for digit, weight in zip(digits, range(len(digits) + 1, 1, -1), strict=True)) % 11
        digits.append(0 if left < 2 else 11 - left)
    return "".join(map(str, digits))


@pytest.fixture(scope="session")
def tiny_world():
    site = build()
    world = Control(CONTROL_URL, site.transport).create_world(limits="off")
    number = world.act("tiny", "incluir_integracao", plataforma="Novaoito e-commerce", nome="Loja")["identificador"]
    yield site, world, number
    site.worlds.close()


@pytest.fixture(scope="session")
def make(tiny_world):
    """Makes a bench on one of the ERPs, which treats repeated numbers in one of two ways."""
    site, world, number = tiny_world

    def build_bench(erp, duplicates):
        calls = Calls()
        if erp == "toy":
            return Bench(ToyErp(calls, duplicates), ToToyErp(), calls)
        world.act("tiny", "recusar_pedido_repetido", recusar=duplicates == "error30")
        return Bench(TinyAccount(site, world, calls, number), ToTiny(), calls)

    return build_bench


ERPS = [(erp, duplicates) for erp in ("toy", "tiny") for duplicates in ("error30", "allow")]


@pytest.fixture(params=ERPS, ids="-".join)
def bench(request, make):
    return make(*request.param)


@pytest.fixture(params=ERPS, ids="-".join)
def fresh(request, make):
    """Makes benches on the same ERP."""
    return lambda: make(*request.param)


@pytest.fixture
def tiny_bench(make):
    return make("tiny", "error30")
