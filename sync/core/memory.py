"""What flows remember: settings by name, cursors by stream, intents of work, and links between the two sides.

Each public method is one transaction: whoever stops between two of them goes on from the first.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from homologa.sync.core.queue import reset_attempts
from homologa.sync.core.store import Store

Record = dict[str, Any]
Id = int | str


@dataclass(frozen=True)
class Intent:
    """One part of a piece of work (`kind` and `key` as in the queue), and how far it came.

    `label` is by what the part is looked up; `detail` is what its stage needs to go on.
    """

    kind: str
    key: str
    part: Id
    label: str
    stage: str
    at: datetime
    detail: Record


class Memory:
    """The memory of an integration in a store; settings are shared by all. Safe to share among threads."""

    def __init__(self, store: Store, integration: str = "") -> None:
        self._store = store
        self._integration = integration

    def within(self, integration: str) -> "Memory":
        """The same memory, with the cursors and links of this integration."""
        return Memory(self._store, integration)

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, with whatever else is written to the same store."""
        return self._store.transaction()

    def reset(self, **settings: Any) -> None:
        """Forget everything in the store, and know only these settings."""
        with self._store.transaction():
            self._store.clear()
            self.set(**settings)

    def set(self, **settings: Any) -> None:
        """Remember settings by name; values as JSON."""
        with self._store.transaction():
            for name, value in settings.items():
                self._store.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", name, json.dumps(value))

    def get(self, name: str) -> Any:
        """A setting by name; None when it is not known."""
        row = self._store.one("SELECT value FROM setting WHERE name = ?", name)
        return json.loads(row["value"]) if row else None

    def move(self, stream: str, place: Any) -> None:
        """Remember how far a stream was read; as JSON."""
        values = (self._integration, stream, json.dumps(place))
        self._store.run("INSERT OR REPLACE INTO cursor (integration, stream, place) VALUES (?, ?, ?)", *values)

    def cursor(self, stream: str) -> Any:
        """How far a stream was read; None before its beginning."""
        row = self._store.one(
            "SELECT place FROM cursor WHERE integration = ? AND stream = ?", self._integration, stream
        )
        return json.loads(row["place"]) if row else None

    def close(self, stream: str) -> None:
        """Forget a stream that is over."""
        self._store.run("DELETE FROM cursor WHERE integration = ? AND stream = ?", self._integration, stream)

    def add_intents(self, kind: str, key: str, parts: Iterable[tuple[Id, str, str]], position: int = 0) -> None:
        """Remember parts (id, label, stage) of a piece of work in their order; what is known of one stays."""
        with self._store.transaction():
            for place, (part, label, stage) in enumerate(parts, start=position):
                self._store.run(
                    "INSERT OR IGNORE INTO intent VALUES (?, ?, ?, ?, ?, ?, 0, '{}')",
                    kind, key, part, place, label, stage,
                )  # fmt: skip

    def intents(self, kind: str, key: str, *stages: str, limit: int = -1) -> list[Intent]:
        """The parts of a piece of work at these stages, in their order."""
        marks = ", ".join("?" for _ in stages)
        rows = self._store.all(
            f"SELECT * FROM intent WHERE kind = ? AND key = ? AND stage IN ({marks}) ORDER BY position LIMIT ?",
            kind, key, *stages, limit,
        )  # fmt: skip
        return [_intent(row) for row in rows]

    def count(self, kind: str, key: str, *stages: str) -> int:
        """How many parts of a piece of work are at these stages."""
        marks = ", ".join("?" for _ in stages)
        found = self._store.one(
            f"SELECT count(*) AS n FROM intent WHERE kind = ? AND key = ? AND stage IN ({marks})", kind, key, *stages
        )
        return int(found["n"])

    def refresh(self, intents: Sequence[Intent]) -> list[Intent]:
        """The same parts, as they are now."""
        keys = [(intent.kind, intent.key, intent.part) for intent in intents]
        rows = [self._store.one("SELECT * FROM intent WHERE kind = ? AND key = ? AND part = ?", *key) for key in keys]
        return [_intent(row) for row in rows if row is not None]

    def labelled(self, kind: str, key: str, label: str) -> int:
        """How many parts of a piece of work have this label."""
        found = self._store.one(
            "SELECT count(*) AS n FROM intent WHERE kind = ? AND key = ? AND label = ?", kind, key, label
        )
        return int(found["n"])

    def advance(self, steps: Sequence[tuple[Intent, str, Record]], now: datetime, *settles: str) -> None:
        """Bring parts to their next stage, with what it needs, all or none.

        One that comes to a stage of `settles` shows that its work gets on: attempts in vain count from there.
        """
        with self._store.transaction():
            for intent, stage, detail in steps:
                self._store.run(
                    "UPDATE intent SET stage = ?, at = ?, detail = ? WHERE kind = ? AND key = ? AND part = ?",
                    stage, now.timestamp(), json.dumps(detail), intent.kind, intent.key, intent.part,
                )  # fmt: skip
                if stage in settles:
                    reset_attempts(self._store, intent.kind, intent.key)

    def forget(self, kind: str, key: str) -> None:
        """Forget the parts of a piece of work that is over."""
        self._store.run("DELETE FROM intent WHERE kind = ? AND key = ?", kind, key)

    def add_link(self, kind: str, ours: Id, theirs: str, ref: str | None = None) -> None:
        """Remember that a record of this kind is `ours` on one side and `theirs` on the other, under a reference."""
        self._store.run(
            "INSERT OR REPLACE INTO link (integration, kind, ours, theirs, ref) VALUES (?, ?, ?, ?, ?)",
            self._integration, kind, ours, theirs, ref,
        )  # fmt: skip

    def ours_of(self, kind: str, theirs: str) -> Any:
        """Our id of what was linked to theirs, None when nothing was; the two sides may know better."""
        return self._linked("ours", kind, "theirs", theirs)

    def theirs_of(self, kind: str, ours: Id) -> Any:
        """Their id of what was linked to ours, None when nothing was; the two sides may know better."""
        return self._linked("theirs", kind, "ours", ours)

    def last_link(self) -> int:
        """A mark in the order of the remembered links."""
        row = self._store.one("SELECT coalesce(max(id), 0) AS id FROM link")
        return int(row["id"])

    def linked_since(self, mark: int, kind: str) -> frozenset[Id]:
        """Our ids of the links of this kind that were remembered after the mark."""
        rows = self._store.all(
            "SELECT ours FROM link WHERE id > ? AND integration = ? AND kind = ?", mark, self._integration, kind
        )
        return frozenset(row["ours"] for row in rows)

    def _linked(self, wanted: str, kind: str, name: str, value: Id) -> Any:
        row = self._store.one(
            f"SELECT {wanted} AS found FROM link WHERE integration = ? AND kind = ? AND {name} = ? ORDER BY id DESC",
            self._integration, kind, value,
        )  # fmt: skip
        return row["found"] if row else None


def _intent(row: Any) -> Intent:
    at = datetime.fromtimestamp(row["at"], UTC)
    return Intent(row["kind"], row["key"], row["part"], row["label"], row["stage"], at, json.loads(row["detail"]))
