"""Moving a world's clock, with everything that is due on the way."""

from datetime import datetime
from typing import TYPE_CHECKING

from homologa.simulators.kernel.clock import LAST
from homologa.simulators.kernel.errors import UsageError

if TYPE_CHECKING:
    from homologa.simulators.kernel.world import World


def advance(world: "World", target: datetime, *, deliver: bool) -> None:
    """Move the clock to `target`, doing everything due on the way at its own time and in order.

    Raises UsageError for a moment beyond LAST, and when a delivery's receiver asks for it before it answers.
    """
    if world.pump.inside_delivery:
        raise UsageError("o relógio não anda no meio de uma entrega")
    if target > LAST:
        raise UsageError(f"o relógio não passa de {LAST:%Y}")
    if deliver:
        world.pump.run(wait=True)
        while (due := world.next_due()) is not None and due <= target:
            world.move_to(due)
            world.pump.run(wait=True)
    world.move_to(target)
    if deliver:
        world.pump.trigger()
