"""What happens to deliveries on their way, by rule and not by chance: delivery plans."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

from homologa.simulators.kernel.errors import NotFound
from homologa.simulators.kernel.events import Delivery, PlannedEffect
from homologa.simulators.kernel.faults import Occurrence
from homologa.simulators.kernel.store import Store

EffectName = Literal["drop", "delay", "duplicate", "reorder", "cut", "burst", "interleave", "forge"]
EFFECTS: tuple[EffectName, ...] = get_args(EffectName)
GROUPS = ("reorder", "burst")
"""Effects that hold deliveries until there are `count` of them."""
STORE = "INSERT INTO plan VALUES (?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc"


@dataclass
class Plan:
    """One rule: which deliveries of a world, what happens to them, and how often it was so.

    `match` has the platform, kind and subject that a delivery must have, each of which may be missing. `settings` are
    those of the effect: `as` and, where it is not to the end, `times` (`drop`), `seconds` (`delay`), `times` and
    `spacing` (`duplicate`), `count` (`reorder`, `burst`), `times` (`cut`), `call`, `called` (a platform) and
    `operation` (`interleave`; the last two empty for any), `signature`, `seconds` and `times` (`forge`).
    """

    id: int
    effect: EffectName
    label: str = ""
    match: Mapping[str, str] = field(default_factory=dict)
    occurrence: Occurrence = field(default_factory=Occurrence)
    settings: Mapping[str, Any] = field(default_factory=dict)
    matched: int = 0
    """Deliveries that it was about."""
    fired: int = 0
    """Deliveries to which it did something."""
    calls: int = 0
    """Calls that an `interleave` has counted."""

    def matches(self, delivery: Delivery) -> bool:
        """Whether the delivery has all that is to match."""
        found = {"platform": delivery.platform, "kind": delivery.draft.kind, "subject": delivery.draft.subject}
        return all(found[name] == value for name, value in self.match.items())

    def counts_call(self, platform: str, operation: str) -> bool:
        """Whether it counts the calls of this operation."""
        if self.effect != "interleave":
            return False
        return self.settings["called"] in ("", platform) and self.settings["operation"] in ("", operation)

    def planned_effect(self) -> PlannedEffect:
        """What it does to a delivery, as the delivery keeps it."""
        return PlannedEffect(self.id, self.label, self.effect, dict(self.settings))


class Plans:
    """The plans of a world, kept in its database; a world without plans never looks there."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.active = False
        """Whether there is any plan."""
        self.counting = False
        """Whether any plan counts calls."""
        self.reload()

    def reload(self) -> None:
        """Take note of what the database holds."""
        with self._store.lock:
            plans = self.all()
            self.active = bool(plans)
            self.counting = any(plan.effect == "interleave" for plan in plans)

    def all(self) -> list[Plan]:
        """Every plan, in the order in which they were made."""
        return [_plan(text) for (text,) in self._store.rows("SELECT doc FROM plan ORDER BY id")]

    def get(self, plan_id: int) -> Plan:
        """One plan; raises NotFound."""
        rows = self._store.rows("SELECT doc FROM plan WHERE id = ?", (plan_id,))
        if not rows:
            raise NotFound(f"não há plano {plan_id}")
        return _plan(rows[0][0])

    def add(self, effect: EffectName, **how: Any) -> Plan:
        """Make a plan; it is about deliveries and calls that come from now on."""
        with self._store.writing():
            plan = Plan(self._store.count("plan", 1), effect, **how)
            self._keep(plan)
            self.reload()
        return plan

    def remove(self, plan_id: int) -> None:
        """Forget a plan; raises NotFound. What it holds is not released by this."""
        self.get(plan_id)
        self._store.rows("DELETE FROM plan WHERE id = ?", (plan_id,))
        self.reload()

    def select(self, delivery: Delivery) -> Plan | None:
        """The plan that does something to a new delivery: of those that choose it, the one made first."""
        selected = None
        for plan in self.all():
            if not plan.matches(delivery):
                continue
            plan.matched += 1
            if selected is None and plan.occurrence.matches(plan.matched, plan.fired):
                plan.fired += 1
                selected = plan
            self._keep(plan)
        return selected

    def count_call(self, platform: str, operation: str) -> list[Plan]:
        """Count a call; the plans for which it was the one waited for."""
        counted = [plan for plan in self.all() if plan.counts_call(platform, operation)]
        for plan in counted:
            plan.calls += 1
            self._keep(plan)
        return [plan for plan in counted if plan.calls == plan.settings["call"]]

    def _keep(self, plan: Plan) -> None:
        self._store.rows(STORE, (plan.id, json.dumps(asdict(plan), ensure_ascii=False)))


def _plan(text: str) -> Plan:
    doc = json.loads(text)
    return Plan(**{**doc, "occurrence": Occurrence(**doc["occurrence"])})


DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "delay": "atrasada em {seconds:g} s",
        "duplicate": "entregue {times} vezes",
        "reorder": "retida e solta em ordem inversa, com mais {others}",
        "burst": "retida e solta junto com mais {others}",
        "interleave": "retida até a {call}ª chamada do conector",
        "cut": "a conexão caiu depois de recebida",
        "forge": "{signature} até a {times}ª tentativa",
    }
)
LOSS_DESCRIPTIONS = MappingProxyType(
    {
        "delivered": "a notificação se perdeu no caminho, e a plataforma a dá por entregue",
        "failed": "a notificação não saiu",
    }
)
FORGED = MappingProxyType(
    {"wrong": "com a assinatura errada", "old": "assinada {seconds:g} s antes", "missing": "sem assinatura"}
)


def describe(planned: PlannedEffect) -> str:
    """What a plan did to a delivery, in Portuguese."""
    settings = dict(planned.settings)
    if planned.effect == "drop":
        done = LOSS_DESCRIPTIONS[settings["as"]] + (
            f" até a {settings['times']}ª tentativa" if "times" in settings else ""
        )
    elif planned.effect == "forge":
        signature = FORGED[settings["signature"]].format(**settings)
        done = DESCRIPTIONS["forge"].format(signature=signature, times=settings["times"])
    else:
        done = DESCRIPTIONS[planned.effect].format(**settings, others=settings.get("count", 1) - 1)
    return f"plano {f'“{planned.label}”' if planned.label else planned.plan}: {done}"
