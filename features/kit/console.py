"""What the commands of the suite print."""

from __future__ import annotations

from typing import IO, Any

import click


def echo(said: object = "", *, nl: bool = True, err: bool = False, file: IO[Any] | None = None) -> None:
    """Print something, with nothing in it that a terminal would obey: a scenario may quote what somebody sent."""
    # Here and not above: the client brings httpx, which the help of a command does without.
    from homologa.simulators.control.client import printable

    click.echo(printable(str(said)), nl=nl, err=err, file=file)
