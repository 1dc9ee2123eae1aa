"""Which operations answer which address; one without arguments is looked up whole, which costs next to nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, MapAdapter, Rule

Target = TypeVar("Target")
NO_ARGUMENTS: Mapping[str, Any] = MappingProxyType({})
BLANK = re.compile(r"<(?:([^>:]*):)?[^>]*>")
BLANK_OR_TEXT = re.compile(r"(<[^>]*>)|[^<]+")
SLASHES = re.compile("/{2,}")


@dataclass(frozen=True)
class Spelling:
    """How addresses are compared; more slashes at the beginning, or one at the end, make no difference."""

    ignores_case: bool = False
    merges_slashes: bool = False

    def read(self, path: str) -> str:
        """The path as it is compared; blanks of a template stay as they are."""
        path = SLASHES.sub("/", path) if self.merges_slashes else f"/{path.lstrip('/')}"
        return BLANK_OR_TEXT.sub(lambda part: part[1] or part[0].lower(), path) if self.ignores_case else path

    def arguments(self, template: str, path: str, found: Mapping[str, Any]) -> Mapping[str, Any]:
        """What stands in the blanks of a template, its texts in the letters in which they came."""
        if not self.ignores_case:
            return found
        parts, sent = template.split("/"), Spelling(merges_slashes=self.merges_slashes).read(path).split("/")
        return {
            name: _text_at(place, parts, sent, value)
            for (place, name), value in zip(_blanks(parts, found), found.values(), strict=True)
        }


def _blanks(parts: list[str], found: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    for name in found:
        yield next(place for place, part in enumerate(parts) if re.search(rf"<(?:[^>]*:)?{name}>", part)), name


def _text_at(place: int, parts: list[str], sent: list[str], value: Any) -> Any:
    if not isinstance(value, str):
        return value
    before, _, after = BLANK.sub("\0", parts[place]).partition("\0")
    text = "/".join(sent[place:]) if "<path:" in parts[place] else sent[place]
    return text[len(before) : len(text) - len(after)]


@dataclass
class _Table(Generic[Target]):
    """The addresses that are compared alike."""

    spelling: Spelling
    exact: dict[str, dict[str, list[Target]]] = field(default_factory=dict)
    patterns: dict[tuple[str, str], tuple[str, list[Target]]] = field(default_factory=dict)
    """By shape and method, the first template of the shape and what answers there."""

    @cached_property
    def adapter(self) -> MapAdapter:
        """What matches the patterns, when all are there."""
        made = Map(strict_slashes=False, merge_slashes=False)
        for key, (path, _) in self.patterns.items():
            made.add(Rule(self.spelling.read(path), endpoint=key, methods=[key[1]]))
        return made.bind("")


class Routes(Generic[Target]):
    """What answers which path by which method; several answer where an address has several operations."""

    def __init__(self) -> None:
        self._tables: dict[Spelling, _Table[Target]] = {}

    def add(self, path: str, methods: Iterable[str], target: Target, spelling: Spelling = Spelling()) -> None:
        """Have a path, in which `<name>` stands for anything, answered by a target; HEAD goes with GET."""
        table = self._tables.setdefault(spelling, _Table(spelling))
        for method in methods:
            if "<" in path:
                shape = BLANK.sub(lambda blank: f"<{blank[1] or ''}>", spelling.read(path).removesuffix("/"))
                _, targets = table.patterns.setdefault((shape, method), (path, []))
            else:
                methods_there = table.exact.setdefault(spelling.read(path).removesuffix("/"), {})
                targets = methods_there.setdefault(method, [])
                if method == "GET":
                    methods_there["HEAD"] = targets
            # An operation may name an address twice, with and without a slash at its end.
            if target not in targets:
                targets.append(target)

    def all(self) -> Iterator[tuple[str, str, list[Target]]]:
        """Every address: path, method and what answers there."""
        for table in self._tables.values():
            for path, methods in table.exact.items():
                yield from ((path, method, targets) for method, targets in methods.items())
            for (_, method), (path, targets) in table.patterns.items():
                yield path, method, targets

    def find(self, method: str, path: str) -> tuple[list[Target], Mapping[str, Any]]:
        """What answers, and what stands in the blanks of its path; raises NotFound or MethodNotAllowed."""
        allowed: set[str] = set()
        for spelling, table in self._tables.items():
            methods = table.exact.get(path) or table.exact.get(spelling.read(path).removesuffix("/"), {})
            if method in methods:
                return methods[method], NO_ARGUMENTS
            allowed.update(methods)
        for spelling, table in self._tables.items():
            try:
                key, found = table.adapter.match(spelling.read(path), method)
            except MethodNotAllowed as refusal:
                allowed.update(refusal.valid_methods or ())
            except NotFound:
                continue
            else:
                template, targets = table.patterns[key]
                return targets, spelling.arguments(template, path, found)
        raise MethodNotAllowed(sorted(allowed)) if allowed else NotFound
