"""The reference connector and the example, broken on purpose, one fault at a time: `--embedded broken:NAME`."""

from collections.abc import Callable
from typing import Any

from broken import (
    decisions,
    example,
    jobs,
    links,
    meanwhile,
    notifications,
    records,
    refusals,
    retries,
    settings,
    values,
    wire,
    work,
)

ROOMS = (
    decisions,
    example,
    jobs,
    links,
    meanwhile,
    notifications,
    records,
    refusals,
    retries,
    settings,
    values,
    wire,
    work,
)
FAULTS = {name: fault for room in ROOMS for name, fault in room.FAULTS.items()}


def __getattr__(name: str) -> Callable[..., Any]:
    """The connector with the fault of this name."""
    if name not in FAULTS:
        raise AttributeError(f"no such fault: {name}")
    return FAULTS[name]
