"""Comparing texts as people read them."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Return the text without case, accents and surplus spaces, for searching and comparing."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
    return " ".join(plain.casefold().split())
