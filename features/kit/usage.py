"""Errors of usage, told in Portuguese."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import click


class UsageProblem(click.UsageError):
    """What was asked of a command makes no sense: exit code 2, with the reason in Portuguese."""

    def __init__(self, message: str) -> None:
        super().__init__(message, click.get_current_context(silent=True))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the reason, and where to read more."""
        command = self.ctx.command_path if self.ctx else "homologa"
        click.echo(f"homologa: {self.message}.\nVeja «{command} --help».", file=file, err=file is None)


class ExistingPath(click.Path):
    """A path that is there; raises UsageProblem when it is not."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        path = Path(value)
        if not path.exists():
            raise UsageProblem(f"o caminho «{value}» não existe")
        return path
