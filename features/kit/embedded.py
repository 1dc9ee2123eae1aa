"""Stands simulators, and a connector written in Python, up in this process."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from features.kit.driver import Driver
from features.kit.place import Place
from simulators.control.client import Control, Screen
from simulators.server import Address, Server
from simulators.site import CONTROL_URL, build

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

CONNECTOR_HOST = "conector.example"
CONNECTOR_URL = f"https://{CONNECTOR_HOST}"
REFERENCE = "sync.embedded:create"
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


def in_process(factory_name: str = REFERENCE) -> Place:
    """Simulators and connector with no sockets; the factory is `module:function(transport, base_url)`."""
    site = build()
    site.mount(CONNECTOR_HOST, _factory(factory_name)(site.transport, CONNECTOR_URL))
    control = Control(CONTROL_URL, site.transport)
    return Place(control, Driver(CONNECTOR_URL, site.transport), site.worlds.close)


def served(allowed: frozenset[str] = frozenset()) -> tuple[str, Callable[[], None]]:
    """Simulators served on free ports of this process: the control URL, and how to stop them.

    `allowed` hosts may receive webhooks, besides loopback.
    """
    server = Server(Address(port=0), allowed=allowed)
    server.start()
    return server.control_url, server.stop


def _factory(name: str) -> Factory:
    module, _, attribute = name.partition(":")
    factory: Factory = getattr(importlib.import_module(module), attribute)
    return factory
