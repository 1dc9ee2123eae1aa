"""The command `homologa doctor`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import entry_points
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from homologa.simulators.shell.doctor import connector as connectors
from homologa.simulators.shell.doctor import machine, state, traffic
from homologa.simulators.shell.doctor.findings import Finding, ok, problem
from homologa.simulators.shell.failures import Failure, Misuse, Refused, translate_errors
from homologa.simulators.shell.formatting import count
from homologa.simulators.shell.session import Session, to_json_line, world_command

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homologa.simulators.kernel.platform import Platform

RECENT = 200
"""How many of the newest exchanges are looked through."""
MANY = 1_000


@click.command(short_help="Diz o que está errado na instalação e como consertar.")
@click.option("--connector", metavar="URL", help="Confere também o conector que responde ali.")
@world_command
def doctor(session: Session, connector: str | None) -> None:
    """Confere a instalação, os simuladores no ar, o mundo e o conector; diz o motivo e o conserto de cada problema.

    Sai com 0 se não há problema (avisos podem ser de propósito), 1 se há.
    """
    found = list(examine(session, connector))
    bad = [finding for finding in found if finding.state == "problema"]
    if session.as_json:
        session.echo(to_json_line({"ok": not bad, "checks": [finding.to_json() for finding in found]}))
    else:
        session.echo("\n".join(finding.to_text() for finding in found))
        session.echo(f"\n{count(len(bad), 'problema', 'problemas') if bad else 'Nenhum problema'}.")
    click.get_current_context().exit(Refused.exit_code if bad else 0)


def examine(session: Session, connector: str | None) -> Iterator[Finding]:
    """Every finding, in the order in which a person would look; what nothing can be said of is left out."""
    yield machine.python(sys.version_info[:3])
    loaded, package = machine.platforms(entry_points(group="homologa.platforms"))
    yield package
    yield machine.proxy(os.environ)
    yield machine.contracts(files("homologa.simulators").joinpath("_openapi"), loaded)
    now = datetime.now().astimezone()
    try:
        with translate_errors(session.url):
            session.control.worlds()
    except Failure as failure:
        yield problem("simuladores", failure.message.partition(";")[0], "inicie-os com «homologa serve»")
        if not isinstance(failure, Misuse):
            yield from _ports(session.url, loaded)
    else:
        yield ok("simuladores", f"respondem em {session.url}")
        yield from _refused(session)
        try:
            with translate_errors(session.url):
                now = session.world.now()
                yield from _world(session)
        except Failure as failure:
            yield problem("mundo", failure.message.partition(";")[0], "liste-os com «homologa world list»")
    if connector is not None:
        yield from connectors.check(connector, now, session.transport)


def _refused(session: Session) -> Iterator[Finding]:
    for name, reason in session.control.refused_worlds().items():
        mend = "faça o que o motivo diz, e sirva de novo com a mesma pasta"
        yield problem("mundos guardados", f"o mundo {name} não abriu: {reason}", mend)


def _ports(url: str, loaded: Iterable[Platform]) -> Iterator[Finding]:
    address = urlsplit(url)
    if address.hostname in ("127.0.0.1", "localhost", "::1") and address.port:
        offsets = [0, *(platform.port for platform in loaded)]
        yield machine.ports(address.hostname, [address.port + offset for offset in offsets])


def _world(session: Session) -> Iterator[Finding]:
    world = session.world
    shown = world.refresh()
    yield ok("mundo", f"{world.id}, com {count(len(shown['platforms']), 'plataforma', 'plataformas')}")
    yield state.storage(shown["trouble"])
    yield state.clock(shown["clock"])
    yield state.limits(shown["limits"])
    yield state.faults(world.faults.all())
    yield state.plans(world.plans.all(), len(world.deliveries(state="held", limit=MANY)))
    yield traffic.deliveries(
        world.deliveries(state="failed", limit=MANY),
        world.deliveries(state="pending", limit=MANY),
        world.journal(direction="out", newest=True, limit=MANY),
    )
    yield traffic.breaches(world.breaches())
    yield traffic.refusals(world.journal(newest=True, limit=RECENT))
    yield traffic.unrouted(session.control.strangers())
