"""The journal of a world: read, followed, and taken away in forms that other tools know."""

import time
from dataclasses import dataclass, field
from typing import Any

import flask

from homologa.simulators.control import event_stream, parsing, serializers
from homologa.simulators.control.event_stream import ConcurrencyLimit
from homologa.simulators.control.resources.resource import WORLD, Resource, Route
from homologa.simulators.kernel.errors import NotFound
from homologa.simulators.kernel.exchanges import curl
from homologa.simulators.kernel.exchanges.causes import Chains
from homologa.simulators.kernel.exchanges.exchange import DIRECTIONS, PROTOCOLS, STATES, Exchange
from homologa.simulators.kernel.exchanges.filters import FILTERS, ONLY
from homologa.simulators.kernel.exchanges.follower import Follower
from homologa.simulators.kernel.world import World

LAST_EVENT = "Last-Event-ID"
NEWEST = frozenset({"newest"})


@dataclass(frozen=True)
class JournalResource(Resource):
    """The journal of a world: read, followed, and taken away in forms that other tools know."""

    limit: ConcurrencyLimit = field(default_factory=lambda: ConcurrencyLimit("acompanhamentos do diário"))

    def routes(self) -> list[Route]:
        return [
            ("GET", f"{WORLD}/journal", self.journal),
            ("GET", f"{WORLD}/journal/summary", self.summary),
            ("GET", f"{WORLD}/journal/stream", self.stream),
            ("GET", f"{WORLD}/journal/har", self.har),
            ("GET", f"{WORLD}/journal/curl", self.curl),
            ("GET", f"{WORLD}/journal/<number>", self.exchange),
            ("GET", f"{WORLD}/breaches", self.breaches),
        ]

    def journal(self, world_id: str) -> Any:
        """Exchanges of a world; waits for one that is sought, if asked."""
        world = self.worlds.get(world_id)
        filters = journal_filters(parsing.PAGING | NEWEST | {"wait"})
        wait = parsing.wait(filters)
        settled = world.journal.progress.settled
        found = _find(world, filters)
        if wait and not found:
            with self.limit.slot():
                settled, found = _await(world, filters, wait)
        return _exchanges(world, found, settled)

    def summary(self, world_id: str) -> Any:
        world, found = self._selection(world_id)
        return {"data": serializers.summaries(world, found, self.urls)}

    def exchange(self, world_id: str, number: str) -> Any:
        """One exchange, with what caused it and what it caused."""
        world = self.worlds.get(world_id)
        parsing.query(())
        found = world.journal.get_many([parsing.count(number, "o número da troca", 1, 2**63 - 1)])
        if not found:
            raise NotFound(f"o diário não guarda a troca {number}")
        masks, chains = serializers.masker(world), Chains(world.journal, world.outbox)
        return {
            **serializers.exchange(found[0], masks),
            "caused_by": [serializers.link(link, masks) for link in chains.caused_by(found[0])],
            "causes": [serializers.link(link, masks) for link in chains.causes(found[0])],
        }

    def stream(self, world_id: str) -> Any:
        """Each exchange as it ends, as Server-Sent Events."""
        world = self.worlds.get(world_id)
        filters = journal_filters({"after"})
        resume = flask.request.headers.get(LAST_EVENT)
        after = parsing.count(filters.pop("after", "0"), "after", 0, 2**63 - 1)
        if resume is not None:
            after = parsing.count(resume, LAST_EVENT, 0, 2**63 - 1)

        def show(found: list[Exchange]) -> list[dict[str, Any]]:
            masks = serializers.masker(world)
            return [serializers.exchange(exchange, masks) for exchange in found]

        self.limit.acquire()
        events = event_stream.events(Follower(world.journal, after, **filters), show, event_stream.LONGEST)
        answer = flask.Response(events, content_type="text/event-stream; charset=utf-8")
        answer.headers["Cache-Control"] = "no-store"
        answer.call_on_close(self.limit.release)
        return answer

    def har(self, world_id: str) -> Any:
        from homologa.simulators.kernel.exchanges import har

        world, found = self._selection(world_id)
        return flask.Response(har.write(found, serializers.masker(world)), content_type="application/json")

    def curl(self, world_id: str) -> Any:
        world, found = self._selection(world_id)
        masks = serializers.masker(world)
        variables = curl.variable_names(world.minted(), masks)
        calls = [(exchange, self._base(exchange)) for exchange in found if curl.is_call(exchange)]
        lines = [curl.line(exchange, masks, variables, base) for exchange, base in calls]
        return flask.Response("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")

    def breaches(self, world_id: str) -> Any:
        """Exchanges in which the simulator broke its own contract."""
        world = self.worlds.get(world_id)
        after, limit = parsing.page(parsing.query(parsing.PAGING))
        return _exchanges(world, world.journal.breaches(after)[:limit], world.journal.progress.settled)

    def _selection(self, world_id: str) -> tuple[World, list[Exchange]]:
        world = self.worlds.get(world_id)
        return world, _find(world, journal_filters(parsing.PAGING | NEWEST))

    def _base(self, exchange: Exchange) -> str:
        return self.urls.get(exchange.platform, "") if exchange.direction == "in" else ""


def journal_filters(more: frozenset[str] | set[str]) -> dict[str, Any]:
    """The filters of the query, read, beside the parameters of `more`."""
    filters: dict[str, Any] = dict(
        parsing.query(
            FILTERS | more,
            direction=DIRECTIONS,
            protocol=PROTOCOLS,
            state=STATES,
            only=tuple(ONLY),
            newest=("true", "false"),
        )
    )
    if "status" in filters:
        parsing.status(filters["status"])
    if "text" in filters:
        parsing.text(filters["text"], "text")
    for name in {"since", "until"} & filters.keys():
        filters[name] = parsing.moment(filters[name])
    return filters


def _find(world: World, filters: dict[str, Any]) -> list[Exchange]:
    wanted = dict(filters)
    after, limit = parsing.page(wanted)
    newest = wanted.pop("newest", "false") == "true"
    return world.journal.find(after=after, limit=limit, newest=newest, **wanted)


def _await(world: World, filters: dict[str, Any], wait: float) -> tuple[int, list[Exchange]]:
    progress, end = world.journal.progress, time.monotonic() + wait
    while True:
        moment, settled = progress.state(), progress.settled
        found = _find(world, filters)
        if found or progress.closed or not progress.wait(moment.ends, end - time.monotonic()):
            return settled, found


def _exchanges(world: World, found: list[Exchange], settled: int) -> dict[str, Any]:
    journal = world.journal
    return {
        "data": serializers.exchanges(world, found),
        "last": journal.last,
        "first": journal.dropped + 1,
        "dropped": journal.dropped,
        "settled": settled,
    }
