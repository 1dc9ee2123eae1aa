"""Credentials and settings: as the screens show them, and as the connector was told of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

from homologa.features.kit.integrations.model import Integration, Shown
from homologa.simulators.control.client import WorldClient

VIEW = "credenciais"
Access = dict[str, Any]


class Handover:
    """What a connector is told of one world, first as a whole and then as it changes.

    A credential that a screen does not show, such as that of an app that was uninstalled, cannot be handed over: the
    connector keeps the one that it has.
    """

    def __init__(self, world: WorldClient, integration: Integration) -> None:
        self.integration = integration
        self._world = world
        self._shown = {name: world.view(name, VIEW) for name in integration.read_from}
        self._platforms, self._settings = self._accesses(), self._present_settings()

    def setup(self) -> dict[str, Any]:
        """The whole set-up."""
        return {"integration": self.integration.name, "platforms": self._platforms, "settings": self._settings}

    def view_of(self, platform: str) -> str | None:
        """The view of a platform in which something of the set-up may change; None when there is nothing."""
        return VIEW if platform in self._shown else None

    def change_to(self, platform: str, shown: Any) -> dict[str, Any]:
        """What is new since the last time, as the view of a platform shows it now; nothing when nothing is."""
        if platform not in self._shown:
            return {}
        self._shown[platform] = shown
        platforms = {
            name: access
            for name, access in self._accesses().items()
            if access != self._platforms[name] and _is_complete(access)
        }
        settings = {
            name: value for name, value in self._present_settings().items() if self._settings.get(name) != value
        }
        self._platforms = {**self._platforms, **platforms}
        self._settings = {**self._settings, **settings}
        return {name: new for name, new in (("platforms", platforms), ("settings", settings)) if new}

    def accesses(self) -> dict[str, Any]:
        """The access to every platform, whether or not the connector knows it."""
        return {"platforms": self._platforms}

    def _accesses(self) -> dict[str, Access]:
        known = self._world.data["platforms"]
        return {
            name: {"url": known[name]["url"], "credentials": {key: read(at, self._shown) for key, at in fields.items()}}
            for name, fields in self.integration.credentials.items()
        }

    def _present_settings(self) -> dict[str, Any]:
        found: Mapping[str, Any] = read(self.integration.settings, self._shown)
        return {name: value for name, value in found.items() if name not in self.integration.secrets}


def read(value: Shown, shown: Mapping[str, Any]) -> Any:
    """The value in the views `credenciais`, which are given by platform."""
    return reduce(lambda found, name: found[name], value.path, shown[value.platform])


def _is_complete(access: Access) -> bool:
    return all(value is not None for value in access["credentials"].values())
