"""Deliveries waiting for their time, stored with the state that caused them."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from simulators.kernel.clock import BRASILIA
from simulators.kernel.errors import NotFound
from simulators.kernel.events import Delivery, DeliveryState, Draft, Outcome, RetryPolicy
from simulators.kernel.store import Store

COLUMNS = "id, seq, platform, kind, state, due_at, created_at, attempts, doc, body"


class Outbox:
    """The outbox of a world; every method runs inside the caller's unit of work or under its lock."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, delivery: Delivery) -> None:
        """Store a delivery."""
        draft = delivery.draft
        doc = {
            "url": draft.url,
            "content_type": draft.content_type,
            "policy": asdict(draft.policy),
            "context": dict(draft.context),
            "cause": delivery.cause,
        }
        values = (
            delivery.id,
            delivery.seq,
            delivery.platform,
            draft.kind,
            delivery.state,
            delivery.due_at.timestamp(),
            delivery.created_at.timestamp(),
            delivery.attempts,
            json.dumps(doc, ensure_ascii=False),
            draft.body,
        )
        self._store.rows(f"INSERT INTO delivery ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)", values)

    def due(self, now: datetime) -> Delivery | None:
        """The pending delivery whose turn it is, if any is due by `now`."""
        sql = f"SELECT {COLUMNS} FROM delivery WHERE state = 'pending' AND due_at <= ? ORDER BY due_at, seq LIMIT 1"
        found = self._read(sql, (now.timestamp(),))
        return found[0] if found else None

    def next_due(self) -> datetime | None:
        """When the next pending delivery is due."""
        rows = self._store.rows("SELECT min(due_at) FROM delivery WHERE state = 'pending'")
        return None if rows[0][0] is None else datetime.fromtimestamp(rows[0][0], BRASILIA)

    def settle(self, delivery: Delivery, outcome: Outcome, now: datetime) -> bool:
        """Note an attempt: delivered, given up, or due again later; False when the delivery is no longer there.

        One that was given up while the attempt was on its way is not tried again.
        """
        kept = self._store.rows("SELECT state FROM delivery WHERE id = ?", (delivery.id,))
        if not kept:
            return False
        attempts, due_at = delivery.attempts + 1, delivery.due_at
        state: DeliveryState = "delivered" if outcome.accepted else "failed"
        if not outcome.final and kept[0][0] == "pending":
            state = "pending"
            due_at = now + timedelta(seconds=delivery.draft.policy.delays[attempts - 1])
        self._store.rows(
            "UPDATE delivery SET state = ?, due_at = ?, attempts = ? WHERE id = ?",
            (state, due_at.timestamp(), attempts, delivery.id),
        )
        return True

    def drop(self, delivery: Delivery) -> None:
        """Give one delivery up."""
        self._store.rows("UPDATE delivery SET state = 'failed' WHERE id = ?", (delivery.id,))

    def give_up(self, platform: str, name: str, value: int | str) -> None:
        """Give up the pending deliveries of a platform whose context has this value under this name."""
        self._store.rows(
            "UPDATE delivery SET state = 'failed' WHERE platform = ? AND state = 'pending'"
            " AND json_extract(doc, '$.context.' || ?) = ?",
            (platform, name, value),
        )

    def get(self, delivery_id: str) -> Delivery:
        """One delivery; raises NotFound."""
        found = self._read(f"SELECT {COLUMNS} FROM delivery WHERE id = ?", (delivery_id,))
        if not found:
            raise NotFound(f"não há entrega {delivery_id}")
        return found[0]

    def find(
        self, *, platform: str = "", state: str = "", kind: str = "", after: int = 0, limit: int = 100
    ) -> list[Delivery]:
        """Deliveries in the order of creation, after sequence number `after`."""
        filters = {"platform": platform, "state": state, "kind": kind}
        chosen = {name: value for name, value in filters.items() if value}
        where = "".join(f" AND {name} = ?" for name in chosen)
        sql = f"SELECT {COLUMNS} FROM delivery WHERE seq > ?{where} ORDER BY seq LIMIT ?"
        return self._read(sql, (after, *chosen.values(), limit))

    def _read(self, sql: str, params: Sequence[object]) -> "list[Delivery]":
        return [_delivery(row) for row in self._store.rows(sql, params)]


def _delivery(row: tuple[Any, ...]) -> Delivery:
    id_, seq, platform, kind, state, due_at, created_at, attempts, text, body = row
    doc = json.loads(text)
    policy = doc["policy"]
    draft = Draft(
        kind,
        doc["url"],
        body,
        RetryPolicy(tuple(policy["delays"]), tuple(policy["accepts"]), policy["timeout"]),
        doc["content_type"],
        doc["context"],
    )
    return Delivery(
        id_,
        seq,
        platform,
        draft,
        doc["cause"],
        state,
        attempts,
        datetime.fromtimestamp(due_at, BRASILIA),
        datetime.fromtimestamp(created_at, BRASILIA),
    )
