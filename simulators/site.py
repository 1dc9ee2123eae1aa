"""Puts platforms, worlds and control API together in one process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import flask
import httpx

from simulators.control.app import create_app as create_control
from simulators.kernel.http import create_app
from simulators.kernel.network import Barred, HostTransport
from simulators.kernel.platform import Platform, installed
from simulators.kernel.world import World
from simulators.kernel.worlds import Worlds

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

CONTROL_HOST = "localhost"
CONTROL_URL = f"http://{CONTROL_HOST}/_homologa/v1"


@dataclass(frozen=True)
class Site:
    """The applications of one process, and the transport that reaches them without sockets."""

    worlds: Worlds
    platforms: tuple[Platform, ...]
    apps: Mapping[str, flask.Flask]
    control: flask.Flask
    transport: HostTransport

    def mount(self, host: str, application: "WSGIApplication") -> None:
        """Make an application, such as a connector, reachable by the platforms at a host name."""
        self.transport.mount(host, application)


def build(
    *,
    outside: httpx.BaseTransport | None = None,
    wake: Callable[[World], None] | None = None,
    folder: Path | None = None,
    urls: Mapping[str, str] | None = None,
    any_host: bool = False,
) -> Site:
    """Everything that a process serves.

    `outside` carries what goes to hosts that are not ours, `wake` has deliveries done by workers, `folder` keeps
    worlds in files, `urls` are the platforms' addresses when they are served.
    """
    platforms = installed()
    transport = HostTransport(outside)
    way_out = outside if wake is not None and outside is not None else Barred(transport, CONTROL_HOST)
    worlds = Worlds(platforms, way_out, wake, folder)
    apps = {platform.name: create_app(platform, worlds) for platform in platforms}
    for platform in platforms:
        for host in platform.hosts:
            transport.mount(host, apps[platform.name])
    control = create_control(worlds, urls if urls is not None else {}, any_host=any_host)
    transport.mount(CONTROL_HOST, control)
    return Site(worlds, platforms, apps, control, transport)
