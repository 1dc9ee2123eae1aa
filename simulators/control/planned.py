"""A delivery plan as a request of the control API asks for it, and as it is shown."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.control import asked, ruled
from homologa.simulators.kernel.deliveries.plans import GROUPS, Plan
from homologa.simulators.kernel.platform import Platform

FIELDS = ("label", "platform", "kind", "subject", *ruled.TURN, "effect")
MOST_TIMES = 100
MOST_HELD = 1_000


def plan(body: Mapping[str, Any], platforms: Mapping[str, Platform]) -> dict[str, Any]:
    """What `Plans.add` takes; raises UsageError."""
    wanted = {
        "platform": ruled.platform(body.get("platform"), platforms),
        "kind": ruled.label(body.get("kind"), "kind"),
        "subject": ruled.label(body.get("subject"), "subject"),
    }
    effect, given = ruled.details(body.get("effect"), "effect", _EFFECTS)
    settings = {**_DEFAULTS.get(effect, {}), **given}
    if effect == "interleave":
        ruled.optional(settings["called"], lambda name: asked.one_of(name, platforms, "effect.called"))
        ruled.operation(settings["operation"], settings["called"], platforms)
    if effect in GROUPS and not any(body.get(name) for name in ("nth", "next", "while")):
        body = {**body, "next": settings["count"]}
    return {
        "effect": effect,
        "label": ruled.label(body.get("label"), "label"),
        "match": {name: value for name, value in wanted.items() if value},
        "turn": ruled.turn(body, "o plano"),
        "settings": settings,
    }


def shown(subject: Plan) -> dict[str, Any]:
    """A plan with its counters, in the form in which it is asked for."""
    turn = subject.turn
    settings = {name: None if value == "" else value for name, value in subject.settings.items()}
    return {
        "id": subject.id,
        "label": subject.label,
        **{name: subject.match.get(name) for name in FIELDS[1:4]},
        "nth": turn.nth,
        "next": turn.next,
        "while": turn.nth is None and turn.next is None,
        "after": turn.after,
        "effect": {"kind": subject.effect, **settings},
        "matched": subject.matched,
        "fired": subject.fired,
        "calls": subject.calls,
    }


_COUNT: Mapping[str, ruled.Reader] = MappingProxyType({"count": ruled.between(2, MOST_HELD)})
_EFFECTS: ruled.Details = MappingProxyType(
    {
        "drop": ({"as": ruled.among(("delivered", "failed"))}, ()),
        "delay": ({"seconds": ruled.seconds_up_to(asked.MAX_SECONDS)}, ("seconds",)),
        "duplicate": (
            {"times": ruled.between(2, MOST_TIMES), "spacing": ruled.seconds_up_to(asked.MAX_SECONDS)},
            (),
        ),
        "reorder": (_COUNT, ("count",)),
        "burst": (_COUNT, ("count",)),
        "cut": ({"times": ruled.between(1, MOST_TIMES)}, ()),
        "interleave": (
            {"call": ruled.between(1, ruled.MOST), "called": ruled.label, "operation": ruled.label},
            ("call",),
        ),
    }
)
_DEFAULTS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "drop": {"as": "delivered"},
        "duplicate": {"times": 2, "spacing": 0},
        "cut": {"times": 1},
        "interleave": {"called": "", "operation": ""},
    }
)
