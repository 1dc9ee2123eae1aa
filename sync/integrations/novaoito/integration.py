"""Novaoito and Tiny: which flows, operations, webhooks and receivers make up the integration."""

import hashlib
import hmac
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from homologa.sync.core.engine import Engine, Flow
from homologa.sync.core.errors import AccessRefused, PlatformError
from homologa.sync.core.hooks import Delivery, Reply
from homologa.sync.core.lane import Lane
from homologa.sync.core.queue import Kind, Priority, Queue
from homologa.sync.core.schedule import Schedule
from homologa.sync.flows import subscriptions
from homologa.sync.flows.categories import StoreCategories
from homologa.sync.flows.connection import ConnectionTest
from homologa.sync.flows.jobs import JobFlow
from homologa.sync.flows.polling import Polling
from homologa.sync.flows.products import ProductIntegration, Services
from homologa.sync.flows.receiving import ProductReceiving
from homologa.sync.flows.values import PriceChange, PriceReconciliation, StockChange, StockReconciliation
from homologa.sync.integrations.base import POLL, TEXT, TINY, Context, Operation, Schema
from homologa.sync.integrations.novaoito.rules import ProductRules
from homologa.sync.integrations.novaoito.store_events import BadSignature, StoreEvents
from homologa.sync.platforms.novaoito import Novaoito
from homologa.sync.platforms.tiny.client import Tiny
from homologa.sync.platforms.tiny.notifications import (
    Account,
    ForeignAccount,
    Unreadable,
    parse_products,
    parse_value_notice,
)
from homologa.sync.platforms.tiny.values import STOCK_KIND, TinyValues

RECEIVERS = {"product": "produto", "stock": "estoque", "price": "precos"}
"""What the connector receives of Tiny: the end of the URL, and the `tipo` of its notifications."""
AUTOMATIC = {"stock": "stock", "price": "prices"}
"""The switch of the app's settings that each kind of value follows."""
ERP = "erp"
"""The `stock_source` with which the store's stock follows Tiny's."""
APP_GONE = ("novaoito", "invalid_token")
STORE, TINY_ACCOUNT = "novaoito", "tiny"
BOTH = (STORE, TINY_ACCOUNT)
RECONCILE_STOCK, RECONCILE_PRICES = "reconcile_stock", "reconcile_prices"
RECONCILIATIONS = {"stock": RECONCILE_STOCK, "price": RECONCILE_PRICES}
"""The work that brings all values of a kind up to date."""
NIGHT = 3
"""The hour of Brasília at which that is done every day."""
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "test": Kind(BOTH, Priority.ANSWER, answers=True),
        POLL: Kind((STORE,), Priority.ANSWER),
        "stock": Kind(BOTH, Priority.NOTICE),
        "price": Kind(BOTH, Priority.NOTICE),
        "job": Kind(BOTH, Priority.JOB, answers=True),
        RECONCILE_STOCK: Kind(BOTH, Priority.RECONCILIATION),
        RECONCILE_PRICES: Kind(BOTH, Priority.RECONCILIATION),
    }
)
"""The kinds of work. A job or a test is tried while Tiny refuses the access: whoever asked for it has to learn that."""


class NovaoitoIntegration:
    """One store and one Tiny account kept equal, as set up."""

    credentials: ClassVar[Mapping[str, Schema]] = {"tiny": TINY, "novaoito": {"app_token": TEXT, "store_id": TEXT}}
    settings: ClassVar[Schema] = {
        "type": "object",
        "properties": {
            "default_visibility": {"enum": ["not_visible", "catalog", "search", "catalog_search"]},
            "create_categories": {"type": "boolean"},
            "automatic": {"type": "object", "additionalProperties": {"type": "boolean"}},
            "price_list": {"type": ["integer", "null"]},
            "stock_source": {"enum": [ERP, "store"]},
            "nightly_reconciliation": {"type": "boolean"},
        },
    }
    operations: ClassVar[Mapping[str, Operation]] = {
        POLL: Operation("Verificar pedidos de integração"),
        RECONCILE_STOCK: Operation("Reconciliar o estoque dos produtos vinculados"),
        RECONCILE_PRICES: Operation("Reconciliar os preços dos produtos vinculados"),
    }
    registrar: ClassVar[str] = "novaoito"
    rules: ClassVar[ProductRules] = ProductRules()
    """The decisions about products, before the settings are known."""

    def __init__(self, setup: Mapping[str, Any], context: Context) -> None:
        store_access, tiny_access = setup["platforms"][STORE], setup["platforms"][TINY_ACCOUNT]
        self._context = context
        credentials = tiny_access["credentials"]
        self._settings = setup["settings"]
        self._log = context.log
        self._account = Account(credentials["cnpj"], credentials["id_ecommerce"])
        self._key = receiver_key(store_access["credentials"]["app_token"])
        self._lanes = {STORE: Lane(STORE, "A loja"), TINY_ACCOUNT: Lane(TINY_ACCOUNT, "O Tiny")}
        self._store = Novaoito(
            store_access["url"],
            app_token=store_access["credentials"]["app_token"],
            store_id=store_access["credentials"]["store_id"],
            lane=self._lanes[STORE],
            clock=context.clock,
            transport=context.transport,
        )
        self._tiny = Tiny(
            tiny_access["url"],
            token=credentials["token"],
            developer_id=credentials["developer_id"],
            lane=self._lanes[TINY_ACCOUNT],
            clock=context.clock,
            transport=context.transport,
        )
        rules = self.rules.with_settings(setup["settings"])
        creates = bool(self._settings.get("create_categories", True))
        categories = StoreCategories(self._store, self._log, creates=creates)
        self._memory = context.memory.within(STORE)
        self._products = ProductReceiving(self._store, self._tiny, categories, rules, self._memory, self._log)
        queue = Queue(context.store, KINDS)
        self._events = StoreEvents(context.memory, queue, context.clock)
        schedule = Schedule(NIGHT, self._nightly(), queue, self._memory, context.clock)
        self.engine = Engine(self._flows(rules, queue), self._lanes, queue, context.clock, self._log, schedule)

    def _flows(self, rules: ProductRules, queue: Queue) -> dict[str, Flow]:
        memory, clock, log = self._memory, self._context.clock, self._log
        id_ecommerce = self._account.id_ecommerce
        worker = ProductIntegration(Services(self._store, self._tiny, id_ecommerce, rules, memory, clock))
        values = TinyValues(self._tiny, memory, id_ecommerce, self._settings.get("price_list"))
        parts = (self._store, values, self._tiny.name, memory, log)
        return {
            "job": JobFlow(self._store, self._tiny, worker, memory, clock, log),
            "test": ConnectionTest(self._store, self._tiny, log),
            "stock": StockChange(*parts),
            "price": PriceChange(*parts),
            RECONCILE_STOCK: StockReconciliation(*parts),
            RECONCILE_PRICES: PriceReconciliation(*parts),
            POLL: Polling(self._store, queue),
        }

    def _nightly(self) -> list[str]:
        """What is reconciled by itself: the values that follow Tiny by themselves, unless that is switched off."""
        if not self._settings.get("nightly_reconciliation", True):
            return []
        return [work for kind, work in RECONCILIATIONS.items() if self._follows(kind)]

    def close(self) -> None:
        """Close the connections."""
        self._store.close()
        self._tiny.close()

    @property
    def receivers(self) -> dict[str, str]:
        """The URLs to paste in Tiny, by kind of notification."""
        return {kind: f"{self._context.base_url}/hooks/tiny/{self._key}/{kind}" for kind in RECEIVERS}

    def register(self) -> dict[str, Any]:
        """Make the app known to its store; the facts are the secrets by event, and that the app is there."""
        url = f"{self._context.base_url}/hooks/novaoito"
        events = StoreEvents.subscribed
        secrets = subscriptions.renew(self._store, events, url, lambda: self._store.register_receivers(self.receivers))
        return {"secrets": secrets, "uninstalled": False}

    def receive(self, delivery: Delivery) -> Reply:
        """Answer an event of the store, or a notification of Tiny."""
        match delivery.method, *delivery.path.split("/"):
            case "POST", "novaoito":
                return self._answer_event(delivery)
            case "POST", "tiny", key, kind if kind in RECEIVERS and self._is_open(key):
                return self._answer_notification(kind, delivery)
            case _:
                return Reply(404)

    def _is_open(self, key: str) -> bool:
        """Without the app there is no such receiver any more (N4)."""
        right = hmac.compare_digest(key.encode(), self._key.encode())
        return right and not self._context.memory.get("uninstalled")

    def _answer_event(self, delivery: Delivery) -> Reply:
        try:
            self._events.receive(delivery.body, delivery.headers.get("x-novaoito-signature", ""))
        except BadSignature:
            return Reply(401)
        return Reply(204)

    def _answer_notification(self, kind: str, delivery: Delivery) -> Reply:
        try:
            dados = self._account.parse_notification(delivery, RECEIVERS[kind])
            if dados is None:
                return Reply()
            return self._answer_product(dados) if kind == "product" else self._queue_value(kind, dados, delivery)
        except Unreadable as error:
            # Of a product the answer is read, of the others the status alone is.
            return Reply(200 if kind == "product" else 400, {"error": str(error)})
        except ForeignAccount:
            return Reply(403)

    def _answer_product(self, dados: Any) -> Reply:
        """Answer with the mappings; 503 has Tiny send it again when the store cannot answer now."""
        try:
            return Reply(200, self._products.answer(parse_products(dados)))
        except AccessRefused as error:
            return Reply(404 if (error.lane, error.code) == APP_GONE else 503)
        except PlatformError:
            return Reply(503)

    def _queue_value(self, kind: str, dados: Any, delivery: Delivery) -> Reply:
        """Queue the reading of what changed, unless the merchant does not want it."""
        change = parse_value_notice(RECEIVERS[kind], dados)
        if not self._follows(kind):
            self._log.info(f"Aviso sobre o SKU {change.sku} ignorado, como dizem as configurações do aplicativo.")
            return Reply()
        with self._context.store.transaction():
            if change.stock_kind is not None:
                self._context.memory.set(**{STOCK_KIND: change.stock_kind})
            self.engine.queue.receive(
                None, delivery.body.decode(errors="replace"), self._context.clock.now(), kind, change.sku
            )
        return Reply()

    def _follows(self, kind: str) -> bool:
        """Whether notices of this kind count: the switch is on and, for stock, the ERP's is the one that counts."""
        is_on: bool = self._settings.get("automatic", {}).get(AUTOMATIC[kind], True)
        return is_on and (kind != "stock" or self._settings.get("stock_source", ERP) == ERP)


def receiver_key(app_token: str) -> str:
    """The secret part of the receivers' URLs: another one after each installation of the app."""
    return hmac.new(app_token.encode(), b"tiny receivers", hashlib.sha256).hexdigest()[:32]
