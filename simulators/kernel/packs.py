"""Seed packs: the data with which a world can begin, declared by each platform and found by name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from homologa.simulators.kernel.errors import UsageError

if TYPE_CHECKING:
    from homologa.simulators.kernel.platform import Platform
    from homologa.simulators.kernel.work import Work

DEFAULT = "vazia"
"""The account alone; every platform has it, and none declares it."""
ABOUT_DEFAULT = "Só a conta, sem nenhum cadastro."


def list_packs(platforms: "Iterable[Platform]") -> dict[str, dict[str, str]]:
    """Every pack by name, with what it holds on each platform that has it."""
    platforms = tuple(platforms)
    found = {DEFAULT: {platform.name: ABOUT_DEFAULT for platform in platforms}}
    for platform in platforms:
        for name, about in platform.packs.items():
            found.setdefault(name, {})[platform.name] = about
    return found


def require(platforms: "Iterable[Platform]", name: str) -> None:
    """Raise UsageError unless there is a pack of this name."""
    known = list_packs(platforms)
    if name not in known:
        raise UsageError(f"não há pacote “{name}”; há: {', '.join(known)}")


def apply(platform: "Platform", name: str, work: "Work") -> None:
    """Make the platform's account and what the pack adds to it; a platform without the pack has the account alone."""
    platform.rooms.seed(work)
    if name in platform.packs:
        platform.rooms.packs[name](work)
