"""The fault plan of a world: its rules and their counters, kept in the world's database."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace

from homologa.simulators.kernel.errors import NotFound
from homologa.simulators.kernel.faults.kinds import Latency
from homologa.simulators.kernel.faults.rules import Candidate, Rule
from homologa.simulators.kernel.store import Store

COLUMNS = "doc, id, matched, fired"


class FaultRules:
    """The rules of one world, in the order in which they were added; `pause` waits, outside every lock.

    Of the rules that a call meets, every latency strikes it, and of the others the first whose turn has come.
    """

    def __init__(self, store: Store, sleep: Callable[[float], object] | None = None) -> None:
        self._store = store
        self._ended = threading.Event()
        self.sleep = sleep or self._ended.wait
        self.has_rules = False
        """Whether there are rules: a world without any looks no further."""
        self.reload()

    def reload(self) -> None:
        """Look again whether there are rules, after the state was put back."""
        self.has_rules = bool(self._store.rows("SELECT 1 FROM fault LIMIT 1"))

    def add(self, rule: Rule) -> Rule:
        """Keep a rule; its id is made here, and its counters begin at nothing."""
        with self._store.writing():
            made = self._store.rows("INSERT INTO fault (doc) VALUES (?) RETURNING id", (json.dumps(rule.document()),))
            self.has_rules = True
        return replace(rule, id=made[0][0], matched=0, fired=0)

    def all(self) -> list[Rule]:
        """Every rule."""
        rows = self._store.rows(f"SELECT {COLUMNS} FROM fault ORDER BY id")
        return [Rule.from_document(json.loads(row[0]), *row[1:]) for row in rows]

    def get(self, rule_id: int) -> Rule:
        """One rule; raises NotFound."""
        found = next((rule for rule in self.all() if rule.id == rule_id), None)
        if found is None:
            raise NotFound(f"não há falha {rule_id}")
        return found

    def remove(self, rule_id: int) -> None:
        """Forget a rule; raises NotFound."""
        with self._store.writing():
            if not self._store.rows("DELETE FROM fault WHERE id = ? RETURNING id", (rule_id,)):
                raise NotFound(f"não há falha {rule_id}")
            self.reload()

    def clear(self) -> None:
        """Forget every rule."""
        with self._store.writing():
            self._store.rows("DELETE FROM fault")
            self.has_rules = False

    def select(self, call: Candidate) -> tuple[Rule, ...]:
        """Count a call with every rule that means it, in one transaction; those that strike it."""
        selected: list[Rule] = []
        with self._store.writing():
            for rule in self.all():
                if rule.matches(call):
                    hits = self._applies(rule, selected)
                    if hits:
                        selected.append(rule)
                    self._count(rule, int(hits))
        return tuple(selected)

    def uncount(self, rule: Rule) -> None:
        """Take a call off those that a rule struck: nothing came of it."""
        with self._store.writing():
            self._store.rows("UPDATE fault SET fired = fired - 1 WHERE id = ?", (rule.id,))

    def cancel_waits(self) -> None:
        """End every wait of this world, and have none begin."""
        self._ended.set()

    def _applies(self, rule: Rule, selected: list[Rule]) -> bool:
        is_free = isinstance(rule.fault, Latency) or all(isinstance(other.fault, Latency) for other in selected)
        return is_free and rule.occurrence.matches(rule.matched + 1, rule.fired)

    def _count(self, rule: Rule, hits: int) -> None:
        sql = "UPDATE fault SET matched = matched + 1, fired = fired + ? WHERE id = ?"
        self._store.rows(sql, (hits, rule.id))
