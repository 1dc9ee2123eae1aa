"""The connector between the toy shop and an ERP: every flow, on a database that outlives them."""

import itertools
import weakref
from datetime import UTC, datetime
from decimal import Decimal

from homologa.sync.core.clock import Clock
from homologa.sync.core.engine import Engine
from homologa.sync.core.lane import Lane
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.queue import Kind, Priority, Queue
from homologa.sync.core.store import Store
from homologa.sync.flows.orders import Customers, Fulfilment, OrderImport, Pulling
from homologa.sync.flows.orders.statuses import StatusWriter
from homologa.sync.flows.values import PriceChange, PriceReconciliation, StockChange, StockReconciliation
from homologa.sync.flows.values.change_queues import ChangedProduct, QueueReading
from toys.calls import Crash
from toys.shop import STATUSES, Shop

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
BOTH = ("shop", "erp")
CHANGES = {"stock": (StockChange, StockReconciliation), "price": (PriceChange, PriceReconciliation)}
KINDS = {
    "order": Kind(BOTH, Priority.ORDER),
    "fulfilment": Kind(BOTH, Priority.NOTICE),
    "pull": Kind(("shop",), Priority.RECONCILIATION),
    "order queue": Kind(("shop",), Priority.NOTICE),
    **{kind: Kind(BOTH, Priority.NOTICE) for kind in CHANGES},
    **{f"{kind} queue": Kind(("erp",), Priority.NOTICE) for kind in CHANGES},
    **{f"{kind} product": Kind(("erp",), Priority.NOTICE) for kind in CHANGES},
    **{f"{kind} reconciliation": Kind(BOTH, Priority.RECONCILIATION) for kind in CHANGES},
}
numbers = itertools.count(1)


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
        return present in STATUSES and STATUSES.index(wanted) > STATUSES.index(present)


class OrderQueue:
    """The changed orders of a shop, two at a time; what was read is in it no more."""

    def __init__(self, shop):
        self.shop, self.read_until = shop, 0

    def read(self):
        return self.shop.call(self._drained)

    def _drained(self):
        change = self.shop.since(self.read_until)
        self.read_until = change.cursor
        return [header.id for header in change.headers], change.has_more


class Bench:
    def __init__(self, erp, rules, calls):
        self.calls, self.erp, self.rules, self.shop = calls, erp, rules, Shop(calls, NOW)
        self.order_queue = OrderQueue(self.shop)
        self.store, self.clock = Store(), Clock()
        # Property tests make many: each closes its database when nobody holds it any more.
        weakref.finalize(self, self.store.close)
        self.clock.set(NOW)
        self.memory = Memory(self.store).within("toy")
        self.rebuild()

    def rebuild(self):
        """As after a kill: a new process on the same memory."""
        self.log, self.queue = Log(self.store, self.clock), Queue(self.store, KINDS)
        flows = {**self._orders(), **self._values()}
        self.queue.recover()
        self.engine = Engine(flows, {name: Lane(name, name) for name in BOTH}, self.queue, self.clock, self.log)

    def _orders(self):
        to_erp = StatusWriter(self.erp, self.erp.order, self.rules, self.memory, self.log)
        to_shop = StatusWriter(self.shop, self.shop.order, ToShop(self.rules), self.memory, self.log)
        customers = Customers(self.erp, self.rules, self.memory)
        return {
            "order": OrderImport(self.shop, self.erp, customers, to_erp, self.rules, self.queue, self.memory, self.log),
            "fulfilment": Fulfilment(self.erp, self.shop, to_shop, self.memory, self.log),
            "pull": Pulling(self.shop, self.queue, self.memory),
            "order queue": QueueReading(self.order_queue, "order", "pull", self.queue, self.memory),
        }

    def _values(self):
        parts = (self.shop, self.erp.values(self.memory), self.erp.name, self.memory, self.log)
        flows = {}
        for kind, source in self.erp.changes(self.clock).items():
            change, reconciliation = CHANGES[kind]
            flows |= {kind: change(*parts), f"{kind} reconciliation": reconciliation(*parts)}
            reading = (source, f"{kind} product", f"{kind} reconciliation", self.queue, self.memory)
            flows |= {f"{kind} queue": QueueReading(*reading)}
            flows |= {f"{kind} product": ChangedProduct(source, kind, self.queue, self.log)}
        return flows

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

    def do(self, kind, key="now"):
        self.queue.add(kind, key)
        self.settle()

    def pull(self):
        self.do("pull")

    def sells(self, **fields):
        """A paid order of its own number and document; answers both and its id in the shop."""
        order_id, number, document = f"s{next(numbers)}", f"P-{next(numbers)}", cpf(next(numbers))
        lines = [(Decimal(3), Decimal("3.333")), (Decimal("0.5"), Decimal("7.77"))]
        whole = {"document": document, "name": "Ana Souza", "lines": lines, "total": Decimal("13.88"), **fields}
        self.shop.sells(order_id, number, **whole)
        return order_id, number, whole["document"]

    def theirs(self, order_id):
        return self.memory.theirs_of("order", order_id)

    def offers(self, number):
        """So many products on both sides, linked; answers the ERP's code of each by the shop's SKU."""
        pairs = {f"LOJA-{n}": f"ERP-{n}" for n in itertools.islice(numbers, number)}
        for sku, code in pairs.items():
            self.shop.offers(sku, self.erp.registers(code, sku))
        return pairs

    def values(self):
        """What the shop shows by SKU: stock and price."""
        return {each["sku"]: (each["stock_quantity"], each["price"]) for each in self.shop.products.values()}


def cpf(number):
    """A valid CPF of its own."""
    digits = [int(digit) for digit in f"{number:09}"]
    for _ in range(2):
        left = sum(digit * weight for digit, weight in zip(digits, range(len(digits) + 1, 1, -1), strict=True)) % 11
        digits.append(0 if left < 2 else 11 - left)
    return "".join(map(str, digits))
