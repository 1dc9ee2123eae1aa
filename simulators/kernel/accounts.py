"""The accounts of a world: each made with it or, as if it had been, when it is first needed."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from homologa.simulators.kernel import packs
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.work import BIRTH, Work
from homologa.simulators.kernel.world_settings import PersistedSettings


@dataclass
class Accounts:
    """The accounts of one world; every method runs under the lock of its store.

    `context` gives a `Work` of a platform for an actor, and `transaction` keeps what is done with one whole.
    """

    platforms: Mapping[str, Platform]
    pack: str
    settings: PersistedSettings
    context: Callable[[str, str], Work]
    transaction: Callable[[Work], AbstractContextManager[None]]
    waiting: frozenset[str] = frozenset()
    """Platforms on which there is no account yet."""

    def make(self, moment: datetime) -> None:
        """Begin: make the account on each platform, or mint the credentials with which it is born when it is needed."""
        self.settings.save_birth(moment)
        for platform in self.platforms.values():
            if platform.credentials:
                self._mint(platform)
            else:
                self._make(platform)
        self.waiting = frozenset(platform.name for platform in self.platforms.values() if platform.credentials)
        self.settings.save_waiting(self.waiting)

    def require(self, platform: str) -> None:
        """Make the account on a platform, if there is none yet."""
        if platform in self.waiting:
            left = self.waiting - {platform}
            self._make(self.platforms[platform], left)
            self.waiting = left

    def born_with(self, platform: str) -> Any:
        """The credentials with which an account that there is not yet will be born, by name."""
        return self.context(platform, "tela").setting(BIRTH, {})

    def reload(self) -> None:
        """Look again which accounts there are, after the state was put back."""
        self.waiting = self.settings.waiting()

    def _mint(self, platform: Platform) -> None:
        work = self._newborn(platform)
        with self.transaction(work):
            born = {one.name: work.secret(f"birth/{one.name}", one.length) for one in platform.credentials}
            for one in platform.credentials:
                work.mint(one.kind, born[one.name], **one.data)
            work.set_setting(BIRTH, born)

    def _make(self, platform: Platform, left: frozenset[str] = frozenset()) -> None:
        work = self._newborn(platform)
        with self.transaction(work):
            packs.apply(platform, self.pack, work)
            self.settings.save_waiting(left)

    def _newborn(self, platform: Platform) -> Work:
        """A `Work` of the birth of the world, whenever that is made up for."""
        work = self.context(platform.name, "carga")
        work.now, work.epoch = self.settings.birth(), 0
        return work
