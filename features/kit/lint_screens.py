"""The faults of sentences about screens: menus, buttons, fields and columns that the platforms do not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from pytest_bdd.parser import render_string

from homologa.features.kit import cells, looks, places, tables
from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.gherkin import Feature, Step
from homologa.features.kit.lint_structure import Fault
from homologa.simulators.control.client import Column, Screen

_PLACE = r'(?:que )?(?P<place>[^"]+?), em "(?P<menu>[^"]*)", '
_ACTION = re.compile(_PLACE + r'(?:aciono|tento) "(?P<words>.+)":?')
_VIEW = re.compile(
    _PLACE + r'"(?P<words>.+)" (?:não )?(?:mostra|soma .+? em "(?P<column>[^"]*)")'
    r'(?: só| nesta ordem| nada)?(?: (?:no mínimo |no máximo )?\d+ linhas?(?: com)?)?(?: em "(?P<part>[^"]*)")?:?'
)
_FILLING = re.compile(r'(?:que )?preencho "(?P<field>[^"]*)" com:')
_FIX = "veja o que há com «homologa telas PALAVRA»"
_CELL_FIX = "corrija a célula"
_NUMBERS = ("número", "inteiro")
_Fillings = list[tuple[Step, str]]


class _CellMistake(ScenarioMistake):
    """A cell says what its column cannot hold."""


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
    for sentences in _runs(feature):
        waiting: _Fillings = []
        for step, text in sentences:
            filling = _FILLING.fullmatch(text)
            if filling:
                waiting.append((step, filling["field"]))
            for fault in _look(step, text, known, waiting):
                found.setdefault(step.line, fault)
        for step, field in waiting:
            message = f"«{field}» foi preenchido e nenhum botão veio depois"
            found.setdefault(step.line, (step.line, message, "acione o botão do campo depois de o preencher"))
    yield from found.values()


def _runs(feature: Feature) -> Iterator[list[tuple[Step, str]]]:
    """The sentences of each scenario, those of its background first; of an outline, with each row's values."""
    for scenario in feature.scenarios:
        for _, values, _ in scenario.rows:
            steps = (*scenario.background, *scenario.steps)
            yield [(step, render_string(step.text, values)) for step in steps]


def _look(step: Step, text: str, known: Known, waiting: _Fillings) -> Iterator[Fault]:
    """The faults of a sentence, and of what was filled in for its button, each with its line."""
    for pattern, screens in ((_ACTION, known.actions), (_VIEW, known.views)):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        filled = list(waiting) if pattern is _ACTION else []
        waiting[:] = [] if pattern is _ACTION else waiting
        try:
            look = looks.read(match["words"], str)
            screen = _find(match, look.title, known, screens)
            given = _check_filled(screen, filled) | set(look.fill(screen.parameters))
            given |= _check_table(step, screen, match)
            if not _is_open(step):
                _check_required(screen, given)
        except ScenarioMistake as mistake:
            yield step.line, mistake.reason, _CELL_FIX if isinstance(mistake, _CellMistake) else _FIX


def _find(match: re.Match[str], title: str, known: Known, screens: Iterable[Screen]) -> Screen:
    platform = next((name for name, words in known.places.items() if words == match["place"]), None)
    if platform is None:
        raise ScenarioMistake(f"não há plataforma «{match['place']}»; há: {', '.join(known.places.values())}")
    own = [screen for screen in screens if screen.platform == platform]
    here = [screen for screen in own if screen.menu == match["menu"]]
    for screen in here:
        if screen.label == title:
            return screen
    there = f"há: {_quoted(screen.label for screen in here)}"
    menus = f"telas: {_quoted(sorted({screen.menu for screen in own}))}"
    raise ScenarioMistake(f"não há «{title}» em «{match['menu']}»; {there if here else menus}")


def _check_filled(action: Screen, filled: _Fillings) -> set[str]:
    given = set()
    for step, name in filled:
        field = places.column_at(action.parameters, places.find(action.parameters, name))
        if field is not None and field.columns:
            _check_cells(step, field.columns)
            _check_blanks(step, field.columns)
        given.add(str(places.find(action.parameters, name)[0]))
    return given


def _check_table(step: Step, screen: Screen, match: re.Match[str]) -> set[str]:
    """Check the columns of a table; the fields of a button that it fills are answered."""
    if match.re is _ACTION:
        _check_blanks(step, screen.parameters)
        return {str(path[0]) for path in _check_cells(step, screen.parameters)}
    part, column = match["part"], match["column"]
    if column:
        places.find(screen.columns, column)
    within = places.column_at(screen.columns, places.find(screen.columns, part)) if part else None
    if not part:
        _check_cells(step, screen.columns)
    elif within is not None:
        _check_cells(step, within.columns)
    return set()


def _check_cells(step: Step, columns: Sequence[Column]) -> list[places.Path]:
    """Check names, and numbers that can be read in two ways; what an outline leaves open is not looked at."""
    if not step.rows or not columns:
        return []
    names, *lines = tables.upright(step.rows)
    paths = [places.find(columns, name) for name in names if "<" not in name]
    for name, path in zip((name for name in names if "<" not in name), paths, strict=True):
        column, place = places.column_at(columns, path), list(names).index(name)
        for line in lines:
            if column is not None and column.kind == "número" and "<" not in line[place]:
                _check_number(line[place])
    return paths


def _check_number(cell: str) -> None:
    try:
        cells.equal(cell, 0.0)
    except ScenarioMistake as mistake:
        raise _CellMistake(mistake.reason) from mistake


def _check_blanks(step: Step, columns: Sequence[Column]) -> None:
    """Refuse a blank cell where a button takes a number: nothing is written as a word."""
    if not step.rows or _is_open(step):
        return
    names, *lines = tables.upright(step.rows)
    for place, name in enumerate(names):
        column = places.column_at(columns, places.find(columns, name)) if columns else None
        if column is not None and column.kind in _NUMBERS and any(line[place] == "" for line in lines):
            raise _CellMistake(f"«{name}» é um número, e uma célula está em branco; para nenhum, escreva (vazio)")


def _is_open(step: Step) -> bool:
    """Whether an outline's values are names of its table."""
    return bool(step.rows) and any("<" in name for name in tables.upright(step.rows)[0])


def _check_required(screen: Screen, given: set[str]) -> None:
    lacking = [field.label for field in screen.parameters if field.required and field.name not in given]
    if lacking:
        raise ScenarioMistake(f"«{screen.label}» exige {_quoted(lacking)}")


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)
