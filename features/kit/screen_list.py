"""The buttons and views of a world's platforms, as sentences name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from homologa.features.kit.errors import ScenarioMistake
from homologa.simulators.control.client import Screen, WorldClient


@dataclass
class ScreenList:
    """Every screen of a world, asked for once."""

    world: WorldClient

    @cached_property
    def actions(self) -> Sequence[Screen]:
        """What people can do."""
        return self.world.actions()

    @cached_property
    def views(self) -> Sequence[Screen]:
        """What people can see."""
        return self.world.views()


def find(screens: Sequence[Screen], platform: str, menu: str, label: str) -> Screen:
    """The screen of this title at this menu; raises ScenarioMistake with what there is instead."""
    for screen in screens:
        if (screen.platform, screen.menu, screen.label) == (platform, menu, label):
            return screen
    here = [f"“{screen.label}”" for screen in screens if screen.platform == platform and screen.menu == menu]
    menus = sorted({f"“{screen.menu}”" for screen in screens if screen.platform == platform})
    hint = f"nesta tela há: {', '.join(here)}" if here else f"telas: {', '.join(menus)}"
    raise ScenarioMistake(f"não há “{label}” em “{menu}”; {hint}")
