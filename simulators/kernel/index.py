"""The one index by which a request finds its world."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from homologa.simulators.kernel.world import World

Key = tuple[str, str, str]
"""Platform, kind and value of what was minted."""
Entry = tuple[Key, Mapping[str, Any]]
"""What was minted, and what is known of it."""


@dataclass
class Index:
    """Every minted value of a process and the world that it belongs to; what it costs follows the values alone."""

    _worlds: dict[Key, tuple["World", Mapping[str, Any]]] = field(default_factory=dict)
    _keys: dict[str, set[Key]] = field(default_factory=dict)
    """The keys of each world, by its id."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, world: "World", entries: Iterable[Entry]) -> None:
        """Map the values to this world; a known value gets new data."""
        with self._lock:
            self._add(world, entries)

    def replace(self, world: "World", entries: Iterable[Entry]) -> None:
        """Have these values, and no others, lead to this world; those that stay are found at every moment."""
        with self._lock:
            before = self._keys.pop(world.id, set())
            self._add(world, entries)
            self._forget(world, before - self._keys.get(world.id, set()))

    def drop(self, world: "World") -> None:
        """Forget every value of this world."""
        with self._lock:
            self._forget(world, self._keys.pop(world.id, set()))

    def finder(self, platform: str) -> "Callable[[str, str], tuple[World, Mapping[str, Any]] | None]":
        """The look-up of one platform's values: (kind, value) → world and data."""
        found = self._worlds
        return lambda kind, value: found.get((platform, kind, value))

    def minted(self) -> list[Key]:
        """What was minted for every world."""
        with self._lock:
            return list(self._worlds)

    def _add(self, world: "World", entries: Iterable[Entry]) -> None:
        mine = self._keys.setdefault(world.id, set())
        for key, data in entries:
            self._worlds[key] = (world, data)
            mine.add(key)

    def _forget(self, world: "World", keys: Iterable[Key]) -> None:
        for key in keys:
            # Another world may have minted the same value since.
            if key in self._worlds and self._worlds[key][0] is world:
                del self._worlds[key]
