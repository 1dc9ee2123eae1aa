"""How a sentence says which of many calls, or of many notifications, it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from homologa.features.kit.errors import ScenarioMistake


@dataclass(frozen=True)
class Countable:
    """Something that a sentence counts, by the noun that it has in the singular and in the plural."""

    one: str
    many: str

    @property
    def advice(self) -> str:
        """The ways of counting, for a message."""
        return f"“a próxima {self.one}”, “a 2ª {self.one}”, “cada uma das próximas 3 {self.many}” ou “toda {self.one}”"

    def occurrence(self, words: str) -> dict[str, Any]:
        """What the control API takes for the words: `nth`, `next`, `always` or nothing; raises ScenarioMistake."""
        if words == f"a próxima {self.one}":
            return {}
        if words == f"toda {self.one}":
            return {"always": True}
        for pattern, name in ((rf"a (\d+)ª {self.one}", "nth"), (rf"cada uma das próximas (\d+) {self.many}", "next")):
            found = re.fullmatch(pattern, words)
            if found is not None:
                return {name: int(found[1])}
        raise ScenarioMistake(f"não entendi “{words}”; diga {self.advice}")


CALLS = Countable("chamada", "chamadas")
NOTIFICATIONS = Countable("notificação", "notificações")
