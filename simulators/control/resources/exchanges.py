"""What was exchanged: runs, masks and strays."""

from typing import Any

from homologa.simulators.control import parsing, serializers
from homologa.simulators.control.resources.resource import WORLD, Resource, Route
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.masks.personal import REQUEST


class ExchangesResource(Resource):
    """What was exchanged: runs, masks and strays."""

    def routes(self) -> list[Route]:
        return [
            ("PUT", f"{WORLD}/run", self.set_run),
            ("POST", f"{WORLD}/mask", self.mask),
            ("GET", "/strangers", self.unrouted),
        ]

    def set_run(self, world_id: str) -> Any:
        world = self.worlds.get(world_id)
        label = parsing.title(parsing.body({"label"}).get("label"), "label")
        world.journal.run = label
        return {"label": label}

    def mask(self, world_id: str) -> Any:
        masks = serializers.masker(self.worlds.get(world_id))
        given = parsing.body({"texts", "place"})
        texts, place = given.get("texts"), given.get("place", "")
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise UsageError("texts tem de ser uma lista de textos")
        if not isinstance(place, str):
            raise UsageError("place tem de ser um texto")
        # As of what was asked, in which more is personal than in an answer.
        place = f"{place} {REQUEST}"
        # Twice, so that what one of them tells is known in all.
        for text in texts:
            masks.text(text, place)
        return {"texts": [masks.text(text, place) for text in texts]}

    def unrouted(self) -> Any:
        after, limit = parsing.page(parsing.query(parsing.PAGING))
        found = self.worlds.unrouted_journal.find(after=after, limit=limit)
        masks = serializers.unrouted_masker(self.worlds)
        return {"data": [serializers.unrouted(exchange, masks) for exchange in found]}
