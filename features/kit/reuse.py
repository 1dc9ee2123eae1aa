"""What one scenario does, done again in another of its file: `Dado que já aconteceu o cenário "…"`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

AGAIN = re.compile(r'que já aconteceu o cenário "([^"]+)"')
CONTEXT, ACTION, CONJUNCTION = "Context", "Action", "Conjunction"
_KEYWORDS = {CONTEXT: "Dado ", ACTION: "Quando "}
_Node = dict[str, Any]


def expand(document: Mapping[str, Any]) -> None:
    """Put, in the place of each such step of a parsed document, what the other scenario does, without what it demands.

    A step that names no scenario of the file, an outline, or one that leads back to itself stays as it is.
    """
    scenarios = list(_holders(document.get("feature") or {}))
    known = {one["name"]: one["steps"] for one in scenarios if "examples" in one and not one["examples"]}
    for one in scenarios:
        one["steps"] = list(_expanded(one["steps"], known, (one["name"],)))


def _holders(feature: _Node) -> Iterator[_Node]:
    """Every scenario and background, those of rules included."""
    for child in feature.get("children", []):
        for kind, node in child.items():
            if kind == "rule":
                yield from _holders(node)
            else:
                yield node


def _expanded(steps: list[_Node], known: Mapping[str, list[_Node]], within: tuple[str, ...]) -> Iterator[_Node]:
    kind, has_moved = "", False
    for step in steps:
        kind = step["keywordType"] if step["keywordType"] != CONJUNCTION else kind
        named = AGAIN.fullmatch(step["text"])
        name = named[1] if named else ""
        if name in known and name not in within:
            inner = _expanded(known[name], known, (*within, name))
            yield from _done(inner)
            has_moved = True
        elif has_moved and step["keywordType"] == CONJUNCTION:
            yield {**step, "keywordType": kind}
        else:
            yield step


def _done(steps: Iterator[_Node]) -> Iterator[_Node]:
    """The steps that do something, each with its own keyword."""
    kind = ""
    for step in steps:
        kind = step["keywordType"] if step["keywordType"] != CONJUNCTION else kind
        if kind in _KEYWORDS:
            yield {**step, "keyword": _KEYWORDS[kind], "keywordType": kind}
