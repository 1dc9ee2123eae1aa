"""What the tags of a scenario count for, and those that only look as if they did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Protocol

from homologa.features.kit import requirements
from homologa.features.kit.claims import Claim
from homologa.features.kit.coverage import pages
from homologa.features.kit.results import Collected

_REQUIREMENT = re.compile(r"([A-Za-z]{3})[-_]?(\d+)")
_FACT = re.compile(r"fato(-[a-z0-9]+)+-\d+")
_MEANT_FACT = re.compile(r"(?i)fatos?[-_]([a-z][\w-]*?)[-_]?(\d+)")


class Tagged(Protocol):
    """A scenario, found or run."""

    @property
    def feature(self) -> str:
        """The path of its file."""

    @property
    def line(self) -> int:
        """Its line, or that of its row of examples."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags, without the at sign."""


@cache
def claims() -> Mapping[str, Claim]:
    """Return every requirement and every statement of a platform's page, by tag."""
    return MappingProxyType({**requirements.load(), **pages.statements()})


def claims_of(tags: Iterable[str]) -> list[Claim]:
    """Return the claims that a scenario with these tags proves."""
    known = claims()
    return [known[tag] for tag in tags if tag in known]


def is_fact(tag: str) -> bool:
    """Whether the tag is written as that of a statement, whether there is one or not."""
    return _FACT.fullmatch(tag) is not None


def meant(tag: str) -> str | None:
    """Return how a tag that looks like a requirement or a fact is written; None if it looks like neither.

    The requirement that comes back may not exist: `@nov-99` was meant to be `NOV-99`.
    """
    found = _REQUIREMENT.fullmatch(tag)
    families = {name.split("-")[0] for name in requirements.load()}
    if found and found.group(1).upper() in families:
        return f"{found.group(1).upper()}-{int(found.group(2)):02}"
    fact = None if _FACT.fullmatch(tag) else _MEANT_FACT.fullmatch(tag)
    return f"fato-{fact.group(1).lower().replace('_', '-')}-{fact.group(2)}" if fact else None


def unproved(scenarios: Iterable[Collected]) -> Iterator[str]:
    """Yield a warning for each scenario tagged with a connector's requirement of an integration it does not set up."""
    for scenario in scenarios:
        known = [requirements.load()[tag] for tag in scenario.tags if tag in requirements.load()]
        absent = [row.id for row in known if not row.of_simulator and row.platform not in scenario.sets_up]
        if absent:
            where = f"{scenario.feature}:{scenario.line}"
            yield f"aviso: {where}: não prova {', '.join(absent)}: nenhum passo põe um conector nessa integração"


def without_scenario(expression: str, scenarios: Iterable[Tagged]) -> list[str]:
    """Return the requirements and statements of an expression of tags that no scenario proves."""
    proved = {tag for scenario in scenarios for tag in scenario.tags}
    return [tag for tag in re.findall(r"[\w-]+", expression) if tag in claims() and tag not in proved]


def uncounted(scenarios: Iterable[Tagged]) -> Iterator[str]:
    """Yield a warning for each file that has scenarios without a tag that counts."""
    lines: dict[str, list[int]] = {}
    for scenario in scenarios:
        if not claims_of(scenario.tags):
            lines.setdefault(scenario.feature, []).append(scenario.line)
    for feature, numbers in lines.items():
        where = ", ".join(map(str, numbers))
        word, verb = ("linha", "não conta") if len(numbers) == 1 else ("linhas", "não contam")
        yield f"aviso: {feature}, {word} {where}: {verb} para nenhum requisito; ponha uma tag como «@NOV-06»"
