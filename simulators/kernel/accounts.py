"""The accounts of a world, each made when it is first needed, as if it had been there from the beginning."""

import base64
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from homologa.simulators.kernel import packs
from homologa.simulators.kernel.platform import BirthCredential, Platform
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

    def begin(self, moment: datetime) -> None:
        """Mint the credentials with which the account on each platform is born."""
        self.settings.save_birth(moment)
        for platform in self.platforms.values():
            if platform.credentials:
                self._mint(platform)
        self.waiting = frozenset(self.platforms)
        self.settings.save_waiting(self.waiting)

    def require(self, platform: str) -> None:
        """Make the account on a platform, if there is none yet."""
        if platform in self.waiting:
            left = self.waiting - {platform}
            self._make(self.platforms[platform], left)
            self.waiting = left

    def born_with(self, platform: str) -> dict[str, str]:
        """The credentials with which an account is born, by name."""
        born: dict[str, str] = self.context(platform, "tela").setting(BIRTH, {})
        return born

    def secrets(self) -> list[tuple[str, str, str]]:
        """What accounts are born with and gives access: platform, name and value."""
        hidden = ((it.name, one.name) for it in self.platforms.values() for one in it.credentials if one.is_secret)
        return [(platform, name, self.born_with(platform)[name]) for platform, name in hidden]

    def reload(self) -> None:
        """Look again which accounts there are, after the state was put back."""
        self.waiting = self.settings.waiting()

    def _mint(self, platform: Platform) -> None:
        work, born = self._newborn(platform), dict[str, str]()
        with self.transaction(work):
            for one in platform.credentials:
                born[one.name] = one.form.format(drawn=_drawn(one, work), **born)
                if one.kind:
                    work.mint(one.kind, born[one.name], **{name: _filled(it, born) for name, it in one.data.items()})
            work.set_setting(BIRTH, born)

    def _make(self, platform: Platform, left: frozenset[str]) -> None:
        work = self._newborn(platform)
        with self.transaction(work):
            work.store.make_tables(platform.name, platform.rooms.collections)
            packs.apply(platform, self.pack, work)
            self.settings.save_waiting(left)

    def _newborn(self, platform: Platform) -> Work:
        """A `Work` of the birth of the world, whenever that is made up for."""
        work = self.context(platform.name, "carga")
        work.now, work.epoch = self.settings.birth(), 0
        return work


def _drawn(one: BirthCredential, work: Work) -> str:
    name = f"birth/{one.name}"
    if one.is_public:
        return work.uuid(name).replace("-", "")[-one.length :]
    digits = work.secret(name, one.length)
    return base64.b64encode(bytes.fromhex(digits)).decode() if one.is_base64 else digits


def _filled(value: Any, born: Mapping[str, str]) -> Any:
    return value.format(**born) if isinstance(value, str) else value
