"""A feature file as the kit sees it: scenarios with their lines, tags, steps and example rows.

It reads what pytest-bdd reads, by the same parser, but keeps what pytest-bdd drops: scenarios of one
name, examples without rows, the line of each row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.token_matcher import TokenMatcher
from pytest_bdd import gherkin_parser as ast
from pytest_bdd.parser import render_string
from pytest_bdd.types import STEP_TYPE_BY_PARSER_KEYWORD

from homologa.features.kit import reuse

_Located = TypeVar("_Located", ast.Background, ast.Scenario, ast.Rule)


class GherkinSyntaxError(Exception):
    """The text is no Gherkin; `problems` holds (line, text of the parser) for each place."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        super().__init__(f"{len(problems)} syntax problem(s)")
        self.problems = problems


@dataclass(frozen=True)
class Step:
    """One step: `type` is given, when or then, or None when the block starts with `E`, `Mas` or `*`."""

    keyword: str
    type: str | None
    text: str
    line: int
    rows: tuple[tuple[str, ...], ...] = ()
    has_text: bool = False
    """Whether a docstring follows."""

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell of its table."""
        return tuple(cell for row in self.rows for cell in row)


@dataclass(frozen=True)
class Block:
    """A stretch of the file that may hold a description: its title line and the lines described.

    `kind` is feature, rule, background or scenario; `lines` pairs number and text.
    """

    kind: str
    line: int
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Examples:
    """One `Exemplos` table: columns, rows as (line, values by column), and its own tags."""

    line: int
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """One scenario or outline.

    `tags` holds those of its feature and rule too, and `background` their steps, both in the order of the file.
    """

    name: str
    keyword: str
    line: int
    tags: tuple[str, ...]
    steps: tuple[Step, ...]
    examples: tuple[Examples, ...]
    background: tuple[Step, ...] = ()

    @property
    def rows(self) -> list[tuple[int, Mapping[str, str], tuple[str, ...]]]:
        """Line, values and tags of each run: one per row of the examples, or the scenario alone."""
        if not self.examples:
            return [(self.line, {}, self.tags)]
        return [(line, values, (*self.tags, *table.tags)) for table in self.examples for line, values in table.rows]

    def texts(self, step: Step) -> list[str]:
        """Return the texts that a step takes over all rows, without repetition."""
        return list(dict.fromkeys(render_string(step.text, values) for _, values, _ in self.rows))


@dataclass(frozen=True)
class Feature:
    """A parsed feature file."""

    name: str
    language: str
    scenarios: tuple[Scenario, ...]
    backgrounds: tuple[tuple[Step, ...], ...]
    blocks: tuple[Block, ...]
    tags: tuple[tuple[int, str], ...]


def composed(text: str) -> str:
    """Return the text with each accent and its letter as one, as sentences and tables are compared."""
    return unicodedata.normalize("NFC", text)


def parse(text: str) -> Feature:
    """Parse the text of a feature file, in Portuguese unless it names another language.

    Decomposed accents, as editors of macOS may write them, are composed first.

    Raises:
        GherkinSyntaxError: the parser refuses the text, or there is no feature in it.
    """
    text = composed(text)
    try:
        document: Mapping[str, Any] = Parser().parse(text, TokenMatcher("pt"))
    except CompositeParserException as problems:
        raise GherkinSyntaxError([_place(error) for error in problems.errors]) from problems
    except ParserException as problem:
        raise GherkinSyntaxError([_place(problem)]) from problem
    reuse.expand(document)
    if not document.get("feature"):
        raise GherkinSyntaxError([(1, "unexpected end of file, expected: #FeatureLine")])
    return _feature(ast.GherkinDocument.from_dict(document).feature, text.splitlines())


def _place(error: ParserException) -> tuple[int, str]:
    return error.location["line"], str(error)


def _feature(node: ast.Feature, source: list[str]) -> Feature:
    blocks = [_block("feature", node.location, node.description, source)]
    scenarios: list[Scenario] = []
    backgrounds: list[tuple[Step, ...]] = []
    tags = list(node.tags)
    for children, outer in _levels(node):
        own = [_steps(item.steps) for item in _present(child.background for child in children)]
        backgrounds += own
        # The feature's own come first: those of a rule follow them.
        before = () if children is node.children else backgrounds[:1] if _has_background(node) else ()
        background = tuple(step for steps in (*before, *own) for step in steps)
        for item in _present(child.scenario for child in children):
            scenarios.append(_scenario(item, outer, background))
            tags += [*item.tags, *(tag for table in item.examples for tag in table.tags)]
        for rule in _present(child.rule for child in children):
            tags += rule.tags
        blocks += _blocks(children, source)
    return Feature(
        name=node.name,
        language=node.language,
        scenarios=tuple(sorted(scenarios, key=lambda scenario: scenario.line)),
        backgrounds=tuple(backgrounds),
        blocks=tuple(blocks),
        tags=tuple((tag.location.line, _bare(tag)) for tag in tags),
    )


def _levels(node: ast.Feature) -> Iterator[tuple[list[ast.Child], list[ast.Tag]]]:
    yield node.children, node.tags
    for rule in _present(child.rule for child in node.children):
        yield rule.children, [*node.tags, *rule.tags]


def _has_background(node: ast.Feature) -> bool:
    return any(child.background for child in node.children)


def _present(items: Iterator[_Located | None]) -> Iterator[_Located]:
    return (item for item in items if item is not None)


def _blocks(children: list[ast.Child], source: list[str]) -> Iterator[Block]:
    for child in children:
        if child.background:
            yield _block("background", child.background.location, child.background.description, source)
        if child.rule:
            yield _block("rule", child.rule.location, child.rule.description, source)
        if child.scenario:
            yield _block("scenario", child.scenario.location, child.scenario.description, source)


def _block(kind: str, location: ast.Location, description: str, source: list[str]) -> Block:
    wanted = [line.strip() for line in description.splitlines() if line.strip()]
    lines: list[tuple[int, str]] = []
    for number in range(location.line, len(source)):
        if len(lines) < len(wanted) and source[number].strip() == wanted[len(lines)]:
            lines.append((number + 1, wanted[len(lines)]))
    return Block(kind=kind, line=location.line, lines=tuple(lines))


def _scenario(node: ast.Scenario, outer: list[ast.Tag], background: tuple[Step, ...]) -> Scenario:
    return Scenario(
        name=node.name,
        keyword=node.keyword,
        line=node.location.line,
        tags=tuple(_bare(tag) for tag in [*outer, *node.tags]),
        steps=_steps(node.steps),
        examples=tuple(_examples(table) for table in node.examples),
        background=background,
    )


def _examples(table: ast.ExamplesTable) -> Examples:
    columns = tuple(cell.value for cell in table.table_header.cells) if table.table_header else ()
    return Examples(
        line=table.location.line,
        columns=columns,
        rows=tuple(
            (row.location.line, dict(zip(columns, (cell.value for cell in row.cells), strict=True)))
            for row in table.table_body or []
        ),
        tags=tuple(_bare(tag) for tag in table.tags),
    )


def _steps(nodes: list[ast.Step]) -> tuple[Step, ...]:
    steps: list[Step] = []
    kind: str | None = None
    for node in nodes:
        kind = STEP_TYPE_BY_PARSER_KEYWORD.get(node.keyword_type, kind)
        rows = node.datatable.rows if node.datatable else []
        table = tuple(tuple(cell.value for cell in row.cells) for row in rows)
        steps.append(Step(node.keyword, kind, node.text, node.location.line, table, node.docstring is not None))
    return tuple(steps)


def _bare(tag: ast.Tag) -> str:
    return tag.name.removeprefix("@")
