"""Comparing, counting and writing values as people read them."""

from __future__ import annotations

import json
import unicodedata

EMPTY = "(vazio)"
"""How cells and reports write nothing."""


def fold(text: str) -> str:
    """Return the text without case, accents and surplus spaces, for searching and comparing."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
    return " ".join(plain.casefold().split())


def count(number: int, one: str, many: str) -> str:
    """Return `1 cenário`, `2 cenários`."""
    return f"{number} {one if number == 1 else many}"


def as_text(value: object) -> str:
    """Show a value: text as it is, None as cells write it, anything else as indented JSON."""
    if value is None:
        return EMPTY
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
