"""The command `homologa connector`."""

from __future__ import annotations

import ipaddress
import json
import signal
import socket
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from homologa.sync.program import Program

THREADS = 128
"""Enough for a long poll of each set-up's state beside receivers that call the store."""


@click.command()
@click.option("--port", default=8010, show_default=True, help="Porta; 0 escolhe uma livre.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Endereço em que escuta.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Pasta em que guarda o que sabe; sem ela, só em memória.",
)
@click.option("--public-url", help="URL pela qual as plataformas o alcançam.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Escreve uma linha de JSON quando responde, como faz sempre que a saída não é um terminal.",
)
def connector(port: int, host: str, data: Path | None, public_url: str | None, as_json: bool) -> None:
    """Serve o conector de referência: o aplicativo que liga a loja ao Tiny."""
    from waitress.server import create_server

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with closing(_listen(host, port)) as listening:
        url = f"http://{_reachable(host)}:{listening.getsockname()[1]}"
        with closing(_program(public_url or url, data)) as program:
            server = create_server(program, sockets=[listening], threads=THREADS, ident="")
            is_read_by_people = sys.stdout.isatty() and not as_json
            click.echo(f"Conector em {url} (Ctrl+C encerra)" if is_read_by_people else json.dumps({"url": url}))
            server.run()


def _program(url: str, data: Path | None) -> Program:
    """The program with what it keeps; one that cannot be opened ends the command in words."""
    from werkzeug.exceptions import HTTPException

    from homologa.sync.program import Program

    try:
        return Program(url, data)
    except HTTPException as refused:
        raise click.ClickException(refused.description or "") from refused
    except OSError as error:
        raise click.ClickException(f"Não foi possível usar a pasta {data}: {error.strerror}.") from error


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise click.ClickException(f"Não foi possível escutar em {host}:{port}: {error.strerror}.") from error


def _reachable(host: str) -> str:
    """The host as a client on this machine writes it."""
    try:
        return "127.0.0.1" if ipaddress.ip_address(host).is_unspecified else host
    except ValueError:
        return host
