"""The toy shop: orders by version, products by ids that are words; what it is told again changes nothing."""

from decimal import Decimal
from itertools import count

from homologa.sync.core.errors import NotFound
from homologa.sync.core.order_ports import Change, Header

STATUSES = ("new", "paid", "invoiced", "shipped", "delivered")


class Shop:
    def __init__(self, calls, now):
        self.call, self.now, self.versions = calls.make, now, count(1)
        self.records, self.invoices, self.trackings, self.products, self.written = {}, {}, {}, {}, []

    def sells(self, order_id, number, **fields):
        self.records[order_id] = {"number": number, "status": "paid", "freight": Decimal(0), "discount": Decimal(0),
                                  "at": self.now, "parcels": 1, **fields}  # fmt: skip
        self.change(order_id)

    def change(self, order_id, **fields):
        self.records[order_id] |= {**fields, "version": next(self.versions)}

    def offers(self, sku, external_id):
        product_id = f"item-{len(self.products) * 7 % 10}-{sku}"
        self.products[product_id] = {"id": product_id, "sku": sku, "variants": [], "external_id": external_id,
                                     "stock_quantity": 0.0, "price": 1.0, "special_price": None}  # fmt: skip

    def orders_since(self, cursor):
        return self.call(lambda: self.since(cursor or 0))

    def since(self, cursor):
        found = sorted((self._header(key) for key in self.records), key=lambda each: int(each.version))
        part = [each for each in found if int(each.version) > cursor][:2]
        return Change(part, int(part[-1].version) if part else cursor, len(part) == 2)

    def order(self, order_id):
        return self.call(lambda: self._header(order_id))

    def _header(self, order_id):
        if order_id not in self.records:
            raise NotFound(order_id)
        record = self.records[order_id]
        return Header("order", order_id, record["number"], str(record["version"]), record)

    def set_status(self, order_id, status):
        self.call(lambda: (self.written.append(status), self.change(order_id, status=status)))

    def add_invoice(self, order_id, invoice):
        self.call(lambda: self.invoices.update({order_id: dict(invoice)}))

    def add_tracking(self, order_id, tracking):
        self.call(lambda: self.trackings.update({order_id: dict(tracking)}))

    def product_by_sku(self, sku):
        return self.call(lambda: dict(self._bearer(sku)))

    def _bearer(self, sku):
        for product in self.products.values():
            if product["sku"] == sku:
                return product
        raise NotFound(sku)

    def link_in(self, product):
        return {"external_id": product["external_id"], "active": True}

    def linked_products(self, page):
        rows, end = [dict(row) for row in self.products.values()], 3 * page
        return self.call(lambda: (rows[end - 3 : end], -(-len(rows) // 3)))

    def set_stock(self, rows):
        return self.call(lambda: [self._set(row["sku"], {"stock_quantity": row["quantity"]}) for row in rows])

    def set_prices(self, rows):
        return self.call(lambda: [self._set(row["sku"], row) for row in rows])

    def _set(self, sku, fields):
        self._bearer(sku).update(fields)
        return {"sku": sku, "status": 200, "code": None, "detail": None}
