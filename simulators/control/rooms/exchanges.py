"""What was exchanged: journal, deliveries and strays."""

from typing import Any

from simulators.control import asked, shapes
from simulators.control.rooms.room import WORLD, Room, Route
from simulators.kernel.errors import UsageError
from simulators.kernel.events import DELIVERY_STATES
from simulators.kernel.journal import DIRECTIONS, FILTERS, STATES
from simulators.kernel.world import World


class ExchangesRoom(Room):
    """What was exchanged: journal, deliveries and strays."""

    def routes(self) -> list[Route]:
        """Method, path and view of every operation."""
        return [
            ("PUT", f"{WORLD}/run", self.set_run),
            ("GET", f"{WORLD}/journal", self.journal),
            ("GET", f"{WORLD}/breaches", self.breaches),
            ("POST", f"{WORLD}/mask", self.mask),
            ("GET", f"{WORLD}/deliveries", self.deliveries),
            ("GET", f"{WORLD}/deliveries/<delivery_id>", self.delivery),
            ("GET", "/strangers", self.strangers),
        ]

    def set_run(self, world_id: str) -> Any:
        """Name what a tester is doing; exchanges from now on carry the name."""
        world = self.worlds.get(world_id)
        label = asked.text(asked.body({"label"}).get("label"), "label")
        world.journal.run = label
        return {"label": label}

    def journal(self, world_id: str) -> Any:
        """Exchanges of a world."""
        world = self.worlds.get(world_id)
        known = FILTERS | asked.PAGING | {"newest"}
        filters = asked.query(known, direction=DIRECTIONS, state=STATES, newest=("true", "false"))
        asked.count(filters.get("status", "200"), "status", 100, 599)
        after, limit = asked.page(filters)
        newest = filters.pop("newest", "false") == "true"
        return self._exchanges(world, world.journal.find(after=after, limit=limit, newest=newest, **filters))

    def breaches(self, world_id: str) -> Any:
        """Exchanges in which the simulator broke its own contract."""
        world = self.worlds.get(world_id)
        after, limit = asked.page(asked.query(asked.PAGING))
        return self._exchanges(world, world.journal.breaches(after)[:limit])

    def mask(self, world_id: str) -> Any:
        """Mask texts as the journal's are."""
        masks = shapes.masker(self.worlds.get(world_id))
        texts = asked.body({"texts"}).get("texts")
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise UsageError("texts tem de ser uma lista de textos")
        return {"texts": [masks.text(text) for text in texts]}

    def deliveries(self, world_id: str) -> Any:
        """Deliveries of a world."""
        world = self.worlds.get(world_id)
        filters = asked.query({"platform", "state", "kind"} | asked.PAGING, state=DELIVERY_STATES)
        after, limit = asked.page(filters)
        masks = shapes.masker(world)
        found = world.outbox.find(after=after, limit=limit, **filters)
        return {"data": [shapes.delivery(delivery, masks) for delivery in found]}

    def delivery(self, world_id: str, delivery_id: str) -> Any:
        """One delivery with its attempts."""
        world = self.worlds.get(world_id)
        masks = shapes.masker(world)
        found = shapes.delivery(world.outbox.get(delivery_id), masks)
        attempts = world.journal.find(cause=f"entrega:{delivery_id}", direction="out", limit=asked.MAX_PAGE)
        return {**found, "exchanges": [shapes.exchange(attempt, masks) for attempt in attempts]}

    def strangers(self) -> Any:
        """Requests that belong to no world."""
        after, limit = asked.page(asked.query(asked.PAGING))
        found = self.worlds.strangers.find(after=after, limit=limit)
        return {"data": [shapes.stranger(exchange) for exchange in found]}

    def _exchanges(self, world: World, found: list[Any]) -> dict[str, Any]:
        masks = shapes.masker(world)
        return {"data": [shapes.exchange(exchange, masks) for exchange in found], "last": world.journal.last}
