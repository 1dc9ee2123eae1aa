"""What a run was asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from _pytest.mark.expression import Expression

_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Selection:
    """Paths as they were written, an expression of tags, a word of the name."""

    paths: tuple[str, ...] = ()
    tags: str | None = None
    name: str | None = None

    @property
    def is_partial(self) -> bool:
        """Whether less than the whole suite was asked for."""
        return bool(self.paths or self.tags or self.name)

    def names(self, tag: str) -> bool:
        """Whether the expression names a tag, and a scenario with this tag alone would be taken."""
        text = without_at_signs(self.tags or "")
        return tag in _WORD.findall(text) and Expression.compile(text).evaluate(_Only(tag))

    def __str__(self) -> str:
        """The selection as a command has it; `tudo` for the whole suite."""
        options = [f'-t "{self.tags}"' if self.tags else "", f'-k "{self.name}"' if self.name else ""]
        return " ".join(filter(None, [*self.paths, *options])) or "tudo"


@dataclass(frozen=True)
class _Only:
    """A scenario that has one tag."""

    tag: str

    def __call__(self, name: str, /, **_: str | int | bool | None) -> bool:
        return name == self.tag


def is_expression(tags: str) -> bool:
    """Whether an expression of tags makes sense."""
    try:
        Expression.compile(without_at_signs(tags))
    except SyntaxError:
        return False
    return True


def without_at_signs(tags: str) -> str:
    """Return an expression of tags as pytest reads it."""
    return tags.replace("@", "")
