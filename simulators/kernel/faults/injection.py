"""What the rules that a call meets do to it, from its admission to its answer."""

from collections.abc import Callable
from typing import Any

from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.faults.connection import ClientConnection, Disconnect
from homologa.simulators.kernel.faults.kinds import UNSENT, Latency, Moment, Reordered
from homologa.simulators.kernel.faults.rule_set import FaultRules
from homologa.simulators.kernel.faults.rules import Candidate, Rule
from homologa.simulators.kernel.operations import Call, HttpAnswer
from homologa.simulators.kernel.rooms import Wire


class InjectedFaults:
    """The rules that strike one call, none until they are selected, and the connection on which it came.

    `wait` has so many seconds pass, or as many as the client's patience lasts.
    """

    def __init__(
        self, call: Call, connection: ClientConnection, plan: FaultRules, wait: Callable[[float, float], None]
    ) -> None:
        self._call = call
        self._connection = connection
        self._plan = plan
        self._wait = wait
        self._rules: tuple[Rule, ...] = ()
        self._notes: list[str] = []
        self._is_sent = True
        self._is_rearranged = False

    def select(self, candidate: Candidate) -> None:
        """Find the rules that strike the call, once it is admitted."""
        self._rules = self._plan.select(candidate)

    @property
    def strikes(self) -> bool:
        """Whether any rule does."""
        return bool(self._rules)

    def before(self, wire: Wire) -> HttpAnswer | None:
        """Act before the platform does anything."""
        waited = self._delay("before")
        if waited:
            self._wait(waited, self._connection.patience)
        if waited and self._connection.is_gone(waited):
            self._connection.disconnect, self._is_sent = Disconnect("timeout"), False
            self._add_note(UNSENT, "o cliente desistiu antes, e nada foi feito")
            return UNSENT
        for rule in self._rules:
            answer = rule.fault.before(self._call, wire, self._connection)
            if answer is not None:
                self._add_note(answer)
                return answer
        return None

    def rearrange(self, answer: Any) -> None:
        """Act on the results of a batch, before the answer that holds them is written."""
        batch = self._call.operation.batch
        self._is_rearranged = batch is not None and any(
            rule.fault.rearrange(batch(answer)) for rule in self._rules if isinstance(rule.fault, Reordered)
        )

    def after(self, answer: HttpAnswer) -> HttpAnswer:
        """Act on the answer of what was done."""
        if not self._is_rearranged:
            self._uncount_unused()
        self._add_note(answer)
        for rule in self._rules:
            answer = rule.fault.after(answer, self._connection)
        if self._delay("before") + self._delay("after") > self._connection.patience:
            self._connection.disconnect = Disconnect("timeout")
            self._notes.append("o cliente desistiu antes da resposta")
        return answer

    def annotate(self, exchange: Exchange) -> None:
        """Tell the journal what happened, and what was really sent."""
        exchange.hint = "; ".join(filter(None, [*self._notes, exchange.hint]))
        disconnect = self._connection.disconnect
        if disconnect is not None and disconnect.kind == "cut":
            exchange.response_body = exchange.response_body[: disconnect.length]
        elif disconnect is not None and (disconnect.kind == "reset" or not self._is_sent):
            exchange.status, exchange.response_headers, exchange.response_body = None, (), b""

    def delay_response(self) -> None:
        """Keep the answer back; what was asked is done, and nothing is locked."""
        seconds = self._delay("after")
        if seconds:
            self._wait(seconds, self._connection.patience)

    def _uncount_unused(self) -> None:
        """Have rules that found no results to put in another order wait for the next answer."""
        idle = [rule for rule in self._rules if isinstance(rule.fault, Reordered)]
        for rule in idle:
            self._plan.uncount(rule)
        self._rules = tuple(rule for rule in self._rules if rule not in idle)

    def _delay(self, moment: Moment) -> float:
        faults = [rule.fault for rule in self._rules]
        return sum(fault.seconds for fault in faults if isinstance(fault, Latency) and fault.commit == moment)

    def _add_note(self, answer: HttpAnswer, *more: str) -> None:
        for rule in self._rules:
            text = "; ".join([rule.fault.describe(self._call, answer), *more])
            self._notes.append(f"falha programada “{rule.name}”: {text}")
