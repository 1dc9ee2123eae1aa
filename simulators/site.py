"""Puts platforms, worlds and control API together in one process."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import flask

from homologa.simulators.control.app import create_app as create_control
from homologa.simulators.kernel.addresses import Addresses
from homologa.simulators.kernel.deliveries.messages import Sender
from homologa.simulators.kernel.deliveries.mounts import Mounts
from homologa.simulators.kernel.deliveries.network import DenyHost
from homologa.simulators.kernel.exchanges.journal import BOUNDS
from homologa.simulators.kernel.exchanges.retention import JournalBounds
from homologa.simulators.kernel.listeners import Listeners
from homologa.simulators.kernel.platform import Platform, installed_platforms
from homologa.simulators.kernel.storage.folder import Folder
from homologa.simulators.kernel.web.http import create_app
from homologa.simulators.kernel.world import World
from homologa.simulators.kernel.worlds import Worlds

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from homologa.simulators.kernel.web.host_transport import HostTransport

CONTROL_HOST = "localhost"
CONTROL_URL = f"http://{CONTROL_HOST}/_homologa/v1"


@dataclass(frozen=True)
class Site:
    """The applications of one process, and the transport that reaches them without sockets."""

    worlds: Worlds
    platforms: tuple[Platform, ...]
    apps: Mapping[str, flask.Flask]
    control: flask.Flask
    mounts: Mounts
    listeners: Listeners

    @cached_property
    def transport(self) -> "HostTransport":
        """What a client of httpx reaches them by."""
        from homologa.simulators.kernel.web.host_transport import HostTransport

        return HostTransport(self.mounts)

    def mount(self, host: str, application: "WSGIApplication") -> None:
        """Make an application, such as a connector, reachable by the platforms at a host name."""
        self.mounts.mount(host, application)


def build(
    *,
    outside: Sender | None = None,
    wake: Callable[[World], None] | None = None,
    folder: Folder | None = None,
    urls: Mapping[str, str] | None = None,
    any_host: bool = False,
    control_key: str | None = None,
    credentials_from: str | None = None,
    journal_bounds: JournalBounds = BOUNDS,
    platforms: Collection[str] | None = None,
) -> Site:
    """Everything that a process serves.

    `outside` carries the deliveries instead of what is mounted here, `wake` has them done by workers, `folder` keeps
    worlds in files, `urls` are the platforms' addresses when they are served, and credentials follow from the text
    `credentials_from`, if there is one. `any_host` and `control_key` say whom the control API answers, and
    `journal_bounds` what the journal of each world keeps. `platforms` are those of these names, all that are installed
    without any. Raises UsageError for one that is not installed.
    """
    brought = installed_platforms(platforms)
    mounts = Mounts()
    way_out = DenyHost(mounts, CONTROL_HOST) if outside is None else outside
    addresses = Addresses(urls or {})
    worlds = Worlds(brought, way_out, wake, folder, credentials_from, journal_bounds, addresses)
    listeners = Listeners(worlds)
    addresses.open = listeners.open_anywhere
    worlds.ends.callback(listeners.close)
    apps = {platform.name: create_app(platform, worlds) for platform in brought}
    for platform in brought:
        for host in platform.hosts:
            mounts.mount(host, apps[platform.name])
    control = create_control(worlds, urls if urls is not None else {}, any_host=any_host, key=control_key)
    mounts.mount(CONTROL_HOST, control)
    return Site(worlds, brought, apps, control, mounts, listeners)
