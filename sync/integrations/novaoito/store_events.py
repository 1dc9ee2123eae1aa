"""The store's signed events: which are believed, and the work that each asks for (page novaoito, 2.5)."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from types import MappingProxyType

from homologa.sync.core.clock import Clock
from homologa.sync.core.memory import Memory
from homologa.sync.core.queue import Queue

EVENTS: Mapping[str, str] = MappingProxyType({"erp.job.requested": "job", "app.test.requested": "test"})
"""The events that ask for work, and its kind."""
UNINSTALLED = "app.uninstalled"
SIGNATURE = re.compile(r"t=(\d{1,15}),v1=([0-9a-f]{64})")
TOLERANCE = 300
"""Seconds by which a signature may be older or newer than now."""


class BadSignature(Exception):
    """An event does not come from the store, or is too old."""


class StoreEvents:
    """Receives events, each once."""

    subscribed = (*EVENTS, UNINSTALLED)

    def __init__(self, memory: Memory, queue: Queue, clock: Clock) -> None:
        self._memory = memory
        self._queue = queue
        self._clock = clock

    def receive(self, body: bytes, signature: str) -> None:
        """Queue what an event asks for; raises BadSignature."""
        self._verify(body, signature)
        event = json.loads(body)
        kind = EVENTS.get(event["event"])
        if event["event"] == UNINSTALLED:
            self._memory.set(uninstalled=True)
        elif kind is not None:
            key = str(event["resource"]["id"])
            self._queue.receive(event["delivery_id"], body.decode(), self._clock.now(), kind, key)

    def _verify(self, body: bytes, signature: str) -> None:
        parts = SIGNATURE.fullmatch(signature)
        if parts is None:
            raise BadSignature
        moment, found = parts.groups()
        signed = moment.encode() + b"." + body
        secrets: dict[str, str] = self._memory.get("secrets") or {}
        known = (hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets.values())
        is_recent = abs(self._clock.now().timestamp() - int(moment)) <= TOLERANCE
        if not is_recent or not any(hmac.compare_digest(found, right) for right in known):
            raise BadSignature
