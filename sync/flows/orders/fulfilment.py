"""What becomes of an order in the ERP, back to the shop: invoice, tracking, status."""

from collections.abc import Callable

from homologa.sync.core.engine import Flow
from homologa.sync.core.errors import NotFound
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.order_ports import FulfilmentSource, Record, TrackingPort
from homologa.sync.core.parts import Parts
from homologa.sync.flows.orders.statuses import StatusWriter

ORDER = "order"
"""The kind of the work of an order, and of its link: ours is the shop's id."""
FULFILMENT = "fulfilment"
"""The kind of the work of what becomes of an order."""


class Fulfilment(Flow):
    """Work whose key is the ERP's id of the order; the same notice may come any number of times."""

    def __init__(
        self, erp: FulfilmentSource, shop: TrackingPort, statuses: StatusWriter, memory: Memory, log: Log
    ) -> None:
        self._erp = erp
        self._store = shop
        self._statuses = statuses
        self._memory = memory
        self._log = log

    def run(self, key: str) -> None:
        """Write in the shop what the ERP knows now, and what it was not given before; each part on its own."""
        ours = self._memory.ours_of(ORDER, key)
        if ours is None:
            self._log.warning(f"O pedido {key} não veio da loja: aviso ignorado.")
            return
        try:
            order = self._erp.order(key)
        except NotFound:
            self._log.warning(f"O pedido {key} foi excluído: aviso ignorado.")
            return
        parts = Parts()
        with parts.part("nota fiscal"):
            self._carry("invoice", str(ours), self._erp.invoice(order), self._store.add_invoice)
        with parts.part("rastreio"):
            self._carry("tracking", str(ours), self._erp.tracking(order), self._store.add_tracking)
        with parts.part("situação"):
            self._statuses.carry(order, str(ours))
        parts.end()

    def _carry(self, what: str, ours: str, found: Record | None, add: Callable[[str, Record], None]) -> None:
        stream = f"{what}:{ours}"
        if found is None or self._memory.cursor(stream) == dict(found):
            return
        add(ours, found)
        self._memory.move(stream, dict(found))
