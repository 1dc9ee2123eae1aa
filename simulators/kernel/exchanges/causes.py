"""What caused an exchange and what it caused, as far as that is known without any mark on the wire."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from homologa.simulators.kernel.errors import NotFound
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import Journal
from homologa.simulators.kernel.outbox import Outbox

LinkKind = Literal["action", "call", "task", "delivery", "answer", "during", "run"]
"""Why two exchanges belong together, the surest first.

`action`, `call` and `task`: the delivery was left by that action, call or task; `delivery`: the receiver made the
call before it answered, in the same thread; `answer`: the delivery was left by what the receiver answered; `during`:
the call came while the receiver had not answered yet; `run`: it is the first delivery before the call in the same
run.
"""
DELIVERY, ACTION, CALL, TASK = "entrega", "ação", "chamada", "tarefa"
CALL_CAUSES: Mapping[str, LinkKind] = MappingProxyType({DELIVERY: "delivery", "durante": "during"})
"""What a call's cause begins with when it came while a delivery was on its way."""
DELIVERY_CAUSES: Mapping[str, LinkKind] = MappingProxyType({ACTION: "action", CALL: "call", TASK: "task"})
"""What a delivery's cause begins with when an exchange left it."""
CAUSES_BY_PROTOCOL: Mapping[str, str] = MappingProxyType({"tela": ACTION, "tarefa": TASK})
"""How the causes begin that exchanges of these protocols are; any other is a call."""
MAX_LINKS = 200
MAX_SCANNED = 1_000


@dataclass(frozen=True)
class Link:
    """One exchange of a chain; `by` is the number of the exchange that caused it."""

    exchange: Exchange
    how: LinkKind
    by: int


@dataclass(frozen=True)
class Chains:
    """The chains of cause and effect in the journal and the outbox of one world."""

    journal: Journal
    outbox: Outbox

    def caused_by(self, exchange: Exchange) -> list[Link]:
        """The chain that led to an exchange, the nearest first; `exchange` of a link is what caused."""
        chain: list[Link] = []
        while (found := self._cause(exchange)) is not None:
            cause, how = found
            chain.append(Link(cause, how, cause.seq))
            exchange = cause
        return chain

    def causes(self, exchange: Exchange) -> list[Link]:
        """Everything that followed from an exchange, near before far, MOST of it."""
        links = list(self._effects(exchange))
        for link in links:
            if len(links) < MAX_LINKS:
                links += self._effects(link.exchange)
        return links[:MAX_LINKS]

    def _cause(self, exchange: Exchange) -> tuple[Exchange, LinkKind] | None:
        if exchange.direction == "out":
            return self._cause_of_delivery(exchange)
        kind, _, delivery = exchange.cause.partition(":")
        if kind in CALL_CAUSES:
            return _with(self._attempt_before(delivery, exchange.seq), CALL_CAUSES[kind])
        return _with(self._delivery_before(exchange), "run")

    def _cause_of_delivery(self, exchange: Exchange) -> tuple[Exchange, LinkKind] | None:
        try:
            kind, _, what = self.outbox.get(exchange.cause.partition(":")[2]).cause.partition(":")
        except NotFound:
            return None
        if kind == DELIVERY:
            return _with(self._attempt_before(what, exchange.seq), "answer")
        return (
            _with(next(iter(self.journal.get_many([int(what)])), None), DELIVERY_CAUSES[kind])
            if kind in DELIVERY_CAUSES
            else None
        )

    def _attempt_before(self, delivery: str, number: int) -> Exchange | None:
        return next((one for one in reversed(self._attempts(delivery)) if one.seq < number), None)

    def _delivery_before(self, exchange: Exchange) -> Exchange | None:
        """The last delivery that was made before a call in the run that both carry."""
        if not exchange.run or exchange.protocol in CAUSES_BY_PROTOCOL:
            return None
        made = self.journal.find(run=exchange.run, direction="out", limit=MAX_SCANNED, newest=True)
        return next((one for one in reversed(made) if one.seq < exchange.seq), None)

    def _effects(self, exchange: Exchange) -> Iterator[Link]:
        if exchange.direction == "in":
            kind = CAUSES_BY_PROTOCOL.get(exchange.protocol, CALL)
            yield from self._attempts_caused_by(f"{kind}:{exchange.seq}", DELIVERY_CAUSES[kind], exchange.seq)
            return
        mine = exchange.cause.partition(":")[2]
        later = [one.seq for one in self._attempts(mine) if one.seq > exchange.seq]
        end = min(later, default=self.journal.last + 1)
        for kind, how in CALL_CAUSES.items():
            calls = self.journal.find(after=exchange.seq, direction="in", cause=f"{kind}:{mine}", limit=MAX_SCANNED)
            yield from (Link(call, how, exchange.seq) for call in calls if call.seq < end)
        if not later:
            yield from self._attempts_caused_by(f"{DELIVERY}:{mine}", "answer", exchange.seq)
        yield from self._calls_in_run(exchange)

    def _attempts_caused_by(self, cause: str, how: LinkKind, number: int) -> Iterator[Link]:
        for delivery in self.outbox.caused_by(cause):
            for attempt in self._attempts(delivery.id):
                yield Link(attempt, how, number)

    def _calls_in_run(self, delivery: Exchange) -> Iterator[Link]:
        """The calls of no known cause that came in the same run before the next delivery."""
        if not delivery.run:
            return
        for later in self.journal.find(after=delivery.seq, run=delivery.run, limit=MAX_SCANNED):
            if later.direction == "out":
                return
            if not later.cause and later.protocol not in CAUSES_BY_PROTOCOL:
                yield Link(later, "run", delivery.seq)

    def _attempts(self, delivery: str) -> list[Exchange]:
        return self.journal.find(cause=f"{DELIVERY}:{delivery}", direction="out", limit=MAX_SCANNED)


def _with(exchange: Exchange | None, how: LinkKind) -> tuple[Exchange, LinkKind] | None:
    return None if exchange is None else (exchange, how)
