"""The integrations that the step library can put a connector under: one row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from homologa.features.kit.catalog import SETS_UP, SetsUp
from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.integrations.model import IDENTIFIER, Argument, Integration
from homologa.features.kit.integrations.novaoito import NOVAOITO

__all__ = ["IDENTIFIER", "TABLE", "Argument", "Integration", "between", "sets_up"]

TABLE: Mapping[str, Integration] = MappingProxyType({row.name: row for row in (NOVAOITO,)})
_Step = TypeVar("_Step", bound=Callable[..., None])


def between(store: str, erp: str) -> Integration:
    """The integration of two platforms, by their names in sentences; raises ScenarioMistake."""
    found = next((row for row in TABLE.values() if (row.store, row.erp) == (store, erp)), None)
    if found is None:
        known = "; ".join(f"{row.store} e {row.erp}" for row in TABLE.values())
        raise ScenarioMistake(f"não há integração entre {store} e {erp}; há: {known}")
    return found


def sets_up(integration: SetsUp) -> Callable[[_Step], _Step]:
    """Mark a step as one that puts the connector under an integration: this one, or that which its fields name."""

    def mark(step: _Step) -> _Step:
        setattr(step, SETS_UP, integration)
        return step

    return mark
