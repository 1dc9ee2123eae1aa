"""Stands simulators, and a connector written in Python, up in this process."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from homologa.features.kit.driver import Driver
from homologa.features.kit.environment import Environment
from homologa.features.kit.errors import NotThere
from homologa.features.kit.progress import PATIENCE
from homologa.features.kit.transport import SuiteTransport
from homologa.features.kit.watched import WatchedTransport
from homologa.simulators.control.client import Control, Screen
from homologa.simulators.kernel.platform import installed_platforms
from homologa.simulators.kernel.rooms import Surface
from homologa.simulators.kernel.storage.folder import Folder
from homologa.simulators.server import Address, Server
from homologa.simulators.site import CONTROL_URL, build

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

CONNECTOR_HOST = "conector.example"
CONNECTOR_URL = f"https://{CONNECTOR_HOST}"
REFERENCE = "homologa.sync.embedded:create"
Factory = Callable[[httpx.BaseTransport, str], "WSGIApplication"]


@dataclass(frozen=True)
class Screens:
    """What people can do and see; `places` is how sentences name each platform, such as `no Tiny`."""

    places: Mapping[str, str]
    actions: tuple[Screen, ...]
    views: tuple[Screen, ...]


def screens() -> Screens:
    """Every action and view of the installed platforms."""
    site = build()
    world = Control(CONTROL_URL, site.transport).create_world()
    places = {name: f"{shown['article']} {shown['title']}" for name, shown in world.data["platforms"].items()}
    found = Screens(places, tuple(world.actions()), tuple(world.views()))
    site.worlds.close()
    return found


@dataclass(frozen=True)
class Operation:
    """One operation of a platform's registry; `partial` says what of it is left out, "" when it is whole.

    `calls` are its methods and paths, from the prefix of its API, with `{}` for what varies.
    """

    platform: str
    contract: str
    name: str
    calls: tuple[str, ...]
    fidelity: str
    source: str
    partial: str


def operations() -> tuple[Operation, ...]:
    """Every operation of the installed platforms."""
    return tuple(
        operation
        for platform in installed_platforms()
        for surface in platform.rooms.surfaces
        for operation in _operations(platform.name, surface)
    )


def in_process(factory_name: str = REFERENCE, *, patience: float = PATIENCE, keep: Path | None = None) -> Environment:
    """Simulators and connector with no sockets; the factory is `module:function(transport, base_url)`.

    The application that the factory answers may have a `close`, which is called at the end of the run. Worlds are in
    memory, or in files of the folder `keep`. Raises NotThere for a factory that cannot be loaded.
    """
    factory = _factory(factory_name)
    site = build(folder=_folder(keep))
    connector = factory(site.transport, CONNECTOR_URL)
    site.mount(CONNECTOR_HOST, connector)
    watched = WatchedTransport(
        site.transport, lambda: sum(world.journal.last for world in site.worlds.all()), patience, only_looks
    )
    transport = SuiteTransport(watched)
    driver = Driver(CONNECTOR_URL, transport)
    watched.give_up = driver.give_up

    def close() -> None:
        # Work that never ends may hold what closing waits for; it ends with the process.
        if not driver.is_given_up:
            getattr(connector, "close", lambda: None)()
            site.worlds.close()

    return Environment(Control(CONTROL_URL, transport), driver, factory_name, transport, close)


def served(allowed: frozenset[str] = frozenset(), keep: Path | None = None) -> tuple[str, Callable[[], None]]:
    """Simulators served on free ports of this process: the control URL, and how to stop them.

    `allowed` hosts may receive webhooks, besides loopback; worlds are in memory, or in files of the folder `keep`.
    """
    server = Server(Address(port=0), keep, targets=allowed)
    server.start()
    return server.control_url, server.stop


def only_looks(request: httpx.Request) -> bool:
    """Whether a call reads from the simulators and nothing else; a look for rest delivers what is due first."""
    url = request.url
    return request.method == "GET" and url.host != CONNECTOR_HOST and not url.path.endswith("/quiet")


def _operations(platform: str, surface: Surface) -> Iterator[Operation]:
    partial = _partial(
        json.loads(files(surface.package).joinpath("_openapi", f"{surface.contract}.json").read_text("utf-8"))
    )
    for made in surface.operations:
        paths = [re.sub("<[^>]*>", "{}", path.removeprefix(surface.prefix)) for path in made.paths]
        calls = tuple(f"{method} {path}" for method in made.methods for path in paths)
        why = partial.get(made.name, "")
        yield Operation(platform, surface.contract, made.name, calls, made.fidelity.value, made.source, why)


def _partial(description: Mapping[str, Any]) -> dict[str, str]:
    """What the contract says to be left out, by operation."""
    told = [
        described["x-homologa"]
        for path in description["paths"].values()
        for described in path.values()
        if isinstance(described, dict) and "x-homologa" in described
    ]
    return {notes["operation"]: notes["partial"] for notes in told if "partial" in notes}


def _factory(name: str) -> Factory:
    module, _, attribute = name.partition(":")
    try:
        factory: Factory = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise NotThere(f"não foi possível carregar o conector «{name}», escrito MÓDULO:FÁBRICA: {error}") from error
    return factory


def _folder(path: Path | None) -> Folder | None:
    return None if path is None else Folder(path)
