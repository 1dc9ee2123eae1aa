"""Personal values that were seen in one world, found again in whatever text they stand."""

import re
import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterator

SHORTEST = 8
"""Characters of a value that is looked for; a shorter one would be found in words that are nobody's name."""
LONGEST = 200
"""Characters that are compared; a longer value is known by its pieces."""
WORD = re.compile(r"(?<!\w)[^\W_]|(?<=\\[nrt])[^\W_]")
"""Where a value can begin: at a word, also behind the sign of a line's end."""
WHOLE_WORD = re.compile(r"\S+")
START = re.compile(r"^[\W_]+")
MOST_UNREAD, LONGEST_TEXT = 50, 64 * 1024
"""Texts that wait to be read, and characters of each."""
MOST = 20_000
"""Values that are known at once; the one that was seen longest ago is forgotten first."""


class KnownValues:
    """The values, by how they begin, so that a text is read once however many there are; safe among threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._values: OrderedDict[str, None] = OrderedDict()
        self._lengths: dict[str, Counter[int]] = {}
        """How many values of each length begin alike: so a text costs as much for one value as for all."""
        self._unread: deque[tuple[str, str]] = deque(maxlen=MOST_UNREAD)
        self.last_exchange = 0
        """The number of the last exchange whose values are known."""
        self._lock = threading.Lock()

    def add(self, value: str) -> None:
        """Know a value from now on, unless it is too short, or has no letter and so is no more than a number."""
        for piece in _pieces(_fold(value)):
            self._add(START.sub("", piece))

    def _add(self, value: str) -> None:
        if len(value) < SHORTEST or not any(map(str.isalpha, value)):
            return
        with self._lock:
            if value in self._values:
                self._values.move_to_end(value)
                return
            self._values[value] = None
            self._lengths.setdefault(value[:SHORTEST], Counter())[len(value)] += 1
            if len(self._values) > self._most:
                self._forget(next(iter(self._values)))

    def remember(self, text: str, place: str) -> None:
        """Keep a text that may hold personal values, such as what a screen showed, until somebody asks for masks."""
        with self._lock:
            self._unread.append((text[:LONGEST_TEXT], place))

    def take_unread(self) -> list[tuple[str, str]]:
        """The texts that were kept and not yet read, with the place of each."""
        with self._lock:
            texts = list(self._unread)
            self._unread.clear()
        return texts

    def replace(self, text: str, mask: Callable[[str], str]) -> str:
        """The text with every known value in it masked, whatever its capitals; the longest one where several begin."""
        if not self._lengths or len(text) < SHORTEST:
            return text
        made: list[str] = []
        folded, at = _fold(text), 0
        for word in WORD.finditer(text):
            place = word.start()
            length = self._longest(folded, place) if place >= at else 0
            if length:
                made += text[at:place], mask(text[place : place + length])
                at = place + length
        return "".join((*made, text[at:])) if made else text

    def _longest(self, text: str, place: int) -> int:
        lengths = self._lengths.get(text[place : place + SHORTEST])
        if lengths is None:
            return 0
        return max((length for length in tuple(lengths) if text[place : place + length] in self._values), default=0)

    def _forget(self, value: str) -> None:
        del self._values[value]
        lengths = self._lengths[value[:SHORTEST]]
        lengths[len(value)] -= 1
        if not +lengths:
            del self._lengths[value[:SHORTEST]]


def _pieces(value: str) -> Iterator[str]:
    """The value in pieces of whole words, none longer than LONGEST."""
    start = end = 0
    for word in WHOLE_WORD.finditer(value):
        if word.end() - start > LONGEST:
            yield value[start:end]
            start = word.start()
        end = min(word.end(), start + LONGEST)
    yield value[start:end]


def _fold(text: str) -> str:
    """The text in small letters, each character at its own place: `casefold` and `lower` change the length of some."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(small if len(small := one.lower()) == 1 else one for one in text)
    )
