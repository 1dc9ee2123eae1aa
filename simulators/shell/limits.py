"""The command `homologa limits`: the platforms' request limits."""

from collections.abc import Mapping
from typing import Any, Literal

import click

from homologa.simulators.shell.formatting import table
from homologa.simulators.shell.session import Session, world_command
from homologa.simulators.shell.world import LIMITS


@click.command(short_help="Mostra ou muda os limites de acesso das plataformas.")
@click.argument("mode", metavar="[observe|enforce|off]", type=click.Choice(list(LIMITS)), required=False)
@world_command
def limits(session: Session, mode: Literal["observe", "enforce", "off"] | None) -> None:
    """Mostra os limites de acesso das plataformas, ou passa a observá-los, cobrá-los ou desligá-los.

    observe: conta, e aponta o excesso no diário. enforce: recusa, como a plataforma faz. off: nem uma coisa nem outra.
    """
    if mode is None:
        session.world.limits()
        session.show(_describe)
    else:
        session.world.set_limits(mode)
        session.show(lambda data: f"Limites {LIMITS[data['mode']]}.")


def _describe(data: Mapping[str, Any]) -> str:
    rows = [
        [
            platform,
            str(used["calls"]),
            str(used["peak_calls"]),
            str(used["in_flight"]),
            str(used["peak_in_flight"]),
            str(used["beyond"]),
            str(used["refused"]),
        ]
        for platform, used in data["accounts"].items()
    ]
    headings = ["plataforma", "neste minuto", "pico", "ao mesmo tempo", "pico disso", "além do limite", "recusadas"]
    return f"Limites {LIMITS[data['mode']]}.\n{table(headings, rows, 'Nenhuma chamada contada.')}"
