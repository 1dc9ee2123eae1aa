"""The `homologa` command: an empty group, filled by whatever packages are installed."""

from importlib.metadata import EntryPoint, entry_points

import click

GROUP = "homologa.commands"


class Commands(click.Group):
    """Finds each command by its entry point and loads only the one that is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the installed commands."""
        return sorted(_installed())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, loaded."""
        entry = _installed().get(cmd_name)
        command: click.Command | None = entry.load() if entry else None
        return command


def _installed() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


@click.command(cls=Commands)
@click.version_option(package_name="homologa", message="homologa %(version)s")
def main() -> None:
    """Homologa: simuladores de plataformas e testes de homologação de conectores."""
