"""The time that a world and the connector under test have in common."""

from __future__ import annotations

from datetime import datetime

from homologa.features.kit.driver import Driver
from homologa.simulators.control.client import Quiet, WorldClient


def let_run(world: WorldClient, present: datetime) -> None:
    """Bring a world to the real present, in which its connector lives, unless it is ahead; let it go on."""
    world.advance(to=max(present, world.now()))
    world.set_clock("real")
    world.set_limits("observe")


def next_stop(world: WorldClient, target: datetime, wakes_at: datetime | None, wait: float) -> datetime:
    """The next moment on the way at which something is due on the platforms, or the connector acts by itself.

    What is due by now is waited for, up to `wait` seconds.
    """
    quiet = world.quiet(wait)
    return min(
        [target, *(moment for moment in (quiet.next_due, wakes_at) if moment is not None and moment > quiet.now)]
    )


def move(world: WorldClient, driver: Driver, moment: datetime) -> Quiet:
    """Move world and connector together; what is due is delivered when both know what time it is.

    Answers what is so on the platforms then.
    """
    now = max(moment, world.now())
    world.advance(to=now, deliver=False)
    driver.clock(now)
    return world.pump()
