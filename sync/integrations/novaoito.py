"""Novaoito and Tiny: which flows, operations, webhooks and receivers make up the integration."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from sync.clients.novaoito import Novaoito
from sync.clients.tiny import Tiny
from sync.clock import Clock
from sync.flows.connection import ConnectionTest
from sync.flows.jobs import JobFlow
from sync.flows.polling import Polling
from sync.flows.products import ProductIntegration
from sync.flows.receiving import ProductReceiving
from sync.log import Log
from sync.memory import Memory
from sync.rules import ProductRules
from sync.runner import Flow, Runner

EVENTS = {"erp.job.requested": "job", "app.test.requested": "test"}
"""The store's events that the app subscribes to, and the kind of work that each asks for."""
OPERATIONS = {"poll": "Verificar pedidos de integração"}
EVENTS_PATH = "/hooks/novaoito"
SIGNATURE = re.compile(r"t=(\d{1,15}),v1=([0-9a-f]{64})")
TOLERANCE = 300
"""Seconds by which a signature may be older or newer than now."""


class BadSignature(Exception):
    """An event does not come from the store, or is too old."""


class ForeignAccount(Exception):
    """A notification is of another Tiny account or another integration."""


@dataclass(frozen=True)
class Surroundings:
    """What the integration is given: time, memory, rules, the way to the network, and its own public URL."""

    clock: Clock
    memory: Memory
    rules: ProductRules
    transport: httpx.BaseTransport | None
    base_url: str


class NovaoitoIntegration:
    """One store and one Tiny account kept equal, as set up."""

    def __init__(self, setup: Mapping[str, Any], around: Surroundings) -> None:
        store_access, tiny_access = setup["platforms"]["novaoito"], setup["platforms"]["tiny"]
        self._around = around
        self._tiny_account = tiny_access["credentials"]
        self._key = receiver_key(store_access["credentials"]["app_token"])
        self._store = Novaoito(
            store_access["url"],
            app_token=store_access["credentials"]["app_token"],
            store_id=store_access["credentials"]["store_id"],
            clock=around.clock,
            transport=around.transport,
        )
        self._tiny = Tiny(
            tiny_access["url"],
            token=self._tiny_account["token"],
            developer_id=self._tiny_account["developer_id"],
            clock=around.clock,
            transport=around.transport,
        )
        self._log = Log(around.memory, around.clock)
        rules = around.rules.configured(setup["settings"])
        self._products = ProductReceiving(self._store, self._tiny, rules, around.memory, self._log)
        self.runner = self._wired(rules)

    def _wired(self, rules: ProductRules) -> Runner:
        memory, clock = self._around.memory, self._around.clock
        worker = ProductIntegration(
            store=self._store,
            tiny=self._tiny,
            id_ecommerce=self._tiny_account["id_ecommerce"],
            rules=rules,
            memory=memory,
            clock=clock,
        )
        flows: dict[str, Flow] = {
            "job": JobFlow(self._store, worker, memory, clock, self._log),
            "test": ConnectionTest(self._store, self._tiny, self._log),
            "poll": Polling(self._store, memory),
        }
        return Runner(flows, memory, clock, self._log)

    def close(self) -> None:
        """Close the connections."""
        self._store.close()
        self._tiny.close()

    @property
    def receivers(self) -> dict[str, str]:
        """The URLs to paste in Tiny, by kind of notification."""
        return {"product": f"{self._around.base_url}/hooks/tiny/{self._key}/product"}

    def register(self) -> dict[str, str]:
        """Make the app known to its store; answers the secrets of the subscriptions by event."""
        url = self._around.base_url + EVENTS_PATH
        self._store.register_receivers(self.receivers)
        for subscription in self._store.subscriptions():
            if subscription["url"] == url:
                self._store.unsubscribe(subscription["id"])
        return {event: self._store.subscribe(event, url)["secret"] for event in EVENTS}

    def receive_event(self, body: bytes, signature: str) -> bool:
        """Queue what an event of the store asks for; false when it came before. Raises BadSignature."""
        self._verify(body, signature)
        event = json.loads(body)
        kind = EVENTS.get(event["event"])
        if kind is None:
            return False
        return self._around.memory.receive(event["delivery_id"], kind, str(event["resource"]["id"]))

    def _verify(self, body: bytes, signature: str) -> None:
        parts = SIGNATURE.fullmatch(signature)
        if parts is None:
            raise BadSignature
        moment, found = parts.groups()
        signed = moment.encode() + b"." + body
        secrets: dict[str, str] = self._around.memory.fact("secrets") or {}
        known = (hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets.values())
        is_recent = abs(self._around.clock.now().timestamp() - int(moment)) <= TOLERANCE
        if not is_recent or not any(hmac.compare_digest(found, right) for right in known):
            raise BadSignature

    def is_receiver(self, key: str, kind: str) -> bool:
        """Whether a receiver of Tiny's notifications has this key and kind."""
        return kind == "product" and hmac.compare_digest(key.encode(), self._key.encode())

    def receive_product(self, notification: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Answer Tiny's `produto` notification; raises ForeignAccount, or the store's errors."""
        account = self._tiny_account
        cnpj = re.sub(r"\D", "", str(notification.get("cnpj", "")))
        if (cnpj, str(notification.get("idEcommerce"))) != (account["cnpj"], str(account["id_ecommerce"])):
            raise ForeignAccount
        dados = notification["dados"]
        return self._products.answer(dados if isinstance(dados, list) else [dados])


def receiver_key(app_token: str) -> str:
    """The secret part of the receivers' URLs: another one after each installation of the app."""
    return hmac.new(app_token.encode(), b"tiny receivers", hashlib.sha256).hexdigest()[:32]
