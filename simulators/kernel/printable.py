"""Text that is safe on a terminal: control characters and changes of direction are shown as escapes."""

import re

UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters of C0 and C1, separators of lines, marks of direction, and halves of surrogate pairs."""
LAYOUT = "\n\t"


def printable(text: str) -> str:
    r"""The text with every such character but line feeds and tabs written as JSON does, `\u001b`."""
    return UNSAFE.sub(lambda found: found[0] if found[0] in LAYOUT else f"\\u{ord(found[0]):04x}", text)


def printable_line(text: str) -> str:
    """The same on one line: line feeds and tabs are written out too."""
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
