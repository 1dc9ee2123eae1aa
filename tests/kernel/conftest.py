"""A toy platform: notes with unique titles, each of which tells a receiver; small enough to see the kernel through."""

import dataclasses
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import flask
import hypothesis
import pytest

from homologa.simulators.kernel.clock import Clock
from homologa.simulators.kernel.errors import Fidelity, ScreenRefusal
from homologa.simulators.kernel.events import Delivery, Draft, Event, Outcome, RetryPolicy
from homologa.simulators.kernel.platform import BirthCredential, Platform
from homologa.simulators.kernel.rooms import Rooms
from homologa.simulators.kernel.screens import Screens
from homologa.simulators.kernel.storage.folder import Folder
from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.web.host_transport import HostTransport
from homologa.simulators.kernel.work import Work
from homologa.simulators.kernel.world import World
from homologa.simulators.kernel.worlds import Worlds

hypothesis.settings.register_profile("kernel", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("kernel")

NOTE = Collection("note", {"title": str, "body": str}, unique=(("title",),), search=("title", "body"))
POLICY = RetryPolicy((60.0, 300.0))
ACTIONS, VIEWS = Screens(), Screens()
MENU = "Notas"


def add(work: Work, title: str, body: str = "") -> dict[str, Any]:
    note = {"id": work.next_id("note"), "title": title, "body": body, "made_at": work.now.isoformat()}
    work.documents(NOTE).add(note)
    work.emit("note.added", id=note["id"])
    return note


@ACTIONS.screen(MENU, "Anotar")
def anotar(work: Work, *, titulo: str, texto: str = "") -> dict[str, Any]:
    """Guarda uma nota e avisa o receptor."""
    return {"id": add(work, titulo, texto)["id"]}


@ACTIONS.screen(MENU, "Anotar várias")
def anotar_varias(work: Work, *, titulos: list[str]) -> dict[str, Any]:
    """Guarda várias notas, todas ou nenhuma."""
    return {"ids": [add(work, title)["id"] for title in titulos]}


@ACTIONS.screen(MENU, "Recusar")
def recusar(work: Work, *, titulo: str) -> None:
    """Guarda e depois se arrepende."""
    add(work, titulo)
    raise ScreenRefusal("Não quero.")


@ACTIONS.screen(MENU, "Quebrar")
def quebrar(work: Work) -> None:
    """Um defeito do simulador."""
    raise ZeroDivisionError("um defeito")


@VIEWS.screen(MENU, "Notas")
def notas(work: Work, *, titulo: str | None = None) -> list[str]:
    """Os títulos guardados."""
    where, params = ("1", ()) if titulo is None else ("title = ?", (titulo,))
    return [note["title"] for note in work.documents(NOTE).find(where, params)]


class Notifier:
    """Tells of each note with its text at the moment of the commit; what the receiver answers becomes its body."""

    def prepare(self, work: Work, event: Event) -> list[Event]:
        return [event]

    def expand(self, work: Work, event: Event) -> list[Draft]:
        note = work.documents(NOTE).get(event.data["id"])
        url = work.setting("receiver", "http://receptor.example/avisos")
        return [Draft.of_json(event.name, url, note, POLICY, subject=note["title"], note=note["id"])]

    def headers(self, work: Work, delivery: Delivery, at: datetime) -> list[tuple[str, str]]:
        return [("X-Attempt", str(delivery.attempts + 1)), ("X-Signed-At", str(int(at.timestamp())))]

    def settle(self, work: Work, delivery: Delivery, outcome: Outcome) -> None:
        if outcome.body == b"defeito":
            raise ZeroDivisionError("um defeito")
        note = work.documents(NOTE).get(delivery.draft.context["note"])
        if note is not None:
            work.documents(NOTE).put({**note, "answer": outcome.body.decode(), "final": outcome.final})


def seed(work: Work) -> None:
    work.set_setting("token", work.birth_credential("token"))


def fill(work: Work) -> None:
    for title in ("primeira", "segunda"):
        work.documents(NOTE).add({"id": work.next_id("note"), "title": title})


def remind(work: Work, *, title: str, again: float = 0.0) -> None:
    """Adds a note when its moment has come and, if asked, another later."""
    if title == "defeito":
        raise ZeroDivisionError("um defeito")
    add(work, title)
    if again:
        work.schedule("remind", work.now + timedelta(seconds=again), title=f"{title} de novo")


ROOMS = Rooms(
    surfaces=(),
    notifier=Notifier(),
    actions=ACTIONS,
    views=VIEWS,
    collections=(NOTE,),
    seed=seed,
    packs={"cheia": fill},
    tasks={"remind": remind},
)
PLATFORM = Platform(
    name="toy",
    title="Brinquedo",
    article="no",
    port=1,
    hosts=("toy.example",),
    fidelity=Fidelity.RECONSTRUCTED,
    origin="https://toy.example",
    load=lambda: ROOMS,
    credentials=(BirthCredential("token", "token", data={"revoked": False}),),
    packs={"cheia": "Duas notas, que ninguém recebe."},
)


@dataclass
class Receiver:
    """The other end: what it got, what it answers next, and what it does before it answers."""

    answers: deque[tuple[int, bytes]] = field(default_factory=deque)
    got: list[dict[str, Any]] = field(default_factory=list)
    attempts: list[str] = field(default_factory=list)
    signed_at: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    @property
    def titles(self) -> list[str]:
        return [body["title"] for body in self.got]

    def application(self) -> flask.Flask:
        app = flask.Flask("receptor")

        @app.post("/avisos")
        def hear() -> tuple[bytes, int]:
            self.got.append(json.loads(flask.request.get_data()))
            self.attempts.append(flask.request.headers.get("X-Attempt", ""))
            self.signed_at.append(flask.request.headers.get("X-Signed-At", ""))
            self.meanwhile()
            status, body = self.answers.popleft() if self.answers else (200, b"")
            return body, status

        return app


def rebuilt(platform: Platform, **changes: Any) -> Platform:
    """A platform like another, but for what it declares or what stands in its rooms."""
    declared = {one.name for one in dataclasses.fields(Platform)}
    rooms = dataclasses.replace(platform.rooms, **{name: changes.pop(name) for name in changes.keys() - declared})
    return dataclasses.replace(platform, **{"load": lambda: rooms, **changes})


@dataclass
class Toy:
    """The worlds of the toy platform and the receiver of its deliveries."""

    receiver: Receiver
    transport: HostTransport
    worlds: Worlds

    def rebuild(self, **changes: Any) -> Platform:
        """Have new worlds of a platform that is like the toy, but for these changes; gives it."""
        made = rebuilt(self.worlds.platforms[0], **changes)
        self.worlds.platforms = (made,)
        return made

    def note(self, world: World, title: str, body: str = "", **how: Any) -> dict[str, Any]:
        """Add a note in a unit of work, and have nothing delivered yet."""
        with world.work("toy", **how) as work:
            return add(work, title, body)

    def fail(self, world: World, step: Callable[[Work], object], error: Any = ZeroDivisionError) -> None:
        """Take a step in a unit of work that fails after it."""
        with world.work("toy") as work:
            step(work)
            raise error

    def notes(self, world: World) -> list[str]:
        return world.view("toy", "notas", {})

    def stored(self, world: World, key: int) -> dict[str, Any]:
        with world.work("toy", write=False) as work:
            return work.documents(NOTE).get(key)

    def collection(self, work: Work) -> Any:
        return work.documents(NOTE)

    def token(self, world: World) -> str:
        with world.work("toy", write=False) as work:
            return work.setting("token", "")

    def owner(self, token: str) -> World | None:
        found = self.worlds.finder("toy")("token", token)
        return found and found[0]


def build(folder: Path | None = None) -> Toy:
    receiver, transport = Receiver(), HostTransport()
    transport.mount("receptor.example", receiver.application())
    return Toy(receiver, transport, Worlds((PLATFORM,), transport, folder=folder and Folder(folder)))


@pytest.fixture(name="rebuilt")
def platform_builder():
    return rebuilt


@pytest.fixture
def toy():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture
def world(toy):
    return toy.worlds.create(id="um")


@pytest.fixture
def receiver(toy):
    return toy.receiver


@pytest.fixture
def kept(tmp_path):
    """Makes toys whose worlds are kept in files; all are closed in the end."""
    made = []

    def make() -> Toy:
        made.append(build(tmp_path))
        return made[-1]

    yield make
    for toy in made:
        toy.worlds.close()


@pytest.fixture
def frozen():
    return Clock()
