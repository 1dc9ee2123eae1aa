"""Novaoito and Tiny: which flows, operations, webhooks and receivers make up the integration."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from typing import Any, ClassVar

from flask import Request, Response, jsonify

from sync.clients.errors import AccessRefused, PlatformError
from sync.clients.novaoito import Novaoito
from sync.clients.tiny import Tiny
from sync.flows.connection import ConnectionTest
from sync.flows.jobs import JobFlow
from sync.flows.polling import Polling
from sync.flows.products import ProductIntegration
from sync.flows.receiving import ProductReceiving
from sync.integrations.base import POLL, TEXT, TINY, Schema, Surroundings
from sync.log import Log
from sync.rules import ProductRules
from sync.runner import Flow, Runner

EVENTS = {"erp.job.requested": "job", "app.test.requested": "test"}
"""The store's events that the app subscribes to, and the kind of work that each asks for."""
UNINSTALLED = ("novaoito", "invalid_token")
NAMES = {"tiny": "O Tiny", "novaoito": "A loja"}
SIGNATURE = re.compile(r"t=(\d{1,15}),v1=([0-9a-f]{64})")
TOLERANCE = 300
"""Seconds by which a signature may be older or newer than now."""


class BadSignature(Exception):
    """An event does not come from the store, or is too old."""


class ForeignAccount(Exception):
    """A notification is of another Tiny account or another integration."""


class NovaoitoIntegration:
    """One store and one Tiny account kept equal, as set up."""

    credentials: ClassVar[Mapping[str, Schema]] = {"tiny": TINY, "novaoito": {"app_token": TEXT, "store_id": TEXT}}
    settings: ClassVar[Schema] = {
        "type": "object",
        "properties": {
            "default_visibility": {"enum": ["not_visible", "catalog", "search", "catalog_search"]},
            "automatic": {"type": "object", "additionalProperties": {"type": "boolean"}},
        },
    }
    operations: ClassVar[Mapping[str, str]] = {POLL: "Verificar pedidos de integração"}
    registrar: ClassVar[str] = "novaoito"

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
            POLL: Polling(self._store, memory),
        }
        return Runner(flows, NAMES, memory, clock, self._log)

    def close(self) -> None:
        """Close the connections."""
        self._store.close()
        self._tiny.close()

    @property
    def receivers(self) -> dict[str, str]:
        """The URLs to paste in Tiny, by kind of notification."""
        return {"product": f"{self._around.base_url}/hooks/tiny/{self._key}/product"}

    def register(self) -> dict[str, Any]:
        """Make the app known to its store; answers the secrets of the subscriptions by event.

        The former subscriptions end last: when the store refuses anything, they are still there.
        """
        url = f"{self._around.base_url}/hooks/novaoito"
        former = [row for row in self._store.subscriptions() if row["url"] == url]
        secrets = {}
        with ExitStack() as undo:
            for event in EVENTS:
                new = self._store.subscribe(event, url)
                undo.callback(self._unsubscribe, [new])
                secrets[event] = new["secret"]
            self._store.register_receivers(self.receivers)
            undo.pop_all()
        self._unsubscribe(former)
        return {"secrets": secrets}

    def _unsubscribe(self, subscriptions: Iterable[Mapping[str, Any]]) -> None:
        """End what can be ended: the events of the others are refused, for nobody knows their secrets."""
        for subscription in subscriptions:
            with suppress(PlatformError):
                self._store.unsubscribe(subscription["id"])

    def receive(self, path: str, request: Request) -> Response:
        """Answer an event of the store, or a notification of Tiny."""
        match request.method, *path.split("/"):
            case "POST", "novaoito":
                return self._answer_event(request)
            case "POST", "tiny", key, "product" if hmac.compare_digest(key.encode(), self._key.encode()):
                return self._answer_product(request)
            case _:
                return Response(status=404)

    def _answer_event(self, request: Request) -> Response:
        try:
            self._receive_event(request.get_data(), request.headers.get("X-Novaoito-Signature", ""))
        except BadSignature:
            return Response(status=401)
        return Response(status=204)

    def _receive_event(self, body: bytes, signature: str) -> None:
        """Queue what an event of the store asks for, once; raises BadSignature."""
        self._verify(body, signature)
        event = json.loads(body)
        kind = EVENTS.get(event["event"])
        if kind is not None:
            self._around.memory.receive(event["delivery_id"], kind, str(event["resource"]["id"]))

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

    def _answer_product(self, request: Request) -> Response:
        """Answer a `produto` notification; 503 has Tiny send it again when the store cannot answer now."""
        if not request.get_data().strip():
            return Response(status=200)
        notification = request.get_json(force=True, silent=True)
        if not isinstance(notification, dict) or notification.get("tipo") != "produto" or "dados" not in notification:
            return jsonify(error="A notificação não é de um produto.")
        try:
            return jsonify(self._receive_product(notification))
        except ForeignAccount:
            return Response(status=403)
        except AccessRefused as error:
            # Without the app there is no such receiver any more.
            return Response(status=404 if (error.platform, error.code) == UNINSTALLED else 503)
        except PlatformError:
            return Response(status=503)

    def _receive_product(self, notification: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The mappings of the products; raises ForeignAccount, or the store's errors."""
        account = self._tiny_account
        cnpj = re.sub(r"\D", "", str(notification.get("cnpj", "")))
        if (cnpj, str(notification.get("idEcommerce"))) != (account["cnpj"], str(account["id_ecommerce"])):
            raise ForeignAccount
        dados = notification["dados"]
        return self._products.answer(dados if isinstance(dados, list) else [dados])


def receiver_key(app_token: str) -> str:
    """The secret part of the receivers' URLs: another one after each installation of the app."""
    return hmac.new(app_token.encode(), b"tiny receivers", hashlib.sha256).hexdigest()[:32]
