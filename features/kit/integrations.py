"""The integrations that the step library can put a connector under."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from homologa.features.kit.catalog import SETS_UP, step_modules

if TYPE_CHECKING:
    from homologa.features.kit.stage import Stage

CONSTANT = "INTEGRATION"
"""The name under which a module of steps declares its integration."""
_Step = TypeVar("_Step", bound=Callable[..., None])


@dataclass(frozen=True)
class Integration:
    """One integration: its name in the driver protocol, and what prepares a world and hands it to the connector."""

    name: str
    set_up: Callable[[Stage], None]


def known() -> Iterator[Integration]:
    """Yield every integration of the step library."""
    for name in step_modules():
        found = getattr(importlib.import_module(name), CONSTANT, None)
        if found is not None:
            yield found


def sets_up(integration: str) -> Callable[[_Step], _Step]:
    """Mark a step as one that puts the connector under an integration."""

    def mark(step: _Step) -> _Step:
        setattr(step, SETS_UP, integration)
        return step

    return mark
