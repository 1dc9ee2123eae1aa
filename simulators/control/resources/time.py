"""The clock of a world, and what is due."""

from datetime import datetime
from typing import Any

from homologa.simulators.control import parsing, serializers
from homologa.simulators.control.resources.resource import WORLD, Resource, Route
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.world import World


class TimeResource(Resource):
    """The clock of a world, and what is due."""

    def routes(self) -> list[Route]:
        return [
            ("GET", f"{WORLD}/clock", self.get_clock),
            ("PUT", f"{WORLD}/clock", self.set_clock),
            ("POST", f"{WORLD}/clock/advance", self.advance_clock),
            ("POST", f"{WORLD}/pump", self.pump),
            ("GET", f"{WORLD}/quiet", self.quiet),
        ]

    def get_clock(self, world_id: str) -> Any:
        return serializers.clock(self.worlds.get(world_id))

    def set_clock(self, world_id: str) -> Any:
        """Freeze the clock, or let it run."""
        world = self.worlds.get(world_id)
        world.set_clock_mode(parsing.one_of(parsing.body({"mode"}).get("mode"), ("real", "frozen"), "mode"))
        world.pump.trigger()
        return serializers.clock(world)

    def advance_clock(self, world_id: str) -> Any:
        """Move the clock by seconds, to a moment, or to the next delivery; what is due on the way is done, if asked."""
        world = self.worlds.get(world_id)
        body = parsing.body({"seconds", "to", "next", "deliver"})
        deliver = body.pop("deliver", True)
        if not isinstance(deliver, bool):
            raise UsageError("deliver tem de ser true ou false")
        if "seconds" in body and len(body) == 1:
            world.advance_by(parsing.seconds(body["seconds"]), deliver=deliver)
        elif "to" in body and len(body) == 1:
            world.advance(_coming(parsing.moment(body["to"]), world), deliver=deliver)
        elif body == {"next": True}:
            world.advance(world.next_due() or world.clock.now(), deliver=deliver)
        else:
            raise UsageError("informe um de: seconds (número), to (data e hora), next (true)")
        return serializers.clock(world)

    def pump(self, world_id: str) -> Any:
        """Do what is due now; answers when it is done."""
        world = self.worlds.get(world_id)
        world.pump.run(wait=True)
        return serializers.quiet(world)

    def quiet(self, world_id: str) -> Any:
        """Whether nothing is due; waits for that."""
        world = self.worlds.get(world_id)
        return serializers.quiet(world, parsing.wait(parsing.query({"wait"})))


def _coming(moment: datetime, world: World) -> datetime:
    """The moment; raises UsageError when it has passed in the world."""
    now = world.clock.now()
    if moment < now:
        raise UsageError(f"o relógio só anda para a frente, e no mundo já são {now:%d/%m/%Y %H:%M:%S}")
    return moment
