"""What can go wrong with a call, one class per kind; `told` says it in the journal, in Portuguese."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from homologa.simulators.kernel.faults.connection import ClientConnection, Disconnect
from homologa.simulators.kernel.operations import Call, HttpAnswer, Operation
from homologa.simulators.kernel.rooms import Wire

Moment = Literal["before", "after"]
MAX_SECONDS = 300.0
"""The longest latency, in seconds: on a real clock a thread waits for it."""
HTML = "text/html; charset=utf-8"
PROXY_PAGE = "<html><head><title>Aguarde</title></head><body><h1>Verificando o seu navegador…</h1></body></html>"
UNSENT = HttpAnswer(502, b"", "text/plain")
"""Stands for an answer that never leaves."""


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong; a kind overrides what it touches."""

    kind: ClassVar[str]
    title: ClassVar[str]

    def suits(self, operation: Operation) -> bool:
        """Whether it can happen to a call of this operation."""
        return True

    def before(self, call: Call, wire: Wire, connection: ClientConnection) -> HttpAnswer | None:
        """Act when the platform has admitted the call and done nothing yet; an answer is given in its place.

        May raise the platform's own refusal.
        """
        return None

    def after(self, answer: HttpAnswer, connection: ClientConnection) -> HttpAnswer:
        """Act on the answer of a call that is done and kept."""
        return answer

    def describe(self, call: Call, answer: HttpAnswer) -> str:
        """What happened, in Portuguese."""
        raise NotImplementedError

    def document(self) -> dict[str, Any]:
        """The fault as a JSON object."""
        return {"kind": self.kind, **asdict(self)}


@dataclass(frozen=True)
class Latency(Fault):
    """Takes `seconds` longer, `before` the platform does anything or `after` it; others may strike the same call."""

    kind = "latency"
    title = "demora"
    seconds: float
    commit: Moment = "after"

    def describe(self, call: Call, answer: HttpAnswer) -> str:
        what = "a resposta saiu" if self.commit == "after" else "o atendimento começou"
        return f"{what} {self.seconds:g} s depois"


@dataclass(frozen=True)
class Status(Fault):
    """What stands before the platform answers with an HTTP status of its own."""

    kind = "status"
    title = "erro da borda"
    status: int
    body: str = ""
    content_type: str = HTML

    def before(self, call: Call, wire: Wire, connection: ClientConnection) -> HttpAnswer | None:
        return HttpAnswer(self.status, self.body.encode(), self.content_type)

    def describe(self, call: Call, answer: HttpAnswer) -> str:
        return f"respondido {self.status} antes de chegar à plataforma"


@dataclass(frozen=True)
class Blocked(Fault):
    """The platform refuses as it does when there are too many requests."""

    kind = "blocked"
    title = "bloqueio"

    def before(self, call: Call, wire: Wire, connection: ClientConnection) -> HttpAnswer | None:
        raise wire.blocked(call)

    def describe(self, call: Call, answer: HttpAnswer) -> str:
        return "recusado como se houvesse chamadas demais"


@dataclass(frozen=True)
class Reset(Fault):
    """The connection is reset before anything is done."""

    kind = "reset"
    title = "conexão derrubada"

    def before(self, call: Call, wire: Wire, connection: ClientConnection) -> HttpAnswer | None:
        connection.disconnect = Disconnect("reset")
        return UNSENT

    def describe(self, call: Call, answer: HttpAnswer) -> str:
        return "a conexão foi derrubada antes de algo ser feito"


@dataclass(frozen=True)
class LostAnswer(Fault):
    """What was asked is done and kept, and then the connection is reset."""

    kind = "lost_answer"
    title = "resposta perdida"

    def after(self, answer: HttpAnswer, connection: ClientConnection) -> HttpAnswer:
        connection.disconnect = Disconnect("reset")
        return answer

    def describe(self, call: Call, answer: HttpAnswer) -> str:
        return "a resposta foi perdida depois de " + ("gravada" if call.operation.writes else "pronta")


@dataclass(frozen=True)
class Cut(Fault):
    """Of the answer come the head and the first `length` bytes of the body; one byte at least is missing."""

    kind = "cut"
    title = "resposta cortada"
    length: int = 0

    def after(self, answer: HttpAnswer, connection: ClientConnection) -> HttpAnswer:
        connection.disconnect = Disconnect("cut", self._sent(answer))
        return answer

    def describe(self, call: Call, answer: HttpAnswer) -> str:
        return f"saíram só {self._sent(answer)} dos {len(answer.body)} bytes da resposta"

    def _sent(self, answer: HttpAnswer) -> int:
        return max(0, min(self.length, len(answer.body) - 1))


@dataclass(frozen=True)
class Malformed(Fault):
    """The answer's body is replaced by what is not of its kind, such as a page; without `status` it keeps its own."""

    kind = "malformed"
    title = "resposta trocada"
    body: str = PROXY_PAGE
    content_type: str = HTML
    status: int | None = None

    def after(self, answer: HttpAnswer, connection: ClientConnection) -> HttpAnswer:
        status = answer.status if self.status is None else self.status
        return replace(answer, status=status, body=self.body.encode(), content_type=self.content_type)

    def describe(self, call: Call, answer: HttpAnswer) -> str:
        return "feito, mas a resposta foi trocada por outra que não é da plataforma"


@dataclass(frozen=True)
class Reordered(Fault):
    """The results of a batch come in another order: the last one first, so that none keeps its place.

    An answer with fewer than two results is left alone, and the rule keeps its turn.
    """

    kind = "reordered"
    title = "resultados em outra ordem"

    def suits(self, operation: Operation) -> bool:
        return operation.batch is not None

    def rearrange(self, results: list[Any]) -> bool:
        results[:] = [*results[-1:], *results[:-1]]
        return len(results) > 1

    def describe(self, call: Call, answer: HttpAnswer) -> str:
        return "feito, e os resultados saíram em outra ordem"


KINDS: Mapping[str, type[Fault]] = MappingProxyType(
    {kind.kind: kind for kind in (Latency, Status, Blocked, Reset, LostAnswer, Cut, Malformed, Reordered)}
)


def fault_from_document(document: Mapping[str, Any]) -> Fault:
    """The fault of a JSON object that `Fault.document` has made."""
    fields = {name: value for name, value in document.items() if name != "kind"}
    return KINDS[document["kind"]](**fields)
