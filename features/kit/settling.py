"""Waiting until everything that follows from a step has happened, and letting time pass."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from homologa.features.kit import shared_time
from homologa.features.kit.progress import PAUSE, ProgressWatch

if TYPE_CHECKING:
    from homologa.features.kit.stage import Stage
    from homologa.simulators.control.client import Quiet

STEP_WAIT = 2.0
"""Seconds of one long look at the connector or the platforms."""


def settle(stage: Stage, limit: datetime | None = None, look: Quiet | None = None) -> Quiet:
    """Return when nothing is due on the platforms and the connector has nothing left to do; answers the last look.

    The connector says so between two looks at the platforms, between which no exchange came. When it waits for a
    moment, time moves there; until one beyond `limit` it has nothing to do. Where the platforms were at rest already,
    `look` is the first look at them. Raises Blocked when nothing comes of it any more.
    """
    quiet = _look(stage, look)
    if not stage.connected:
        return quiet
    watch, is_idle = stage.watch(), False
    while True:
        if watch.is_still(quiet.last_exchange) and quiet.quiet and is_idle:
            return quiet
        state = stage.driver.state(STEP_WAIT)
        is_idle, moved = state.is_idle(limit), None
        if state.name == "busy":
            watch.pause()
        elif state.waiting_until is not None and not is_idle:
            moved = _wait(stage, state.waiting_until, state.wakes_at, watch)
        quiet = _look(stage, moved)


def advance(stage: Stage, step: timedelta) -> None:
    """Let time pass for the world and the connector together, delivery by delivery."""
    now = stage.world.now()
    target = now + step
    while now < target:
        moved = _move_towards(stage, target, stage.driver.state(0).wakes_at if stage.connected else None)
        now = settle(stage, target, moved).now


def _look(stage: Stage, seen: Quiet | None) -> Quiet:
    """A look at the platforms, which those that were seen at rest just now do not need."""
    return seen if seen is not None and seen.quiet else stage.world.quiet(STEP_WAIT)


def _wait(stage: Stage, until: datetime, wakes_at: datetime | None, watch: ProgressWatch) -> Quiet | None:
    """Bring the moment for which the connector waits nearer: in virtual time at once, else by waiting a while."""
    watch.count_wait(until, stage.has_written, is_real=not stage.has_virtual_time)
    if stage.has_virtual_time:
        return _move_towards(stage, until, wakes_at)
    left = (until - stage.world.now()).total_seconds()
    threading.Event().wait(min(max(left, PAUSE), STEP_WAIT))
    return None


def _move_towards(stage: Stage, target: datetime, wakes_at: datetime | None) -> Quiet:
    """Move to the target or, if that is sooner, to where something is due or the connector acts by itself."""
    stop = shared_time.next_stop(stage.world, target, wakes_at, STEP_WAIT)
    moved = shared_time.move(stage.world, stage.driver, stop)
    stage.poll()
    return moved
