"""The whole state of a world as JSON that two runs of one seed share to the byte, and that shows a change as a line."""

import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from homologa.simulators.kernel.clock import BRASILIA
from homologa.simulators.kernel.events import Delivery
from homologa.simulators.kernel.ids import SecretSource
from homologa.simulators.kernel.masks.masking import MASK, Masker
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.storage.tables import KERNEL_TABLES, table_name
from homologa.simulators.kernel.world_settings import BORN, CLOCK, LIMITS, WAITING

if TYPE_CHECKING:
    from homologa.simulators.kernel.world import World

UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
EXPORT = b"export"
"""A key for all: the masks are given names that follow from their order, and none of them leaves."""
SHORTEST_DOCUMENT = 10**10
"""No number below is a CPF or CNPJ with all its digits."""
OWN_SETTINGS = frozenset({CLOCK, LIMITS, BORN, WAITING})
SEPARATE_TABLES = frozenset({"world_state", "counter", "credential", "delivery", "platform"})


def text(world: "World") -> str:
    """The state as sorted, pretty-printed JSON; whichever account nobody has used yet is made for it.

    Credentials, UUIDs, secrets and personal data stand under names such as `‹token:1›`, numbered as they come; the
    journal, restores and a real clock's time are left out.
    """
    with world.store.lock:
        world.make_accounts()
        state = _read(world)
    # Masks are made without the lock: they take far longer than reading does, and nobody is to wait for them.
    named = _named(state, Pseudonyms.of(world.platforms.values(), state.minted))
    return json.dumps(named, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@dataclass
class Pseudonyms:
    """Names of what must not leave, or differs between worlds of one seed; each follows from the order alone."""

    masks: Masker
    _known: dict[str, str] = field(default_factory=dict)
    """Names by mask or UUID."""
    _counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, platforms: Collection[Platform], minted: Sequence[tuple[str, str, str]]) -> "Pseudonyms":
        """The names of a world with these platforms, its credentials first, in the order of minting."""
        secret = [name for platform in platforms for name in platform.secrets]
        personal = [platform.personal for platform in platforms]
        names = cls(Masker(SecretSource(EXPORT), [value for _, _, value in minted], secret, personal))
        for _, kind, value in minted:
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


@dataclass(frozen=True)
class _PlatformState:
    """One platform's part of a state, as it is stored."""

    credentials: list[dict[str, Any]]
    settings: dict[str, Any]
    collections: dict[str, list[Any]]


@dataclass(frozen=True)
class _State:
    """A whole state as it is stored: `plain` has nothing to be masked."""

    plain: dict[str, Any]
    minted: list[tuple[str, str, str]]
    deliveries: list[Delivery]
    platforms: dict[str, _PlatformState]
    simulator: dict[str, Any]


def _read(world: "World") -> _State:
    clock: dict[str, str] = {"mode": world.clock.mode}
    if world.clock.mode == "frozen":
        clock["now"] = world.clock.now().isoformat()
    plain = {
        "seed": world.source.seed,
        "pack": world.pack,
        "clock": clock,
        "limits": world.limits.mode,
        "counters": dict(world.store.rows("SELECT name, value FROM counter")),
    }
    platforms = {name: _read_platform(world, platform) for name, platform in world.platforms.items()}
    # Whichever account was made first.
    known = [*world.minted(), *world.secrets_at_birth()]
    minted = sorted(known, key=lambda one: list(world.platforms).index(one[0]))
    return _State(plain, minted, world.outbox.find(limit=-1), platforms, _simulator(world))


def _read_platform(world: "World", platform: Platform) -> _PlatformState:
    own = f"{platform.name}/"
    stored = world.store.settings()
    return _PlatformState(
        credentials=[
            {"kind": kind, "value": value, "data": data}
            for (name, kind, value), data in world.settings.credentials()
            if name == platform.name
        ],
        settings={name.removeprefix(own): json.loads(stored[name]) for name in stored if name.startswith(own)},
        collections=_collections(world, platform),
    )


def _collections(world: "World", platform: Platform) -> dict[str, list[Any]]:
    """The documents by the order of addition: keys of text may differ between worlds of one seed."""
    if platform.name not in world.store.versions():
        return {}
    return {
        collection.name: world.store.documents(table_name(platform.name, collection), collection).find(order="rowid")
        for collection in platform.rooms.collections
    }


def _named(state: _State, names: Pseudonyms) -> dict[str, Any]:
    return {
        **state.plain,
        "deliveries": [names.named(_delivery(delivery), delivery.draft.kind) for delivery in state.deliveries],
        "platforms": {name: _named_platform(part, names) for name, part in state.platforms.items()},
        "simulator": names.named(state.simulator),
    }


def _named_platform(part: _PlatformState, names: Pseudonyms) -> dict[str, Any]:
    return {
        "credentials": [names.named(credential) for credential in part.credentials],
        "settings": names.named(part.settings),
        "collections": {
            name: [names.named(document, name) for document in documents]
            for name, documents in part.collections.items()
        },
    }


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
    own = {name: json.loads(settings[name]) for name in settings if "/" not in name and name not in OWN_SETTINGS}
    return {"settings": own, **{table: _rows(world, table) for table in KERNEL_TABLES if table not in SEPARATE_TABLES}}


def _rows(world: "World", table: str) -> list[dict[str, Any]]:
    cursor = world.store.connection.execute(f"SELECT * FROM {table} ORDER BY 1")
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
