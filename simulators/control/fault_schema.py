"""A rule of the fault plan as a request of the control API asks for it."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.control import parsing, rule_schema
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.faults import KINDS, MAX_SECONDS, Fault, Rule, Target
from homologa.simulators.kernel.platform import Platform

FIELDS = ("label", "platform", "operation", "method", "contains", *rule_schema.OCCURRENCE, "fault")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
MOST_BYTES = 32 * 1024 * 1024
MAX_BODY = 100_000
CONTENT_TYPE = re.compile(r"[!-~]([ -~]{0,198}[!-~])?", re.ASCII)


def rule(body: Mapping[str, Any], platforms: Mapping[str, Platform]) -> Rule:
    """The rule that a body describes; raises UsageError."""
    target = Target(
        rule_schema.platform(body.get("platform"), platforms),
        rule_schema.operation(body.get("operation"), body.get("platform"), platforms),
        rule_schema.optional(body.get("method"), lambda value: parsing.one_of(value, METHODS, "method")),
        rule_schema.label(body.get("contains"), "contains"),
    )
    kind, details = rule_schema.details(body.get("fault"), "fault", _DETAILS)
    fault = KINDS[kind](**details)
    _require_suited(fault, target, platforms)
    label = rule_schema.optional(body.get("label"), lambda given: parsing.title(given, "label"))
    return Rule(target, rule_schema.occurrence(body, "a falha"), fault, label)


def to_document(subject: Rule) -> dict[str, Any]:
    """A rule with its counters, in the form in which it is asked for."""
    document = {name: None if value == "" else value for name, value in subject.document().items()}
    always = subject.occurrence.nth is None and subject.occurrence.next is None
    counters = {"matched": subject.matched, "fired": subject.fired}
    return {"id": subject.id, **document, "label": subject.label, "while": always, **counters}


def _require_suited(fault: Fault, target: Target, platforms: Mapping[str, Platform]) -> None:
    """Refuse a fault that can never happen to the calls that are meant."""
    suited = [
        operation.name for operation in rule_schema.operations(target.platform, platforms) if fault.suits(operation)
    ]
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


_DETAILS: rule_schema.Details = MappingProxyType(
    {
        "latency": (
            {"seconds": rule_schema.seconds_up_to(MAX_SECONDS), "commit": rule_schema.among(("before", "after"))},
            ("seconds",),
        ),
        "status": (
            {"status": rule_schema.between(200, 599), "body": _body, "content_type": _content_type},
            ("status",),
        ),
        "blocked": ({}, ()),
        "reset": ({}, ()),
        "lost_answer": ({}, ()),
        "cut": ({"length": rule_schema.between(0, MOST_BYTES)}, ()),
        "reordered": ({}, ()),
        "malformed": ({"status": rule_schema.between(200, 599), "body": _body, "content_type": _content_type}, ()),
    }
)
"""Per kind, the fields of a fault and how they are read, and those that cannot be left out."""
