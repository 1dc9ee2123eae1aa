"""Figures of worlds as wholes: putting one back, in memory and in a file, keeping one and making one of a pack."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import catalogue
from results import Figure

from homologa.simulators.kernel.storage.folder import Folder
from homologa.simulators.kernel.world import World
from homologa.simulators.site import Site, build

PRODUCTS = 5_000
"""On each of the two platforms."""
ROUNDS = 7
FULL = "cheia"


def putting_back() -> Iterator[Figure]:
    """Reset and restore of a world with 10,000 products, half of them on each platform, for each MB of its image."""
    with tempfile.TemporaryDirectory() as place:
        for kind, folder in (("memory", None), ("file", Folder(Path(place)))):
            site = build(folder=folder)
            yield from _putting_back(site, kind)
            site.worlds.close()


def packs() -> Iterator[Figure]:
    """Making a world of each pack."""
    site = build()
    for name in ("vazia", "demonstracao", "volume-1000"):
        taken = _median(lambda name=name: site.worlds.delete(site.worlds.create(pack=name).id))
        yield Figure(f"making a world of the pack {name}", taken, "ms")
    site.worlds.close()


def _putting_back(site: Site, kind: str) -> Iterator[Figure]:
    world = site.worlds.create(limits="off")
    empty = _median(world.reset)
    yield Figure(f"reset of an empty world, {kind}", empty, "ms")
    _fill(world)
    keeping = _median(lambda: world.snapshot(FULL))
    size = len(world.store.image()) / 2**20
    restoring = _median(lambda: world.restore(FULL))
    label = f"{2 * PRODUCTS:,} products, {kind}"
    yield Figure(f"image of {label}", size, "MB")
    yield Figure(f"restore of {label}", restoring, "ms")
    yield Figure(f"restore of {label}, each MB", restoring / size, "ms/MB")
    yield Figure(f"snapshot of {label}, each MB", keeping / size, "ms/MB")


def _fill(world: World) -> None:
    rows = catalogue.made_up(PRODUCTS)
    for platform, products in (("tiny", catalogue.erp_products(rows)), ("novaoito", catalogue.store_products(rows))):
        world.act(platform, "importar_produtos", {"produtos": products})


def _median(step: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


MEASURES = (putting_back, packs)
