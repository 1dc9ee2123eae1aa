"""Sentences that miss a step by a trifle: quotes, capitals, accents, a full stop, a colon."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_FIELD = re.compile(r"\{[^{}]*\}")
_CURLY = "“”„‟‘’«»"
_QUOTES = f"[\"'{_CURLY}]"


def correct(text: str, pattern: str) -> str | None:
    """Return the sentence as the pattern wants it, with the values of the text; None if it says something else."""
    found = re.fullmatch(_loose(pattern), _plain(text), re.IGNORECASE)
    if found is None:
        return None
    values = iter(text[slice(*found.span(number + 1))] for number in range(len(found.groups())))
    return _FIELD.sub(lambda _: next(values), pattern)


def differences(text: str, right: str) -> Iterator[str]:
    """Yield in Portuguese what has to change for the text to become the right sentence."""
    if any(mark in text for mark in _CURLY):
        yield 'as aspas têm de ser retas (")'
    elif text.count('"') < right.count('"'):
        yield 'faltam aspas retas (")'
    if text.endswith("."):
        yield "sem ponto final"
    if right.endswith(":") and not text.endswith(":"):
        yield "faltam os dois-pontos no fim"
    if text.endswith(":") and not right.endswith(":"):
        yield "sem os dois-pontos no fim"
    ours, theirs = _letters(text), _letters(right)
    if _plain(ours) != _plain(theirs):
        yield "maiúsculas e minúsculas contam"
    if _plain(ours).casefold() == _plain(theirs).casefold() and ours.casefold() != theirs.casefold():
        yield "acentos contam"


def _loose(pattern: str) -> str:
    literals = [_loose_literal(part) for part in _FIELD.split(pattern.removesuffix(":"))]
    return "(.+?)".join(literals) + r"\s*[.:]?"


def _loose_literal(text: str) -> str:
    parts = (f"{_QUOTES}?" if mark == '"' else re.escape(mark) for mark in _plain(text))
    return "".join(parts)


def _plain(text: str) -> str:
    """Take the accents off, letter by letter, so that places in the text stay the same."""
    return "".join(unicodedata.normalize("NFD", mark)[0] for mark in text)


def _letters(text: str) -> str:
    return "".join(mark for mark in text if mark.isalpha())
