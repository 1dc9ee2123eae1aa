"""Commands that serve the simulators."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from homologa.simulators.kernel import packs
from homologa.simulators.kernel.errors import UnwritableFolder, UsageError
from homologa.simulators.kernel.exchanges.retention import MEGABYTE, JournalBounds
from homologa.simulators.shell.failures import Misuse, Refused


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65_000),
    default=8000,
    show_default=True,
    help="Porta do controle; as plataformas vêm a seguir. 0: livres.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Endereço em que se escuta.")
@click.option(
    "--public-url", metavar="URL", help="Como outras máquinas chegam a esta: esquema e host, como http://192.168.0.10."
)
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Pasta em que os mundos são guardados.")
@click.option(
    "--pack",
    default=packs.DEFAULT,
    show_default=True,
    metavar="NOME",
    help="Pacote de dados do mundo, quando ele é criado: vazia, demonstracao, volume-1000.",
)
@click.option(
    "--clock",
    type=click.Choice(["real", "frozen"]),
    default="real",
    show_default=True,
    help="Relógio do mundo.",
)
@click.option(
    "--world", "world_id", metavar="ID", help="O mundo de --data que é anunciado (padrão: o primeiro, feito se não há)."
)
@click.option("--allow-target", "targets", multiple=True, metavar="HOST", help="Host que pode receber notificações.")
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="HOST", help="Outro nome pelo qual as plataformas atendem."
)
@click.option("--allow-control", is_flag=True, help="Deixa que outras máquinas usem o controle; exige uma chave.")
@click.option(
    "--control-key",
    envvar="HOMOLOGA_KEY",
    metavar="CHAVE",
    help="Chave que o controle exige de quem o chama (ou HOMOLOGA_KEY).",
)
@click.option(
    "--credentials-from", metavar="TEXTO", help="Texto de que decorrem as credenciais, para repetir um teste."
)
@click.option(
    "--journal-size",
    "journal_megabytes",
    type=click.IntRange(1, 65_536),
    default=64,
    show_default=True,
    metavar="MB",
    help="Quanto o diário de cada mundo guarda; o mais antigo sai primeiro.",
)
@click.option(
    "--journal-body",
    "body_kilobytes",
    type=click.IntRange(1, 32_768),
    default=64,
    show_default=True,
    metavar="KB",
    help="Quanto o diário guarda de cada corpo; do resto, só o tamanho.",
)
@click.option("--platforms", metavar="NOMES", help="Só estas plataformas, como tiny,novaoito; sem isso, todas.")
@click.option("--json", "as_json", is_flag=True, help="Imprime uma linha de JSON quando tudo responde.")
def serve(
    port: int,
    host: str,
    public_url: str | None,
    data: Path | None,
    pack: str,
    clock: str,
    world_id: str | None,
    targets: tuple[str, ...],
    hosts: tuple[str, ...],
    allow_control: bool,
    control_key: str | None,
    credentials_from: str | None,
    journal_megabytes: int,
    body_kilobytes: int,
    platforms: str | None,
    as_json: bool,
) -> None:
    """Serve o controle e todas as plataformas."""
    from homologa.simulators import server

    with _misuse():
        address = server.Address(host, port, public_url)
        names = _names(platforms)
        if not address.is_local and not (allow_control and control_key):
            raise UsageError(server.OPEN)
    ended = server.end_signal()
    bounds = JournalBounds(total_bytes=journal_megabytes * MEGABYTE, body_bytes=body_kilobytes * 1024)
    with _refusal():
        serving = server.Server(
            address, data, frozenset(targets), frozenset(hosts), control_key, credentials_from, bounds, names
        )
        try:
            serving.start()
            for reason in serving.site.worlds.refused.values():
                click.echo(f"Aviso: um mundo não foi aberto: {reason}", err=True)
            world = server.ready_world(serving, "real" if clock == "real" else "frozen", pack, wanted=world_id)
            tell = server.announcement_line if as_json else server.announcement_text
            click.echo(tell(serving, world))
            sys.stdout.flush()
            ended.wait()
        finally:
            serving.stop()


def _names(platforms: str | None) -> frozenset[str] | None:
    """The platforms that are named; raises UsageError for one that is not installed."""
    from homologa.simulators.kernel.platform import installed_platforms

    names = None if platforms is None else frozenset(name.strip() for name in platforms.split(","))
    installed_platforms(names)
    return names


@contextmanager
def _misuse() -> Iterator[None]:
    """Have what cannot be asked for told as a wrong use of the command."""
    try:
        yield
    except UsageError as error:
        raise Misuse(str(error)) from None


@contextmanager
def _refusal() -> Iterator[None]:
    """Have what cannot be done told as refused; only a folder that cannot be written is a wrong use."""
    try:
        yield
    except UnwritableFolder as error:
        raise Misuse(str(error)) from None
    except UsageError as error:
        raise Refused(str(error)) from None
