"""Parts of a piece of work that do not depend on each other: one that fails stops none of the others."""

from collections.abc import Iterator
from contextlib import contextmanager

from homologa.sync.core.errors import Lost, PlatformError, Refused, Rejected, Unavailable, Unsettled, WaitUntil

HOPES: tuple[type[PlatformError], ...] = (Lost, Unavailable, Unsettled)
"""Failures that end by themselves or by people, the sooner first; all others are refusals."""


class Parts:
    """Keeps how parts failed, and lets the whole fail when all had their turn."""

    def __init__(self) -> None:
        self._errors: list[tuple[str, PlatformError]] = []

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """One part, by its name in Portuguese; what an account refuses to all that uses it stops the others, too."""
        try:
            yield
        except (WaitUntil, Refused):
            raise
        except PlatformError as error:
            self._errors.append((name, error))

    def end(self) -> None:
        """Raise the failure of which there is most hope; Rejected, with every part that failed, when there is none."""
        errors = [error for _, error in self._errors]
        hopes = [error for kind in HOPES for error in errors if isinstance(error, kind)]
        if hopes:
            raise hopes[0]
        if errors:
            codes = [error.code for error in errors if isinstance(error, Rejected)]
            raise Rejected(codes[0] if codes else "not_found", [f"{name}: {error}" for name, error in self._errors])
