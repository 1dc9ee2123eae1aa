"""Where the features live, and how their files are named in reports."""

from __future__ import annotations

from pathlib import Path

from homologa import features

PACKAGE = Path(features.__file__).resolve().parent
"""The folder of the packaged features."""


def shown(path: Path, start: Path) -> str:
    """Name a path for people: `features/…` for the packaged ones, else relative to `start`, else whole."""
    resolved = path.resolve()
    base = PACKAGE.parent if resolved.is_relative_to(PACKAGE) else start.resolve()
    return (resolved.relative_to(base) if resolved.is_relative_to(base) else resolved).as_posix()
