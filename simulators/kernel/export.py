"""The whole state of a world as JSON that two runs of one seed share to the byte, and that shows a change as a line."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from homologa.simulators.kernel.clock import BRASILIA
from homologa.simulators.kernel.events import Delivery
from homologa.simulators.kernel.ids import SecretSource
from homologa.simulators.kernel.masks.masking import MASK, Masker
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.world import layout
from homologa.simulators.kernel.world_settings import CLOCK, LIMITS

if TYPE_CHECKING:
    from homologa.simulators.kernel.world import World

UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
EXPORT = b"export"
"""A key for all: the masks are given names that follow from their order, and none of them leaves."""
SHORTEST_DOCUMENT = 10**10
"""No number below is a CPF or CNPJ with all its digits."""
TABLES = r"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\_fts%' ESCAPE '\' ORDER BY name"
SEPARATE_TABLES = frozenset({"world_state", "counter", "credential", "delivery", "sqlite_sequence"})


def text(world: "World") -> str:
    """The state as sorted, pretty-printed JSON.

    Credentials, UUIDs, secrets and personal data stand under names such as `‹token:1›`, numbered as they come; the
    journal, restores and a real clock's time are left out.
    """
    with world.store.lock:
        state = _state(world, Pseudonyms.of(world))
    return json.dumps(state, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@dataclass
class Pseudonyms:
    """Names of what must not leave, or differs between worlds of one seed; each follows from the order alone."""

    masks: Masker
    _known: dict[str, str] = field(default_factory=dict)
    """Names by mask or UUID."""
    _counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, world: "World") -> "Pseudonyms":
        """The names of a world, its credentials first, in the order of minting."""
        minted = [(kind, value) for _, kind, value in world.minted()]
        platforms = world.platforms.values()
        secret = [name for platform in platforms for name in platform.secrets]
        personal = [platform.personal for platform in platforms]
        names = cls(Masker(SecretSource(EXPORT), [value for _, value in minted], secret, personal))
        for kind, value in minted:
            names._name(names.masks.text(value), kind)
        return names

    def named(self, document: Any, place: str = "") -> Any:
        """The document with all that must not leave named; `place` says what it is, as for a Masker."""
        plain = json.dumps(self._quoted(document), ensure_ascii=False, sort_keys=True)
        masked = MASK.sub(self._mask, self.masks.text(plain, place))
        return json.loads(UUID.sub(lambda found: self._name(found[0], "uuid"), masked))

    def _quoted(self, value: Any) -> Any:
        """The value with numbers that are masked as text: masked bare they would be no JSON."""
        if isinstance(value, dict):
            return {name: self._quoted(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self._quoted(part) for part in value]
        if isinstance(value, int) and value >= SHORTEST_DOCUMENT and self.masks.text(str(value)) != str(value):
            return str(value)
        return value

    def _mask(self, found: re.Match[str]) -> str:
        return self._name(found[0], found[0][1:].partition(":")[0])

    def _name(self, mask: str, kind: str) -> str:
        if mask not in self._known:
            self._counts[kind] += 1
            self._known[mask] = f"‹{kind}:{self._counts[kind]}›"
        return self._known[mask]


def _state(world: "World", names: Pseudonyms) -> dict[str, Any]:
    clock: dict[str, str] = {"mode": world.clock.mode}
    if world.clock.mode == "frozen":
        clock["now"] = world.clock.now().isoformat()
    return {
        "seed": world.source.seed,
        "pack": world.pack,
        "clock": clock,
        "limits": world.limits.mode,
        "counters": dict(world.store.rows("SELECT name, value FROM counter")),
        "deliveries": [
            names.named(_delivery(delivery), delivery.draft.kind) for delivery in world.outbox.find(limit=-1)
        ],
        "platforms": {name: _platform(world, platform, names) for name, platform in world.platforms.items()},
        "simulator": names.named(_simulator(world)),
    }


def _platform(world: "World", platform: Platform, names: Pseudonyms) -> dict[str, Any]:
    own = f"{platform.name}/"
    kept = world.store.settings()
    settings = {name.removeprefix(own): json.loads(kept[name]) for name in kept if name.startswith(own)}
    return {
        "credentials": [
            names.named({"kind": kind, "value": value, "data": data})
            for (name, kind, value), data in world.settings.credentials()
            if name == platform.name
        ],
        "settings": names.named(settings),
        "collections": {
            name: [names.named(document, name) for document in _documents(world, f"{platform.name}_{name}")]
            for name in (collection.name for collection in platform.collections)
        },
    }


def _documents(world: "World", table: str) -> list[Any]:
    # By the order of addition: keys of text may differ between worlds of one seed.
    return world.store.documents(table).find(order="rowid")


def _delivery(delivery: Delivery) -> dict[str, Any]:
    draft = delivery.draft
    return {
        "id": delivery.id,
        "seq": delivery.seq,
        "platform": delivery.platform,
        "kind": draft.kind,
        "subject": draft.subject,
        "url": draft.url,
        "body": draft.body.decode("utf-8", "backslashreplace"),
        "context": dict(draft.context),
        "state": delivery.state,
        "attempts": delivery.attempts,
        "due_at": delivery.due_at.astimezone(BRASILIA).isoformat(),
        "created_at": delivery.created_at.astimezone(BRASILIA).isoformat(),
        "replay_of": delivery.replay_of,
    }


def _simulator(world: "World") -> dict[str, Any]:
    """What testers told the simulator: the settings and tables that belong to no platform."""
    settings = world.store.settings()
    told = {name: json.loads(settings[name]) for name in settings if "/" not in name and name not in (CLOCK, LIMITS)}
    shown = SEPARATE_TABLES.union(name for name, _ in layout(world.platforms.values()))
    tables = [name for (name,) in world.store.rows(TABLES) if name not in shown]
    return {"settings": told, **{table: _rows(world, table) for table in tables}}


def _rows(world: "World", table: str) -> list[dict[str, Any]]:
    cursor = world.store.connection.execute(f"SELECT * FROM {table} ORDER BY 1")
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
