"""The screens "Vendas": orders and customers."""

from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.rules import customers, orders
from homologa.simulators.novaoito.rules.labels import ORDER_STATUSES, PAYMENT_METHODS, PAYMENT_STATUSES
from homologa.simulators.novaoito.views import columns
from homologa.simulators.novaoito.views.registry import VIEWS


@VIEWS.screen("Vendas > Pedidos", "Pedidos", columns.ORDER)
def pedidos(work: Work, *, numero: str | None = None) -> list[dict[str, Any]]:
    """Os pedidos da loja, ou o que tem este número; em `registro`, como a API os mostra."""
    found = orders.everything(work) if numero is None else [orders.numbered(work, numero)]
    return [_order(order) for order in found]


@VIEWS.screen("Vendas > Clientes", "Clientes", columns.CUSTOMER)
def clientes(work: Work) -> list[dict[str, Any]]:
    """Os clientes da loja; em `registro`, como a API os mostra."""
    return [_customer(customer) for customer in customers.everything(work)]


def _order(order: Document) -> dict[str, Any]:
    payment, shipping = order["payment"], order["shipping"]
    return {
        "id": order["id"],
        "numero": order["number"],
        "situacao": ORDER_STATUSES[order["status"]],
        "cliente": order["customer"]["name"],
        "skus": [item["sku"] for item in order["items"]],
        "subtotal": order["totals"]["subtotal"],
        "desconto": order["totals"]["discount"],
        "frete": order["totals"]["shipping"],
        "total": order["totals"]["grand_total"],
        "forma_de_pagamento": PAYMENT_METHODS[payment["method"]],
        "pagamento": PAYMENT_STATUSES[payment["status"]],
        "transportadora": shipping["carrier"],
        "rastreios": [shipment["tracking_number"] for shipment in shipping["tracking"]],
        "notas_fiscais": [invoice["number"] for invoice in order["invoices"]],
        "comentarios": [comment["comment"] for comment in order["comments"]],
        "registro": orders.shown(order),
    }


def _customer(customer: Document) -> dict[str, Any]:
    return {
        "id": customer["id"],
        "nome": customer["name"],
        "email": customer["email"],
        "documento": customer["document"],
        "telefone": customer["phone"],
        "registro": customer,
    }
