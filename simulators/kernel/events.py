"""What a rule tells the rest of the platform, and the deliveries that come of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

DeliveryState = Literal["pending", "delivered", "failed"]
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

    `context` is the platform's own note, handed back when the delivery is settled.
    """

    kind: str
    url: str
    body: bytes
    policy: RetryPolicy
    content_type: str = "application/json"
    context: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of_json(cls, kind: str, url: str, payload: object, policy: RetryPolicy, **context: Any) -> "Draft":
        """A delivery of a JSON document."""
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        return cls(kind, url, body, policy, context=context)


@dataclass(frozen=True)
class Delivery:
    """A stored delivery, at one of its attempts."""

    id: str
    seq: int
    platform: str
    draft: Draft
    cause: str
    state: DeliveryState
    attempts: int
    due_at: datetime
    created_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What one attempt gave: the receiver's answer, or the reason for having none."""

    status: int | None
    body: bytes = b""
    error: str = ""
    accepted: bool = False
    final: bool = False
