"""Nested form fields as PHP writes and reads them: `a[b][0]=x` is `{"a": {"b": ["x"]}}`."""

import re
from collections.abc import Iterable
from typing import Any

DEPTH = 64
"""Levels that a name has at most, as PHP reads them by default (`max_input_nesting_level`)."""
FIELDS = 10_000
LONGEST_INDEX = 9
"""Digits of a number that may be a place in a list; a longer one is a name."""
NAME = re.compile(r"([^\[]*)((?:\[[^\]]*\])*)")
PART = re.compile(r"\[([^\]]*)\]")
AROUND = " \t\r\n\"'"
"""Blanks and quotes, which some clients write around a name, in brackets or not, and which mean nothing."""


def read(fields: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The nested value of flat fields; raises ValueError for more FIELDS or a greater DEPTH than are read.

    A name is written `a[b][c]` or `["a"]["b"]["c"]`, with blanks, quotes and stray quotes around each part; `[]` is the
    next place. Parts that number all places from 0 make a list. Of two values at one place the later one holds.
    """
    root = _Node()
    for number, (name, value) in enumerate(fields):
        if number >= FIELDS:
            raise ValueError(f"o formulário passa de {FIELDS} campos")
        first, *rest = _parts(name)
        root.put(first, rest, value)
    return {name: _plain(value) for name, value in root.items()}


class _Node(dict[str, Any]):
    """What stands under one name, by the parts that follow; `next` is the place that `[]` takes."""

    next = 0

    def put(self, key: str, rest: list[str], value: str) -> None:
        """Have a value stand under a key, or deeper by the parts that follow."""
        node = self
        for part in rest:
            inner = node.get(key)
            if not isinstance(inner, _Node):
                inner = node[key] = _Node()
            node, key = inner, inner.key(part)
        node[key] = value

    def key(self, part: str) -> str:
        """The part as a key, an empty one as the next place."""
        key = part or str(self.next)
        if _is_index(key):
            self.next = max(self.next, int(key) + 1)
        return key


def _parts(name: str) -> list[str]:
    found = NAME.match(name.strip(AROUND))
    if found is None or not found[2]:
        return [name.strip(AROUND)]
    inner = [part.strip(AROUND) for part in PART.findall(found[2])]
    parts = [found[1].strip(AROUND), *inner] if found[1].strip(AROUND) else inner
    if len(parts) > DEPTH:
        raise ValueError(f"o campo tem mais de {DEPTH} níveis")
    return parts


def _is_index(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) <= LONGEST_INDEX and str(int(key)) == key


def _plain(value: Any) -> Any:
    if not isinstance(value, _Node):
        return value
    places = sorted(int(key) for key in value if _is_index(key))
    if places == list(range(len(value))):
        return [_plain(value[str(place)]) for place in places]
    return {name: _plain(inner) for name, inner in value.items()}
