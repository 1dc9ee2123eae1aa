"""The faults of sentences about screens: menus, buttons, fields and columns that the platforms do not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from homologa.features.kit import tables
from homologa.features.kit.gherkin import Feature, Step
from homologa.features.kit.lint_structure import Fault
from homologa.simulators.control.client import Column, Screen

_ACTION = re.compile(r'(?P<place>.+?), em "(?P<menu>[^"]*)", (?:aciono|tento) "(?P<label>[^"]*)":?')
_VIEW = re.compile(
    r'(?P<place>.+?), em "(?P<menu>[^"]*)", "(?P<label>[^"]*)" (?:mostra|mostra só|não mostra)(?::| nada)'
)
_FIX = "veja o que há com «homologa telas PALAVRA»"


class Known(Protocol):
    """What people can do and see, and how sentences name each platform by its short name."""

    @property
    def places(self) -> Mapping[str, str]:
        """The words for each platform, such as `no Tiny`."""

    @property
    def actions(self) -> tuple[Screen, ...]:
        """Every button."""

    @property
    def views(self) -> tuple[Screen, ...]:
        """Every view."""


def faults(feature: Feature, known: Known) -> Iterator[Fault]:
    """Yield (line, message, fix) for each sentence about a screen that is not there, or not so, once a line."""
    found: dict[int, Fault] = {}
    for step, text in _sentences(feature):
        for pattern, screens in ((_ACTION, known.actions), (_VIEW, known.views)):
            match = pattern.fullmatch(text)
            message = _message(step, match, known, screens) if match else ""
            if message:
                found.setdefault(step.line, (step.line, message, _FIX))
    yield from found.values()


def _sentences(feature: Feature) -> Iterator[tuple[Step, str]]:
    for steps in feature.backgrounds:
        yield from ((step, step.text) for step in steps)
    for scenario in feature.scenarios:
        yield from ((step, text) for step in scenario.steps for text in scenario.texts(step))


def _message(step: Step, match: re.Match[str], known: Known, screens: Iterable[Screen]) -> str:
    platform = next((name for name, words in known.places.items() if words == match["place"]), None)
    if platform is None:
        return f"não há plataforma «{match['place']}»; há: {', '.join(known.places.values())}"
    own = [screen for screen in screens if screen.platform == platform]
    here = [screen for screen in own if screen.menu == match["menu"]]
    named = next((screen for screen in here if screen.label == match["label"]), None)
    if named is not None:
        return _columns(step, named, named.parameters if match.re is _ACTION else named.columns)
    if here:
        return f"não há «{match['label']}» em «{match['menu']}»; há: {_quoted(screen.label for screen in here)}"
    return f"não há «{match['label']}» em «{match['menu']}»; telas: {_quoted(sorted({one.menu for one in own}))}"


def _columns(step: Step, screen: Screen, declared: Sequence[Column]) -> str:
    names = [column.name for column in declared]
    given = [name for name in (step.rows[0] if step.rows else ()) if "<" not in name]
    strange = [name for name in given if tables.key(name) not in names]
    if not strange:
        return ""
    return f"«{screen.label}» não tem {_quoted(strange)}; tem: {', '.join(names) or 'nenhum campo'}"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)
