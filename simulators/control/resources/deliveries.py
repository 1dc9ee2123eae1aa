"""The deliveries of a world: looked for, awaited, made once more, let go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from homologa.simulators.control import parsing, rule_schema, serializers
from homologa.simulators.control.event_stream import ConcurrencyLimit
from homologa.simulators.control.resources.resource import WORLD, Resource, Route
from homologa.simulators.kernel.events import DELIVERY_STATES
from homologa.simulators.kernel.outbox import FILTERS, SETTLED
from homologa.simulators.kernel.world import World

MANY = 1_000_000
MOST = 2**63 - 1
ONE = f"{WORLD}/deliveries/<delivery_id>"
FILTER_FIELDS = frozenset(FILTERS | {"after", "since"})


@dataclass(frozen=True)
class DeliveriesResource(Resource):
    """The deliveries of a world: looked for, awaited, made once more, let go."""

    limit: ConcurrencyLimit = field(default_factory=lambda: ConcurrencyLimit("pedidos à espera de entregas"))

    def routes(self) -> list[Route]:
        return [
            ("GET", f"{WORLD}/deliveries", self.deliveries),
            ("POST", f"{WORLD}/deliveries/replay", self.replay_all),
            ("GET", ONE, self.delivery),
            ("POST", f"{ONE}/replay", self.replay),
            ("POST", f"{ONE}/release", self.release),
        ]

    def deliveries(self, world_id: str) -> Any:
        """Deliveries of a world; waits until there are so many, if asked."""
        world = self.worlds.get(world_id)
        filters = parsing.query(FILTER_FIELDS | {"limit", "count", "wait"}, state=DELIVERY_STATES)
        wait = parsing.wait(filters)
        wanted = parsing.count(filters.pop("count", "0"), "count", 0, MANY)
        after, limit = parsing.page(filters)
        parsed = {"after": after, **_parse_filters(filters)}
        self._await(world, lambda: world.outbox.count(**parsed) >= wanted, wait)
        masks = serializers.masker(world)
        found = world.outbox.find(limit=limit, **parsed)
        return {
            "data": [serializers.delivery(delivery, masks) for delivery in found],
            "count": world.outbox.count(**parsed),
        }

    def delivery(self, world_id: str, delivery_id: str) -> Any:
        """One delivery with its attempts; waits until it was made or given up, if asked."""
        world = self.worlds.get(world_id)
        wait = parsing.wait(parsing.query({"wait"}))
        world.outbox.get(delivery_id)
        self._await(world, lambda: world.outbox.get(delivery_id).state in SETTLED, wait)
        masks = serializers.masker(world)
        found = serializers.delivery(world.outbox.get(delivery_id), masks)
        attempts = world.journal.find(cause=f"entrega:{delivery_id}", direction="out", limit=parsing.MAX_PAGE)
        return {**found, "exchanges": [serializers.exchange(attempt, masks) for attempt in attempts]}

    def replay(self, world_id: str, delivery_id: str) -> Any:
        world = self.worlds.get(world_id)
        copy = world.dispatch.replay(world.outbox.get(delivery_id))
        return serializers.delivery(world.outbox.get(copy.id), serializers.masker(world)), 201

    def replay_all(self, world_id: str) -> Any:
        """Make once more all that were made or given up and that the filters mean."""
        world = self.worlds.get(world_id)
        body = {name: value for name, value in parsing.body(FILTER_FIELDS).items() if value is not None}
        if "state" in body:
            parsing.one_of(body["state"], SETTLED, "state")
        numbers = {"after": rule_schema.whole(body.pop("after", 0), "after", 0, MOST)}
        if "plan" in body:
            numbers["plan"] = rule_schema.whole(body.pop("plan"), "plan", 1, MOST)
        parsed = {**numbers, **_parse_filters({name: parsing.text(value, name) for name, value in body.items()})}
        copies = world.dispatch.replay_all(world.outbox.originals(**parsed))
        return {"data": [{"id": copy.id, "replay_of": copy.replay_of} for copy in copies]}, 201

    def release(self, world_id: str, delivery_id: str) -> Any:
        """Have a held delivery take its turn now."""
        world = self.worlds.get(world_id)
        world.dispatch.release(delivery_id)
        return serializers.delivery(world.outbox.get(delivery_id), serializers.masker(world))

    def _await(self, world: World, question: Callable[[], bool], wait: float) -> None:
        """Wait until the answer is yes or the world is over, and then a world that is no more is not there."""
        if not wait or question():
            return
        world.pump.trigger()
        with self.limit.slot():
            world.changes.wait_for(lambda: world.closed or question(), wait)
        self.worlds.get(world.id)


def _parse_filters(filters: Mapping[str, str]) -> dict[str, Any]:
    parsed: dict[str, Any] = dict(filters)
    if "since" in parsed:
        parsed["since"] = parsing.moment(parsed["since"])
    if "plan" in parsed:
        parsed["plan"] = parsing.count(parsed["plan"], "plan", 1, MOST)
    return parsed
