"""Texts cut to a size, never within a character as people see it."""

import unicodedata

JOINERS = ("\u200d",)
"""What makes one character of those around it."""
REGIONAL = range(0x1F1E6, 0x1F200)
"""Letters that make a flag in pairs."""


def cut(text: str, size: int) -> str:
    """The longest beginning of a text of at most `size` code points that ends where a character ends."""
    if len(text) <= size:
        return text
    end = size
    while end > 0 and not _is_boundary(text, end):
        end -= 1
    return text[:end].rstrip()


def _is_boundary(text: str, place: int) -> bool:
    """Whether a character ends before this place and another begins."""
    before, after = text[place - 1], text[place]
    if after in JOINERS or before in JOINERS or _extends(after):
        return False
    if ord(before) in REGIONAL and ord(after) in REGIONAL:
        return _flags_before(text, place) % 2 == 0
    return (before, after) != ("\r", "\n")


def _extends(character: str) -> bool:
    """Whether it belongs to the character before: accents, variants, skin tones, tags."""
    is_tone = 0x1F3FB <= ord(character) <= 0x1F3FF
    is_tag = 0xE0020 <= ord(character) <= 0xE007F
    return is_tone or is_tag or unicodedata.category(character) in ("Mn", "Me", "Mc")


def _flags_before(text: str, place: int) -> int:
    number = 0
    while number < place and ord(text[place - 1 - number]) in REGIONAL:
        number += 1
    return number
