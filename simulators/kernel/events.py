"""What a rule tells the rest of the platform, and the deliveries that come of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

DeliveryState = Literal["pending", "held", "delivered", "failed"]
DELIVERY_STATES: tuple[DeliveryState, ...] = get_args(DeliveryState)


@dataclass(frozen=True)
class Event:
    """Something that happened in a unit of work."""

    name: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RetryPolicy:
    """When a delivery counts as accepted, and the seconds between its attempts."""

    delays: tuple[float, ...]
    accepts: tuple[int, int] = (200, 200)
    timeout: float = 10.0

    def accepted(self, status: int) -> bool:
        """Whether the receiver's HTTP status means that it took the delivery."""
        low, high = self.accepts
        return low <= status <= high


@dataclass(frozen=True)
class Draft:
    """A delivery that a platform wants to make; the body is fixed from here on.

    `subject` is what it is about as a tester names it, such as a SKU or the number of an order; `context` is the
    platform's own note, handed back when the delivery is settled.
    """

    kind: str
    url: str
    body: bytes
    policy: RetryPolicy
    content_type: str = "application/json"
    context: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""

    @classmethod
    def of_json(
        cls, kind: str, url: str, payload: object, policy: RetryPolicy, *, subject: str = "", **context: Any
    ) -> "Draft":
        """A delivery of a JSON document."""
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        return cls(kind, url, body, policy, context=context, subject=subject)


@dataclass(frozen=True)
class PlannedEffect:
    """What a plan does to one delivery: the plan's number and label, the effect and its settings."""

    plan: int
    label: str
    effect: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Delivery:
    """A stored delivery, at one of its attempts.

    `position` is its place among those due at the same moment; `replay_of` names the delivery whose bytes it sends
    again, and `twist` is what a plan does to it.
    """

    id: str
    seq: int
    platform: str
    draft: Draft
    cause: str
    state: DeliveryState
    attempts: int
    due_at: datetime
    created_at: datetime
    position: int
    replay_of: str = ""
    planned_effect: PlannedEffect | None = None

    @property
    def wire_id(self) -> str:
        """The id by which a receiver knows it: one that is sent again keeps the id of the first."""
        return self.replay_of or self.id


@dataclass(frozen=True)
class Outcome:
    """What one attempt gave: the receiver's answer, or the reason for having none."""

    status: int | None
    body: bytes = b""
    error: str = ""
    accepted: bool = False
    final: bool = False
