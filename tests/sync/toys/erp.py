"""The toy ERP: orders that name a customer by its id, products by code, queues that empty on read."""

from homologa.sync.core.errors import Incomplete, NotFound, Rejected
from homologa.sync.core.names import Name
from homologa.sync.core.order_ports import Header
from homologa.sync.core.rules import documents


class ToyQueue:
    """Hands out ids two at a time and keeps none."""

    def __init__(self, erp):
        self.erp, self.ids = erp, []

    def read(self):
        return self.erp.calls.make(self._drained)

    def _drained(self):
        part, self.ids[:2] = self.ids[:2], []
        return part, bool(self.ids)

    def sku_of(self, product_id):
        return self.erp.calls.make(lambda: self.erp.products[product_id]["sku"])


class ToyErp:
    name = Name("ERP", "o")

    def __init__(self, calls, duplicates):
        self.calls, self.duplicates, self.records, self.customers, self.products = calls, duplicates, {}, {}, {}
        self.queues = {"stock": ToyQueue(self), "price": ToyQueue(self)}
        self.ids = iter(range(999))

    # Orders and customers

    def find_orders(self, number):
        return self.calls.make(lambda: [self._header(key) for key, row in self.records.items() if row["n"] == number])

    def order(self, order_id):
        return self.calls.make(lambda: self._header(order_id))

    def _header(self, order_id):
        if order_id not in self.records:
            raise NotFound(order_id)
        return Header("order", order_id, self.records[order_id]["n"], record=self.records[order_id])

    def create_order(self, record):
        return self.calls.make(lambda: self._created(record))

    def _created(self, record):
        if self.duplicates == "error30" and any(row["n"] == record["n"] for row in self.records.values()):
            raise Rejected("30", ["em duplicidade"])
        if record.get("customer") not in (None, *self.customers):
            raise Rejected("31", ["cliente inexistente"])
        self.records[f"e{len(self.records)}"] = {**record, "status": "open"}
        return f"e{len(self.records) - 1}"

    def set_status(self, order_id, status):
        self.calls.make(lambda: self.records[order_id].update(status=status))

    def find_customers(self, document):
        found = [Header("customer", key, "") for key, row in self.customers.items() if row["document"] == document]
        return self.calls.make(lambda: found)

    def create_customer(self, record):
        key = f"c{next(self.ids)}"
        return self.calls.make(lambda: (self.customers.update({key: dict(record)}), key)[1])

    def invoice(self, order):
        return self.calls.make(lambda: order.record.get("invoice"))

    def tracking(self, order):
        return order.record.get("tracking")

    # Stock and prices

    def values(self, memory):
        return self

    def changes(self, clock):
        return self.queues

    def forget(self):
        pass

    def quantity(self, product_id):
        return self.calls.make(lambda: self.products[product_id]["stock"])

    def prices(self, product_id):
        return self.calls.make(lambda: {"price": self.products[product_id]["price"], "special_price": None})

    # What people do and see

    def fulfils(self, order_id):
        invoice, tracking = {"number": "7", "key": "k"}, {"code": "BR1"}
        self.records[order_id] |= {"invoice": invoice, "tracking": tracking, "status": "shipped"}

    def cancels(self, order_id):
        self.records[order_id]["status"] = "cancelled"

    def deletes_customer(self, document):
        self.customers = {key: row for key, row in self.customers.items() if row["document"] != document}

    def shown(self, number, document):
        orders = [(row["total"], row["status"]) for row in self.records.values() if row["n"] == number]
        return orders, sum(row["document"] == document for row in self.customers.values())

    def registers(self, code, sku):
        self.products[code] = {"sku": sku, "stock": 0.0, "price": 1.0}
        return code

    def moves(self, code, stock, price):
        self.products[code] |= {"stock": stock, "price": price}
        for queue in self.queues.values():
            queue.ids.append(code)

    def notices(self, sku):
        return [("stock", sku), ("price", sku)]


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
