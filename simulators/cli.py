"""The `homologa` command: an empty group, filled by whatever packages are installed."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint, entry_points
from typing import IO, Any

import click

from homologa.simulators.kernel.printable import printable

GROUP = "homologa.commands"


class Misuse(click.UsageError):
    """What was typed makes no sense: exit code 2, with the reason in Portuguese."""

    def show(self, file: IO[Any] | None = None) -> None:
        command = self.ctx.command_path if self.ctx else "homologa"
        click.echo(printable(f"homologa: {self.message}.\nVeja «{command} --help»."), file=file, err=file is None)


class Commands(click.Group):
    """Finds each command by its entry point and loads only the one that is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_installed())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = _installed().get(cmd_name)
        command: click.Command | None = entry.load() if entry else None
        return command

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _in_portuguese():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _in_portuguese():
            return super().invoke(ctx)


@contextmanager
def _in_portuguese() -> Iterator[None]:
    """Say in Portuguese what click has against a command line; what a command says itself is left alone."""
    try:
        yield
    except click.UsageError as error:
        reason = _reason(error) if type(error).__module__ == click.UsageError.__module__ else None
        if reason is None:
            raise
        raise Misuse(reason, error.ctx) from None


def _reason(error: click.UsageError) -> str | None:
    match error:
        case click.MissingParameter(param=click.Parameter() as missing):
            return f"falta {_name(missing)}"
        case click.BadParameter(param=click.Parameter() as parameter):
            return f"{_name(parameter)} não serve: {_wanted(parameter)}"
        case click.NoSuchOption():
            return f"não há a opção {error.option_name}"
        case click.BadOptionUsage():
            return f"a opção {error.option_name} não foi usada como se deve"
    return _of_words(error.message)


def _of_words(message: str) -> str | None:
    if message.startswith("No such command"):
        return f"não há o comando {message.split(' ')[3].rstrip('.')}"
    if message.startswith("Got unexpected extra argument"):
        return f"sobra {message.partition('(')[2].rstrip(')')}"
    return "falta o comando" if message == "Missing command." else None


def _name(parameter: click.Parameter) -> str:
    return parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.human_readable_name)


def _wanted(parameter: click.Parameter) -> str:
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return f"use um de {', '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange | click.FloatRange):
        least, most = ("" if bound is None else f"{bound:g}" for bound in (kind.min, kind.max))
        return f"use um número de {least} a {most}" if most else f"use um número a partir de {least}"
    if isinstance(kind, type(click.INT)):
        return "use um número inteiro"
    if isinstance(kind, type(click.FLOAT)):
        return "use um número"
    return "veja o que vale"


def _installed() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


@click.command(cls=Commands)
@click.version_option(package_name="homologa", message="homologa %(version)s")
def main() -> None:
    """Homologa: simuladores de plataformas e testes de homologação de conectores."""
