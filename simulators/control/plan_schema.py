"""A delivery plan as a request of the control API asks for it, and as it is shown."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.control import parsing, rule_schema
from homologa.simulators.kernel.deliveries.plans import GROUPS, Plan
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.platform import Platform

FIELDS = ("label", "platform", "kind", "subject", *rule_schema.OCCURRENCE, "effect")
MOST_TIMES = 100
MOST_HELD = 1_000


def plan(body: Mapping[str, Any], platforms: Mapping[str, Platform]) -> dict[str, Any]:
    """What `Plans.add` takes; raises UsageError."""
    wanted = {
        "platform": rule_schema.platform(body.get("platform"), platforms),
        "kind": rule_schema.label(body.get("kind"), "kind"),
        "subject": rule_schema.label(body.get("subject"), "subject"),
    }
    effect, given = rule_schema.details(body.get("effect"), "effect", _EFFECTS)
    settings = {**_DEFAULTS.get(effect, {}), **given}
    if effect == "interleave":
        rule_schema.optional(settings["called"], lambda name: parsing.one_of(name, platforms, "effect.called"))
        rule_schema.operation(settings["operation"], settings["called"], platforms)
    if effect == "drop" and "times" in settings and settings["as"] != "failed":
        raise UsageError("effect.times só vale com as failed: o que a plataforma dá por entregue não é tentado de novo")
    if effect == "forge":
        _require_signing(wanted["platform"], platforms)
    if effect in GROUPS and not any(body.get(name) for name in ("nth", "next", "while")):
        body = {**body, "next": settings["count"]}
    return {
        "effect": effect,
        "label": rule_schema.optional(body.get("label"), lambda given: parsing.title(given, "label")),
        "match": {name: value for name, value in wanted.items() if value},
        "occurrence": rule_schema.occurrence(body, "o plano"),
        "settings": settings,
    }


def to_document(subject: Plan) -> dict[str, Any]:
    """A plan with its counters, in the form in which it is asked for."""
    occurrence = subject.occurrence
    settings = {name: None if value == "" else value for name, value in subject.settings.items()}
    return {
        "id": subject.id,
        "label": subject.label,
        **{name: subject.match.get(name) for name in FIELDS[1:4]},
        "nth": occurrence.nth,
        "next": occurrence.next,
        "while": occurrence.nth is None and occurrence.next is None,
        "after": occurrence.after,
        "effect": {"kind": subject.effect, **settings},
        "matched": subject.matched,
        "fired": subject.fired,
        "calls": subject.calls,
    }


def _require_signing(platform: str, platforms: Mapping[str, Platform]) -> None:
    signing = [name for name, known in platforms.items() if known.signs]
    if platform not in signing:
        raise UsageError(f"effect de kind forge precisa de platform, uma que assine: {', '.join(signing) or 'nenhuma'}")


_COUNT: Mapping[str, rule_schema.Reader] = MappingProxyType({"count": rule_schema.between(2, MOST_HELD)})
_EFFECTS: rule_schema.Details = MappingProxyType(
    {
        "drop": (
            {"as": rule_schema.among(("delivered", "failed")), "times": rule_schema.between(1, MOST_TIMES)},
            (),
        ),
        "delay": ({"seconds": rule_schema.seconds_up_to(parsing.MAX_SECONDS)}, ("seconds",)),
        "duplicate": (
            {"times": rule_schema.between(2, MOST_TIMES), "spacing": rule_schema.seconds_up_to(parsing.MAX_SECONDS)},
            (),
        ),
        "reorder": (_COUNT, ("count",)),
        "burst": (_COUNT, ("count",)),
        "cut": ({"times": rule_schema.between(1, MOST_TIMES)}, ()),
        "interleave": (
            {
                "call": rule_schema.between(1, rule_schema.MOST),
                "called": rule_schema.label,
                "operation": rule_schema.label,
            },
            ("call",),
        ),
        "forge": (
            {
                "signature": rule_schema.among(("wrong", "old", "missing")),
                "seconds": rule_schema.seconds_up_to(parsing.MAX_SECONDS),
                "times": rule_schema.between(1, MOST_TIMES),
            },
            ("signature",),
        ),
    }
)
_DEFAULTS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "drop": {"as": "delivered"},
        "duplicate": {"times": 2, "spacing": 0},
        "cut": {"times": 1},
        "interleave": {"called": "", "operation": ""},
        "forge": {"seconds": 600, "times": 1},
    }
)
