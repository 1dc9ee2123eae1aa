"""Which platforms have tables in the database of a world, and of which version."""

from collections.abc import Iterable, Mapping

from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.store import Layout


def loaded_layout(platforms: Iterable[Platform]) -> Layout:
    """The platforms that this process uses already: with their tables a new world begins at no cost."""
    return tuple((platform.name, platform.rooms.collections) for platform in platforms if platform.is_loaded)


def check(platforms: Mapping[str, Platform], found: Mapping[str, int], place: str, remedy: str) -> None:
    """Raise UsageError, which names place and remedy in words, for tables that are not of their platform's version.

    A platform without tables there is not loaded.
    """
    for name, version in found.items():
        platform = platforms.get(name)
        if platform is None or platform.rooms.version != version:
            title = name if platform is None else platform.title
            raise UsageError(f"{place}: os dados de {title} foram gravados por outra versão dela; {remedy}")
