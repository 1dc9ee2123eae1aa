"""The unit of work: all that a rule may touch, kept whole or not at all."""

import functools
import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from homologa.simulators.kernel.events import Event
from homologa.simulators.kernel.ids import SecretSource, Source
from homologa.simulators.kernel.outbox import Outbox
from homologa.simulators.kernel.storage.tables import table_name
from homologa.simulators.kernel.store import Collection, Documents, Store

BIRTH = "birth"
"""The setting of a platform that has the credentials with which its account is born, by name."""


@dataclass
class Work:
    """One unit of work of one platform in one world."""

    platform: str
    now: datetime
    source: Source
    secrets: SecretSource
    store: Store
    actor: str = "tela"
    """Who acts: `tela` (a person on a screen), `api` (a client) or `carga` (preloaded data)."""
    epoch: int = 0
    """How many times the world was restored: what is named after a restore has no name of before it."""
    events: list[Event] = field(default_factory=list)
    address: Callable[[str, str], str] | None = None
    """Tells where a platform, or one of its listeners, is reached."""
    minted: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    scheduled: bool = False
    """Whether something was scheduled."""

    def documents(self, collection: Collection) -> Documents:
        """The documents of one of the platform's collections."""
        return self.store.documents(table_name(self.platform, collection), collection)

    def next_id(self, kind: str, first: int = 1) -> int:
        """The next number of a counter of this platform, starting at `first`."""
        return self.store.count(f"{self.platform}/{kind}", first)

    def uuid(self, kind: str) -> str:
        """The next UUID of a kind."""
        return self.source.uuid(self._name(f"{self.platform}/{kind}"))

    def stream(self, name: str = "") -> random.Random:
        """A random stream of this platform's own: what others draw, and when, changes nothing of it."""
        return self.source.stream(f"{self.platform}/{name}" if name else self.platform)

    def secret(self, kind: str, length: int = 40) -> str:
        """The next credential of a kind, in hexadecimal digits."""
        return self.secrets.secret(self._name(f"{self.platform}/secret/{kind}"), length)

    def birth_credential(self, name: str) -> str:
        """One of the credentials with which the account is born; raises KeyError."""
        return str(self.setting(BIRTH, {})[name])

    def emit(self, name: str, **data: Any) -> None:
        """Tell that something happened; it becomes deliveries when the unit is kept."""
        self.events.append(Event(name, data))

    def public_url(self, listener: str = "") -> str:
        """The base URL at which the platform is reached here and now, or that of one of its listeners.

        Served, that of its port; else the one at which it is found in life, under which a client of this process
        reaches it. A listener is opened when its address is first asked for. Raises LookupError for one it has not.
        """
        if self.address is None:
            raise LookupError("nobody knows where the platforms of this world are reached")
        return self.address(self.platform, listener)

    def schedule(self, name: str, at: datetime, **data: Any) -> None:
        """Have one of the platform's `tasks` done with these data at a moment, which are kept as JSON."""
        self.store.rows(
            "INSERT INTO task (platform, name, due_at, data) VALUES (?, ?, ?, ?)",
            (self.platform, name, at.timestamp(), json.dumps(data, ensure_ascii=False)),
        )
        self.scheduled = True

    def cancel_deliveries(self, name: str, value: int | str) -> None:
        """Give up the platform's deliveries that wait and whose context has this value under this name."""
        Outbox(self.store).cancel_deliveries(self.platform, name, value)

    def mint(self, kind: str, value: str, **data: Any) -> None:
        """Register a value by which a request finds this world, or change what is known of it."""
        self.store.rows(
            "INSERT INTO credential VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET data = excluded.data",
            (self.platform, kind, value, json.dumps(data)),
        )
        self.minted.append((kind, value, data))

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A record of a batch: a failure inside undoes it alone, events included."""
        events, minted = len(self.events), len(self.minted)
        try:
            with self.store.savepoint():
                yield
        except BaseException:
            del self.events[events:]
            del self.minted[minted:]
            raise

    def setting(self, name: str, default: Any) -> Any:
        """A stored setting of this platform, or its default."""
        stored = self.store.settings().get(f"{self.platform}/{name}")
        return default if stored is None else _read(stored)

    def set_setting(self, name: str, value: Any) -> None:
        """Store a setting of this platform."""
        self.store.save_setting(f"{self.platform}/{name}", json.dumps(value, ensure_ascii=False))

    def _name(self, counter: str) -> str:
        name = f"{counter}/{self.store.count(counter, 1)}"
        return f"{name}/{self.epoch}" if self.epoch else name


class UnitOpener(Protocol):
    """Opens a unit of work of a platform."""

    def __call__(self, platform: str, *, cause: str = "", write: bool = True) -> AbstractContextManager[Work]:
        """One unit, kept whole or not at all."""


def _read(text: str) -> Any:
    # What a caller could change is made anew for each.
    return json.loads(text) if text.startswith(("{", "[")) else _scalar(text)


@functools.lru_cache(maxsize=1024)
def _scalar(text: str) -> Any:
    return json.loads(text)
