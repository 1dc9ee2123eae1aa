"""How a command reaches the control API: where it is, which world is meant, and how the answer is shown."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from homologa.simulators.kernel.printable import printable
from homologa.simulators.shell.failures import Misuse, not_a_url, translate_errors

if TYPE_CHECKING:
    import httpx

    from homologa.simulators.control.client import Control, WorldClient
    from homologa.simulators.shell.recorder import RecordingTransport

Option = Callable[[Callable[..., None]], Callable[..., None]]
DEFAULT_URL = "http://127.0.0.1:8000"
FIRST_WORLD = "padrao"
"""The world that `homologa serve` announces."""
PATH = "/_homologa/v1"

_SIMULATORS = click.option(
    "--simulators",
    "url",
    metavar="URL",
    envvar="HOMOLOGA_SIMULATORS",
    default=DEFAULT_URL,
    show_default=True,
    help="Onde os simuladores estão (ou HOMOLOGA_SIMULATORS).",
)
_WORLD = click.option(
    "--world",
    "world_id",
    metavar="ID",
    envvar="HOMOLOGA_WORLD",
    help=f"Mundo (ou HOMOLOGA_WORLD). Sem isso: o único que há, ou {FIRST_WORLD}.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Imprime a resposta do controle, em uma linha de JSON.")


@dataclass
class Session:
    """The control API at `url`, through any transport, as one command uses it."""

    url: str
    world_id: str | None = None
    as_json: bool = False
    transport: httpx.BaseTransport | None = None

    @cached_property
    def recorder(self) -> RecordingTransport:
        """The transport of the client, which keeps the last answer."""
        from homologa.simulators.shell.recorder import RecordingTransport

        return RecordingTransport(self.transport)

    @cached_property
    def control(self) -> Control:
        """The client of the control API."""
        from homologa.simulators.control.client import Control

        return Control(base_url(self.url), self.recorder)

    @cached_property
    def world(self) -> WorldClient:
        """The world that is meant; raises Misuse when that is not clear."""
        if self.world_id is not None:
            return self.control.world(self.world_id)
        return _choose(self.control.worlds())

    def show(self, render: Callable[[Any], str]) -> None:
        """Print what the API answered last: for people as `render` has it, or as it is."""
        last = self.recorder.last
        self.echo(to_json_line(last) if self.as_json else render(last))

    def close(self) -> None:
        self.recorder.close()

    def echo(self, text: str) -> None:
        """Print a text, unless there is none, with nothing in it that a terminal would obey."""
        if text:
            click.echo(printable(text))


def base_url(url: str) -> str:
    """Where the control API begins, of an address with or without its path; raises Misuse for what is none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        raise Misuse(not_a_url(url)) from None
    return url if path.strip("/") else url.rstrip("/") + PATH


def to_json_line(data: Any) -> str:
    """An answer as one line of JSON; none is an empty object."""
    return json.dumps({} if data is None else data, ensure_ascii=False)


def with_options(options: Sequence[Option]) -> Option:
    """Give a command these options, in this order."""

    def give(run: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            run = option(run)
        return run

    return give


def control_command(run: Callable[..., None]) -> Callable[..., None]:
    """Give a command a Reach and the options that say where and how."""

    @_SIMULATORS
    @_JSON
    @click.pass_obj
    @functools.wraps(run)
    def command(
        transport: httpx.BaseTransport | None, /, url: str, as_json: bool, world_id: str | None = None, **options: Any
    ) -> None:
        with translate_errors(url), closing(Session(url, world_id, as_json, transport)) as session:
            run(session, **options)

    return command


def world_command(run: Callable[..., None]) -> Callable[..., None]:
    """Give a command a Reach and the options that say where, how and in which world."""
    return _WORLD(control_command(run))


def _choose(worlds: list[WorldClient]) -> WorldClient:
    by_id = {world.id: world for world in worlds}
    if not by_id:
        raise Misuse("não há mundo nenhum; crie um com «homologa world create»")
    if len(by_id) == 1:
        return worlds[0]
    if FIRST_WORLD not in by_id:
        raise Misuse(f"há {len(by_id)} mundos; escolha com --world: {', '.join(by_id)}")
    return by_id[FIRST_WORLD]
