"""Orders, customers, invoices and tracking of one integration of a Tiny account: the ports of the flows of orders."""

from collections.abc import Sequence
from typing import Any

from homologa.sync.core.order_ports import Header, Record
from homologa.sync.core.rules import documents
from homologa.sync.platforms.tiny.client import Tiny

AUTHORISED = frozenset({"6", "7"})
"""The situations of an invoice that is valid: authorised, and with its DANFE issued (tiny-api2, 4.2)."""
UNKNOWN = "0"
NONE = frozenset({"", UNKNOWN, "None"})


class TinySales:
    """Ports over a client; `id_ecommerce` is the integration whose orders these are. May raise the client's errors."""

    name = Tiny.name

    def __init__(self, tiny: Tiny, id_ecommerce: int) -> None:
        self._tiny = tiny
        self._id_ecommerce = id_ecommerce

    def find_orders(self, number: str) -> Sequence[Header]:
        """The orders of this number: a row does not say of which integration it is, so each is read.

        Tiny shows the integration as 0 when it does not know it any more; such an order may be ours.
        """
        rows = [row for row in self._tiny.orders(number) if str(row.get("numero_ecommerce")) == number]
        orders = [self.order(str(row["id"])) for row in rows]
        ours = (str(self._id_ecommerce), UNKNOWN)
        return [order for order in orders if str(order.record["ecommerce"]["id"]) in ours]

    def order(self, order_id: str) -> Header:
        """One order."""
        record = self._tiny.order(order_id)
        return Header("order", order_id, str(record["numero_ecommerce"] or ""), str(record["situacao"]), record)

    def create_order(self, record: Record) -> str:
        """Create an order of this integration."""
        return self._tiny.create_order({**record, "id_ecommerce": self._id_ecommerce})

    def set_status(self, order_id: str, status: str) -> None:
        """Bring an order to a situation, by its code."""
        self._tiny.set_order_status(order_id, status)

    def find_customers(self, document: str) -> Sequence[Header]:
        """The contacts that are not excluded and bear the document."""
        rows = [row for row in self._tiny.contacts(document) if row.get("situacao") != "Excluido"]
        found = [row for row in rows if documents.bare(row.get("cpf_cnpj")) == documents.bare(document)]
        return [Header("customer", str(row["id"]), str(row.get("codigo") or ""), record=row) for row in found]

    def create_customer(self, record: Record) -> str:
        """Create a contact."""
        return self._tiny.create_contact(record)

    def invoice(self, order: Header) -> Record | None:
        """The order's invoice once it is valid: {number, series, key, value}."""
        invoice_id = str(order.record.get("id_nota_fiscal"))
        if invoice_id in NONE:
            return None
        found = self._tiny.invoice(invoice_id)
        if str(found["situacao"]) not in AUTHORISED:
            return None
        return _invoice(found)

    def tracking(self, order: Header) -> Record | None:
        """The order's tracking: {code, url, carrier}."""
        code = str(order.record.get("codigo_rastreamento") or "")
        if not code:
            return None
        url, carrier = order.record.get("url_rastreamento") or "", order.record.get("nome_transportador") or ""
        return {"code": code, "url": url, "carrier": carrier}


def _invoice(found: Record) -> dict[str, Any]:
    names = {"number": "numero", "series": "serie", "key": "chave_acesso", "value": "valor_nota"}
    return {name: str(found[theirs]) for name, theirs in names.items()}
