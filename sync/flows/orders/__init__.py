"""Orders of a shop to an ERP, with their customers and status, and what becomes of them back to the shop."""

from homologa.sync.flows.orders.customers import Customers
from homologa.sync.flows.orders.decisions import OrderDecisions
from homologa.sync.flows.orders.fulfilment import Fulfilment
from homologa.sync.flows.orders.importing import OrderImport
from homologa.sync.flows.orders.pulling import Pulling

__all__ = ["Customers", "Fulfilment", "OrderDecisions", "OrderImport", "Pulling"]
