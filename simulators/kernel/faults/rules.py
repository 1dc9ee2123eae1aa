"""A rule of a fault plan: which calls it means, which of those it strikes, and what happens to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from homologa.simulators.kernel.faults import kinds
from homologa.simulators.kernel.faults.kinds import Fault
from homologa.simulators.kernel.operations import Operation


@dataclass(frozen=True)
class Candidate:
    """A call that a fault may strike, by whatever protocol it came; `text` gives all that it says."""

    platform: str
    operation: Operation
    method: str
    text: Callable[[], str]


@dataclass(frozen=True)
class Target:
    """The calls that a rule means; what is empty means any. `contains` is a text somewhere in the request."""

    platform: str = ""
    operation: str = ""
    method: str = ""
    contains: str = ""

    def matches(self, call: Candidate) -> bool:
        """Whether a call is one of them."""
        named = (self.platform, call.platform), (self.operation, call.operation.name), (self.method, call.method)
        return all(not name or name == found for name, found in named) and (
            not self.contains or self.contains in call.text()
        )


@dataclass(frozen=True)
class Occurrence:
    """Which of its calls a rule strikes, when the first `after` have passed: the `nth`, the `next` so many, or all."""

    nth: int | None = None
    next: int | None = None
    after: int = 0

    def matches(self, matched: int, fired: int) -> bool:
        """Whether a call is struck; `matched` counts it already, and `fired` those that were struck before it."""
        if self.nth is not None:
            return matched == self.after + self.nth
        return matched > self.after and (self.next is None or fired < self.next)


@dataclass(frozen=True)
class Rule:
    """A rule with its counters: calls that it meant, and those that it struck."""

    target: Target
    occurrence: Occurrence
    fault: Fault
    label: str = ""
    id: int = 0
    matched: int = 0
    fired: int = 0

    @property
    def name(self) -> str:
        """The label or, where there is none, what the fault is called."""
        return self.label or self.fault.title

    def matches(self, call: Candidate) -> bool:
        """Whether a call is one that the rule is about, and to which its fault can happen."""
        return self.target.matches(call) and self.fault.suits(call.operation)

    def document(self) -> dict[str, Any]:
        """The rule without id and counters as a JSON object."""
        return {
            "label": self.label,
            "platform": self.target.platform,
            "operation": self.target.operation,
            "method": self.target.method,
            "contains": self.target.contains,
            "nth": self.occurrence.nth,
            "next": self.occurrence.next,
            "after": self.occurrence.after,
            "fault": self.fault.document(),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any], id: int, matched: int, fired: int) -> Self:
        """The rule of a JSON object that `document` has made."""
        target = Target(*(document[name] for name in ("platform", "operation", "method", "contains")))
        occurrence = Occurrence(document["nth"], document["next"], document["after"])
        return cls(
            target, occurrence, kinds.fault_from_document(document["fault"]), document["label"], id, matched, fired
        )
