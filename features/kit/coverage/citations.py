"""Who says to prove what: the `fact` marks of the tests and the tags of the scenarios."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from homologa.features.kit import gherkin, requirements

FACT_TAG = re.compile(r"fato-([a-z0-9-]+)-(\d+)")
MARK = "pytest.mark.fact"
_Key = TypeVar("_Key")


@dataclass(frozen=True, order=True)
class Proof:
    """A test or a scenario: its file, from the root of the checkout, and its name, "" for the whole file."""

    file: str
    name: str


@dataclass(frozen=True)
class Citations:
    """The proofs of statements, by page and number, and of requirements, by id; `faults` are marks nobody can read."""

    statements: Mapping[tuple[str, int], frozenset[Proof]]
    requirements: Mapping[str, frozenset[Proof]]
    faults: tuple[str, ...] = ()


def read(root: Path) -> Citations:
    """Read the tests and the scenarios of a checkout; nothing is run."""
    statements: dict[tuple[str, int], set[Proof]] = defaultdict(set)
    proved: dict[str, set[Proof]] = defaultdict(set)
    faults = []
    for proof, mark in _marks_of(root):
        page, *numbers = [argument.value if isinstance(argument, ast.Constant) else None for argument in mark.args]
        if not isinstance(page, str) or not numbers or not all(isinstance(number, int) for number in numbers):
            faults.append(f"{proof.file}: {proof.name}: escreva a página e os números na própria marca fact")
            continue
        for number in numbers:
            statements[page, int(str(number))].add(proof)
    for proof, tag in _tags_of(root):
        fact = FACT_TAG.fullmatch(tag)
        if fact:
            statements[fact[1], int(fact[2])].add(proof)
        elif tag in requirements.load():
            proved[tag].add(proof)
    return Citations(_frozen(statements), _frozen(proved), tuple(sorted(faults)))


def _marks_of(root: Path) -> Iterator[tuple[Proof, ast.Call]]:
    for path in sorted(root.glob("tests/**/*.py")):
        file = path.relative_to(root).as_posix()
        for name, mark in _marks(ast.parse(path.read_text("utf-8"), file)):
            yield Proof(file, name), mark


def _marks(node: ast.AST, test: str = "") -> Iterator[tuple[str, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        inside = test
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inside = f"{test}::{child.name}" if test else child.name
        if isinstance(child, ast.Call) and ast.unparse(child.func) == MARK and child.args:
            yield inside, child
        yield from _marks(child, inside)


def _tags_of(root: Path) -> Iterator[tuple[Proof, str]]:
    for path in sorted(root.glob("features/**/*.feature")):
        file = path.relative_to(root).as_posix()
        for scenario in gherkin.parse(path.read_text("utf-8-sig")).scenarios:
            for tag in (*scenario.tags, *(tag for table in scenario.examples for tag in table.tags)):
                yield Proof(file, scenario.name), tag


def _frozen(found: Mapping[_Key, Iterable[Proof]]) -> dict[_Key, frozenset[Proof]]:
    return {key: frozenset(proofs) for key, proofs in found.items()}
