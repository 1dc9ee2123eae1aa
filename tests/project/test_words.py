"""No definition bears a word that docs/vocabulary.md retires, in the rooms that it names."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "vocabulary.md"
ROOMS = {
    "simulators": ["simulators"],
    "kernel": ["simulators/kernel"],
    "control": ["simulators/control"],
    "shell": ["simulators/shell"],
    "kernel/faults": ["simulators/kernel/faults"],
    "kernel/deliveries": ["simulators/kernel/deliveries"],
    "channel": ["simulators/channel.py"],
    "sync": ["sync"],
    "features": ["features"],
}
PARTICIPLES = frozenset({"told", "kept", "taken", "sought"})
"""They say what was done to a value, and never what it is."""
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True)
class Retired:
    """A retired word; one `within` may not even be a part of a name."""

    word: str
    within: bool

    def names(self, name: str) -> bool:
        bare = name.strip("_").lower()
        return bare == self.word or (self.within and self.word in map(str.lower, PART.findall(name)))


def retired() -> Iterator[tuple[str, Retired]]:
    """Each room with each word that is retired there, as the page's last table has them."""
    for row in PAGE.read_text("utf-8").partition("## Retired words")[2].splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if len(cells) == 3 and "`" in cells[0]:
            words = [Retired(word.rstrip("*"), word.endswith("*")) for word in re.findall(r"`([^`]+)`", cells[0])]
            yield from ((room, word) for room in cells[2].split(", ") for word in words)


def modules(room: str) -> Iterator[Path]:
    for place in (ROOT / folder for folder in ROOMS[room]):
        yield from [place] if place.is_file() else sorted(place.rglob("*.py"))


def definitions(source: str) -> Iterator[str]:
    """The names that a module defines: classes, functions, parameters' annotations aside, attributes, constants."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ClassDef(name=name, body=body):
                yield name
                yield from (line.target.id for line in body if _is_field(line))
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.Module(body=body):
                yield from (name.id for line in body for name in _assigned(line))


def _is_field(line: ast.stmt) -> bool:
    return isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)


def _assigned(line: ast.stmt) -> list[ast.Name]:
    targets = line.targets if isinstance(line, ast.Assign) else [line.target] if isinstance(line, ast.AnnAssign) else []
    return [target for target in targets if isinstance(target, ast.Name)]


@pytest.mark.parametrize("room", ROOMS)
def test_no_definition_bears_a_retired_word(room):
    words = [word for where, word in retired() if where == room]
    found = [
        f"{path.relative_to(ROOT)}: {name} ({word.word})"
        for path in modules(room)
        for name in [path.stem, *definitions(path.read_text("utf-8"))]
        for word in words
        if word.names(name)
    ]
    assert found == []


def local_names(source: str) -> Iterator[str]:
    """The names that stand for values within functions: parameters, and whatever is assigned."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name


def test_no_name_within_the_kernel_is_a_bare_participle():
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules("kernel")
        for name in local_names(path.read_text("utf-8"))
        if name in PARTICIPLES
    ]
    assert found == []


@pytest.mark.parametrize("source", ["told = 1", "for told in x: ...", "def f(told): ...", "[told for told in x]"])
def test_every_kind_of_local_name_is_looked_at(source):
    assert "told" in local_names(source)


def test_each_retired_word_has_rooms_that_are_there():
    assert {room for room, _ in retired()} == set(ROOMS)


@pytest.mark.parametrize(
    "source",
    [
        "def stir(): ...",
        "class Stir: ...",
        "class World:\n    def stir(self): ...",
        "class World:\n    _stir: bool = False",
        "class World:\n    def __init__(self):\n        self._stir = 1",
        "STIR = 1",
        "STIR: int = 1",
        "async def stir_up(): ...",
    ],
)
def test_every_kind_of_definition_is_looked_at(source):
    assert any(Retired("stir", within=True).names(name) for name in definitions(source))


@pytest.mark.parametrize("name", ["stirrup", "restir", "Stirrup"])
def test_a_word_that_only_begins_like_a_retired_one_is_not_refused(name):
    assert not Retired("stir", within=True).names(name)


def test_a_word_that_is_retired_whole_can_be_part_of_a_name():
    assert (Retired("hold", within=False).names("hold_for_call"), Retired("hold", within=False).names("_hold")) == (
        False,
        True,
    )
