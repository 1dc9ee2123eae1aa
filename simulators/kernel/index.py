"""The one index by which a request finds whom its credential belongs to."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from homologa.simulators.kernel.errors import UsageError

Key = tuple[str, str, str]
"""Platform, kind and value of what was minted."""
Entry = tuple[Key, Mapping[str, Any]]
"""What was minted, and what is known of it."""
Owner = TypeVar("Owner")


@dataclass
class Index(Generic[Owner]):
    """Every minted value of a process and its owner, such as a world; what it costs follows the values alone."""

    _owners: dict[Key, tuple[Owner, Mapping[str, Any]]] = field(default_factory=dict)
    _keys: dict[Owner, set[Key]] = field(default_factory=dict)
    """The keys of each owner."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def adding(self, owner: Owner, entries: Iterable[Entry]) -> Iterator[None]:
        """Map the values to this owner when the block ends well; a known value gets new data.

        Meanwhile nobody else takes one of them. Raises UsageError when one is another owner's already.
        """
        entries = tuple(entries)
        with self._lock:
            self._require_free(owner, entries)
            yield
            self._add(owner, entries)

    def replace(self, owner: Owner, entries: Iterable[Entry]) -> None:
        """Have these values, and no others, lead to this owner; those that stay are found at every moment.

        Raises UsageError when one of them is another owner's, and then nothing has changed.
        """
        entries = tuple(entries)
        with self._lock:
            self._require_free(owner, entries)
            before = self._keys.pop(owner, set())
            self._add(owner, entries)
            self._forget(owner, before - self._keys.get(owner, set()))

    def drop(self, owner: Owner) -> None:
        """Forget every value of this owner."""
        with self._lock:
            self._forget(owner, self._keys.pop(owner, set()))

    def finder(self, platform: str) -> Callable[[str, str], tuple[Owner, Mapping[str, Any]] | None]:
        """The look-up of one platform's values: (kind, value) → owner and data."""
        found = self._owners
        return lambda kind, value: found.get((platform, kind, value))

    def minted(self) -> list[Key]:
        """What was minted for every owner."""
        with self._lock:
            return list(self._owners)

    def _require_free(self, owner: Owner, entries: Iterable[Entry]) -> None:
        for key, _ in entries:
            platform, kind, _ = key
            if key in self._owners and self._owners[key][0] is not owner:
                raise UsageError(
                    f"a credencial “{kind}” de {platform} já é de outro mundo, e não pode levar a dois: "
                    "dê-lhe outro valor, ou apague aquele mundo"
                )

    def _add(self, owner: Owner, entries: Iterable[Entry]) -> None:
        mine = self._keys.setdefault(owner, set())
        for key, data in entries:
            self._owners[key] = (owner, data)
            mine.add(key)

    def _forget(self, owner: Owner, keys: Iterable[Key]) -> None:
        for key in keys:
            # Another owner may have minted the same value since.
            if key in self._owners and self._owners[key][0] is owner:
                del self._owners[key]
