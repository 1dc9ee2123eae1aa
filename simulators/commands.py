"""Commands that serve the simulators."""

import sys
from pathlib import Path

import click


@click.command()
@click.option(
    "--port",
    default=8000,
    show_default=True,
    help="Porta do controle; as plataformas vêm a seguir. 0: livres.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Endereço em que se escuta.")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Pasta em que os mundos são guardados."
)
@click.option(
    "--clock",
    type=click.Choice(["real", "frozen"]),
    default="real",
    show_default=True,
    help="Relógio do mundo.",
)
@click.option(
    "--allow-target", "targets", multiple=True, metavar="HOST", help="Host que pode receber notificações."
)
@click.option("--json", "as_json", is_flag=True, help="Imprime uma linha de JSON quando tudo responde.")
def serve(
    port: int, host: str, data: Path | None, clock: str, targets: tuple[str, ...], as_json: bool
) -> None:
    """Serve o controle e todas as plataformas."""
    from simulators import server

    try:
        serving = server.Server(server.Address(host, port), data, frozenset(targets))
    except OSError as error:
        raise click.ClickException(f"não foi possível escutar em {host}:{port}: {error.strerror}") from None
    serving.start()
    world = server.ready_world(serving, clock)
    click.echo(server.line(serving, world) if as_json else _text(serving, world))
    sys.stdout.flush()
    server.wait_for_end()
    serving.stop()


def _text(serving: object, world: str) -> str:
    from simulators.server import Server, announcement

    if not isinstance(serving, Server):
        raise TypeError(serving)
    told = announcement(serving, world)
    lines = [f"Controle   {told['control']}", f"Mundo      {told['world']}", ""]
    for name, platform in told["platforms"].items():
        lines.append(f"{serving.site.worlds.get(world).platforms[name].title:<10} {platform['url']}")
        lines += [f"  {key}: {value}" for key, value in platform["credentials"].items()]
    return "\n".join([*lines, "", "Ctrl+C encerra."])
