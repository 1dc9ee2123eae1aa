"""Putting a connector to work: what is installed and filled in on the screens before, and pasted afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from homologa.features.kit.errors import Blocked
from homologa.features.kit.handover import VIEW, read
from homologa.features.kit.integrations.model import Integration, Noted, ScreenUse, Shown
from homologa.features.kit.stage import Stage
from homologa.simulators.control.client import ScreenRefused


def prepare(stage: Stage, integration: Integration) -> None:
    """Install the integration on its platforms and fill in its settings; no connector yet."""
    for screen in integration.installation:
        _use(stage, screen)
    configure(stage, integration)


def configure(stage: Stage, integration: Integration) -> None:
    """Fill in the settings, with the credentials as they are now."""
    _use(stage, integration.configuration)


def connect(stage: Stage, integration: Integration) -> None:
    """Put the connector under the prepared integration, and paste its receivers where they belong.

    Raises Blocked when a screen does not take them.
    """
    stage.setup(integration)
    stage.paste = partial(_paste, stage, integration)
    stage.paste()


def _paste(stage: Stage, integration: Integration) -> None:
    for pasting in integration.receivers:
        urls = {field: stage.capabilities.receivers.get(kind, "") for kind, field in pasting.fields.items()}
        try:
            _use(stage, pasting.screen, urls)
        except ScreenRefused as refused:
            raise Blocked(f"uma tela não aceita os receptores que o conector informou: {refused.detail}") from refused


def _use(stage: Stage, screen: ScreenUse, more: dict[str, Any] | None = None) -> None:
    shown = {place: stage.world.view(place, VIEW) for place in screen.shown_by}
    fields = {name: _filled(stage, value, shown) for name, value in screen.fields.items()}
    result = stage.act(screen.platform, screen.action, **fields, **(more or {}))
    stage.notes |= {note: result[name] for note, name in screen.notes.items()}


def _filled(stage: Stage, value: Any, shown: Mapping[str, Any]) -> Any:
    if isinstance(value, Noted):
        return stage.notes[value.name]
    if isinstance(value, Shown):
        return read(value, shown)
    return value
