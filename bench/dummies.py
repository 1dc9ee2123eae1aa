"""What installed platforms cost that nobody uses: the simulators with ten small ones more, and without."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
from process import Served, served
from results import Figure

DUMMIES, ROUNDS, WORLDS = 10, 5, 30
MODULE = '''
from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.platform import BirthCredential, Platform
from homologa.simulators.kernel.rooms import Rooms
from homologa.simulators.kernel.screens import Screens
from homologa.simulators.kernel.store import Collection


class Notifier:
    def prepare(self, work, event):
        return [event]

    def expand(self, work, event):
        return []

    def headers(self, work, delivery, at):
        return []

    def settle(self, work, delivery, outcome):
        pass


def make(number):
    views = Screens()

    @views.screen("Conta", "Credenciais")
    def credenciais(work):
        """As credenciais."""
        return {"token": work.birth_credential("token")}

    rooms = Rooms(
        surfaces=(),
        notifier=Notifier(),
        actions=Screens(),
        views=views,
        collections=(Collection("note", {"title": str}, indexes=(("title",),)),),
        seed=lambda work: None,
    )

    return Platform(
        name=f"dummy{number}",
        title=f"Dummy {number}",
        article="no",
        port=100 + number,
        hosts=(f"dummy{number}.example",),
        fidelity=Fidelity.RECONSTRUCTED,
        origin=f"https://dummy{number}.example",
        load=lambda: rooms,
        credentials=(BirthCredential("token", "token"),),
    )


'''


def unused_platforms() -> Iterator[Figure]:
    """Start, memory and making a world, each with ten more platforms against without, taken in turns."""
    with tempfile.TemporaryDirectory() as folder:
        _install(Path(folder))
        rounds = [(_round({}), _round({"PYTHONPATH": folder})) for _ in range(ROUNDS)]
    for place, (name, unit) in enumerate((("start", "ms"), ("memory", "MB"), ("making a world", "ms"))):
        without, more = (statistics.median(one[side][place] for one in rounds) for side in (0, 1))
        plain = f"{name}, no unused platforms"
        yield Figure(plain, without, unit)
        yield Figure(f"{name}, {DUMMIES} unused platforms", more, unit, plain, more / without, most=1.2)


def _install(folder: Path) -> None:
    """Lay out a package that brings the platforms, as one that pip has installed."""
    made = "".join(f"DUMMY_{number} = make({number})\n" for number in range(DUMMIES))
    (folder / "bench_dummies.py").write_text(MODULE + made)
    told = folder / "bench_dummies-1.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: bench-dummies\nVersion: 1\n")
    entries = "".join(f"dummy{number} = bench_dummies:DUMMY_{number}\n" for number in range(DUMMIES))
    (told / "entry_points.txt").write_text(f"[homologa.platforms]\n{entries}")


def _round(environment: dict[str, str]) -> tuple[float, float, float]:
    start = time.perf_counter()
    with served(environment=environment) as ours:
        return (time.perf_counter() - start) * 1000, ours.pss, _world(ours)


def _world(ours: Served) -> float:
    """Milliseconds to make one, the middle of some."""
    times = []
    with httpx.Client(trust_env=False) as client:
        for _ in range(WORLDS):
            start = time.perf_counter()
            client.post(f"{ours.told['control']}/worlds", json={}).raise_for_status()
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


MEASURES = (unused_platforms,)
