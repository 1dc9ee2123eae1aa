"""Deliveries waiting for their time, stored with the state that caused them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from homologa.simulators.kernel.clock import BRASILIA
from homologa.simulators.kernel.errors import NotFound
from homologa.simulators.kernel.events import Delivery, DeliveryState, Draft, Outcome, PlannedEffect, RetryPolicy
from homologa.simulators.kernel.store import Store

COLUMNS = (
    "id", "seq", "position", "platform", "kind", "subject", "state", "due_at", "created_at", "attempts", "cause",
    "replay_of", "plan", "doc", "body",
)  # fmt: skip
SELECT = f"SELECT {', '.join(COLUMNS)} FROM delivery"
INSERT = f"INSERT INTO delivery ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
FILTERS = frozenset({"platform", "state", "kind", "subject", "cause", "replay_of", "plan"})
SETTLED = ("delivered", "failed")


class Outbox:
    """The outbox of a world; every method runs inside the caller's unit of work or under its lock."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def next_number(self) -> int:
        """The next sequence number, or the next turn: both are counted together."""
        return self._store.count("delivery", 1)

    def add(self, delivery: Delivery) -> None:
        """Store a new delivery."""
        draft, planned = delivery.draft, delivery.planned_effect
        doc = {
            "url": draft.url,
            "content_type": draft.content_type,
            "policy": asdict(draft.policy),
            "context": dict(draft.context),
            "planned_effect": None if planned is None else asdict(planned),
        }
        values = (
            delivery.id,
            delivery.seq,
            delivery.position,
            delivery.platform,
            draft.kind,
            draft.subject,
            delivery.state,
            delivery.due_at.timestamp(),
            delivery.created_at.timestamp(),
            delivery.attempts,
            delivery.cause,
            delivery.replay_of,
            None if planned is None else planned.plan,
            json.dumps(doc, ensure_ascii=False),
            draft.body,
        )
        self._store.rows(INSERT, values)

    def due(self, now: datetime) -> Delivery | None:
        """The pending delivery whose turn it is, if any is due by `now`."""
        found = self._read(
            " WHERE state = 'pending' AND due_at <= ? ORDER BY due_at, position LIMIT 1", (now.timestamp(),)
        )
        return found[0] if found else None

    def next_due(self) -> datetime | None:
        """The earliest moment at which a pending delivery is due; None without one."""
        rows = self._store.rows("SELECT min(due_at) FROM delivery WHERE state = 'pending'")
        return None if rows[0][0] is None else datetime.fromtimestamp(rows[0][0], BRASILIA)

    def settle(self, delivery: Delivery, outcome: Outcome, now: datetime) -> bool:
        """Note an attempt: delivered, given up, or due again later; False when the delivery is no longer there.

        One that was given up while the attempt was on its way is not tried again.
        """
        rows = self._store.rows("SELECT state FROM delivery WHERE id = ?", (delivery.id,))
        if not rows:
            return False
        attempts, due_at = delivery.attempts + 1, delivery.due_at
        state: DeliveryState = "delivered" if outcome.accepted else "failed"
        if not outcome.final and rows[0][0] == "pending":
            state = "pending"
            due_at = now + timedelta(seconds=delivery.draft.policy.delays[attempts - 1])
        self._store.rows(
            "UPDATE delivery SET state = ?, due_at = ?, attempts = ? WHERE id = ?",
            (state, due_at.timestamp(), attempts, delivery.id),
        )
        return True

    def fail(self, delivery: Delivery) -> None:
        """Give one delivery up."""
        self._store.rows("UPDATE delivery SET state = 'failed' WHERE id = ?", (delivery.id,))

    def cancel_deliveries(self, platform: str, name: str, value: int | str) -> None:
        """Give up the deliveries of a platform that wait and whose context has this value under this name."""
        self._store.rows(
            "UPDATE delivery SET state = 'failed' WHERE platform = ? AND state IN ('pending', 'held')"
            " AND json_extract(doc, '$.context.' || ?) = ?",
            (platform, name, value),
        )

    def release(self, delivery: Delivery, now: datetime) -> None:
        """Have a held delivery take its turn now, after whatever else is due."""
        self._store.rows(
            "UPDATE delivery SET state = 'pending', due_at = ?, position = ? WHERE id = ? AND state = 'held'",
            (now.timestamp(), self.next_number(), delivery.id),
        )

    def get(self, delivery_id: str) -> Delivery:
        """One delivery; raises NotFound."""
        found = self._read(" WHERE id = ?", (delivery_id,))
        if not found:
            raise NotFound(f"não há entrega {delivery_id}")
        return found[0]

    def find(
        self, *, after: int = 0, since: datetime | None = None, limit: int = 100, **filters: object
    ) -> list[Delivery]:
        """Deliveries in the order of creation, after sequence number `after`, whose fields equal the FILTERS given."""
        where, params = _condition(after, since, filters)
        return self._read(f"{where} ORDER BY seq LIMIT ?", (*params, limit))

    def originals(self, *, after: int = 0, since: datetime | None = None, **filters: object) -> list[Delivery]:
        """Those that `find` would find without a limit, made or given up, and none that makes another once more."""
        where, params = _condition(after, since, filters)
        return self._read(f"{where} AND replay_of = '' AND state IN (?, ?) ORDER BY seq", (*params, *SETTLED))

    def count(self, *, after: int = 0, since: datetime | None = None, **filters: object) -> int:
        """How many deliveries `find` would find without a limit."""
        where, params = _condition(after, since, filters)
        return int(self._store.rows(f"SELECT count(*) FROM delivery{where}", params)[0][0])

    def caused_by(self, cause: str) -> list[Delivery]:
        """The deliveries of one cause."""
        return self._read(" WHERE cause = ? ORDER BY seq", (cause,))

    def _read(self, clauses: str, params: Sequence[object]) -> "list[Delivery]":
        return [_delivery(row) for row in self._store.rows(SELECT + clauses, params)]


def _condition(after: int, since: datetime | None, filters: Mapping[str, object]) -> tuple[str, tuple[object, ...]]:
    unknown = set(filters) - FILTERS
    if unknown:
        raise ValueError(f"unknown delivery filters: {sorted(unknown)}")
    chosen = {name: value for name, value in filters.items() if value not in (None, "")}
    where = " WHERE seq > ?" + "".join(f" AND {name} = ?" for name in chosen)
    if since is None:
        return where, (after, *chosen.values())
    return f"{where} AND created_at >= ?", (after, *chosen.values(), since.timestamp())


def _delivery(row: tuple[Any, ...]) -> Delivery:
    (
        id_,
        seq,
        position,
        platform,
        kind,
        subject,
        state,
        due_at,
        created_at,
        attempts,
        cause,
        replay_of,
        _,
        text,
        body,
    ) = row
    doc = json.loads(text)
    policy, planned = doc["policy"], doc["planned_effect"]
    draft = Draft(
        kind,
        doc["url"],
        body,
        RetryPolicy(tuple(policy["delays"]), tuple(policy["accepts"]), policy["timeout"]),
        doc["content_type"],
        doc["context"],
        subject,
    )
    return Delivery(
        id_,
        seq,
        platform,
        draft,
        cause,
        state,
        attempts,
        datetime.fromtimestamp(due_at, BRASILIA),
        datetime.fromtimestamp(created_at, BRASILIA),
        position,
        replay_of,
        None if planned is None else PlannedEffect(**planned),
    )
