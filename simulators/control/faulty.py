"""A rule of the fault plan as a request of the control API asks for it."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.control import asked, ruled
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.faults import KINDS, MAX_SECONDS, Fault, Rule, Target
from homologa.simulators.kernel.platform import Platform

FIELDS = ("label", "platform", "operation", "method", "contains", *ruled.TURN, "fault")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
MOST_BYTES = 32 * 1024 * 1024
MAX_BODY = 100_000
CONTENT_TYPE = re.compile(r"[!-~]([ -~]{0,198}[!-~])?", re.ASCII)


def rule(body: Mapping[str, Any], platforms: Mapping[str, Platform]) -> Rule:
    """The rule that a body describes; raises UsageError."""
    target = Target(
        ruled.platform(body.get("platform"), platforms),
        ruled.operation(body.get("operation"), body.get("platform"), platforms),
        ruled.optional(body.get("method"), lambda value: asked.one_of(value, METHODS, "method")),
        ruled.label(body.get("contains"), "contains"),
    )
    kind, details = ruled.details(body.get("fault"), "fault", _DETAILS)
    fault = KINDS[kind](**details)
    _require_suited(fault, target, platforms)
    label = ruled.label(body.get("label"), "label")
    return Rule(target, ruled.turn(body, "a falha"), fault, label)


def shown(subject: Rule) -> dict[str, Any]:
    """A rule with its counters, in the form in which it is asked for."""
    document = {name: None if value == "" else value for name, value in subject.document().items()}
    always = subject.turn.nth is None and subject.turn.next is None
    counters = {"matched": subject.matched, "fired": subject.fired}
    return {"id": subject.id, **document, "label": subject.label, "while": always, **counters}


def _require_suited(fault: Fault, target: Target, platforms: Mapping[str, Platform]) -> None:
    """Refuse a fault that can never happen to the calls that are meant."""
    suited = [operation.name for operation in ruled.operations(target.platform, platforms) if fault.suits(operation)]
    if target.operation and target.operation not in suited:
        there = ", ".join(suited) or "nenhuma"
        raise UsageError(f"{target.operation} não pode ter a falha {fault.kind}; podem: {there}")


def _body(value: Any, name: str) -> str:
    if not isinstance(value, str) or len(value) > MAX_BODY:
        raise UsageError(f"{name} tem de ser um texto de até {MAX_BODY} caracteres")
    return value


def _content_type(value: Any, name: str) -> str:
    if not isinstance(value, str) or not CONTENT_TYPE.fullmatch(value):
        raise UsageError(f"{name} tem de ser um tipo como text/html, em ASCII")
    return value


_DETAILS: ruled.Details = MappingProxyType(
    {
        "latency": (
            {"seconds": ruled.seconds_up_to(MAX_SECONDS), "commit": ruled.among(("before", "after"))},
            ("seconds",),
        ),
        "status": ({"status": ruled.between(400, 599), "body": _body, "content_type": _content_type}, ("status",)),
        "blocked": ({}, ()),
        "reset": ({}, ()),
        "lost_answer": ({}, ()),
        "cut": ({"length": ruled.between(0, MOST_BYTES)}, ()),
        "reordered": ({}, ()),
        "malformed": ({"status": ruled.between(200, 599), "body": _body, "content_type": _content_type}, ()),
    }
)
"""Per kind, the fields of a fault and how they are read, and those that cannot be left out."""
