"""Errors of usage, told in Portuguese."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

from homologa.features.kit.console import echo
from homologa.features.kit.paths import PACKAGE

MOST_JOBS = 64


class UsageProblem(click.UsageError):
    """What was asked of a command makes no sense: exit code 2, with the reason in Portuguese."""

    def __init__(self, message: str) -> None:
        super().__init__(message, click.get_current_context(silent=True))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the reason, and where to read more."""
        command = self.ctx.command_path if self.ctx else "homologa"
        echo(f"homologa: {self.message}.\nVeja «{command} --help».", file=file, err=file is None)


class ExistingPath(click.Path):
    """A path that is there; raises UsageProblem when it is not."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        path = Path(value)
        if not path.exists():
            raise UsageProblem(f"o caminho «{value}» não existe")
        return path


def jobs(_ctx: click.Context, _param: click.Parameter, text: str) -> int:
    """Read how many processes: a number from 1 to MOST_JOBS, or `auto`, one for each processor; raises UsageProblem."""
    if text == "auto":
        return min(os.cpu_count() or 1, MOST_JOBS)
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_JOBS):
        raise UsageProblem(f"-j pede um número de 1 a {MOST_JOBS}, ou auto, e não «{text}»")
    return int(text)


@dataclass(frozen=True)
class Target:
    """Features to run: a file or a folder and, maybe, one line of the file; `text` is how it was written."""

    text: str
    path: Path
    line: int | None = None


def targets(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> tuple[Target, ...]:
    """Read paths of features, or FILE:LINE; those of shipped scenarios are found wherever the package is installed.

    Raises UsageProblem for a path that is not there.
    """
    return tuple(map(_target, values))


def _target(text: str) -> Target:
    whole = _found(text)
    if whole is not None:
        return Target(text, whole)
    file, _, number = text.rpartition(":")
    path = _found(file) if file and number.isdecimal() else None
    if path is None or not path.is_file():
        raise UsageProblem(f"o caminho «{text}» não existe")
    return Target(text, path, int(number))


def _found(text: str) -> Path | None:
    """Find a path here or, when it is written as reports write those of the package, there."""
    candidates = [Path(text), PACKAGE.parent / text] if text.startswith(f"{PACKAGE.name}/") else [Path(text)]
    return next((path for path in candidates if path.exists()), None)
