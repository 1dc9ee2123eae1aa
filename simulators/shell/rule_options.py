"""What the rules of the fault plan and of the delivery plan have in common: in which of their turns they act."""

from collections.abc import Mapping
from typing import Any

import click

from homologa.simulators.shell.formatting import number
from homologa.simulators.shell.session import with_options

OPTIONS = (
    click.option("--nth", type=int, metavar="N", help="Só na N-ésima dessas."),
    click.option("--next", type=int, metavar="N", help="Nas próximas N (padrão: 1)."),
    click.option("--always", is_flag=True, help="Em todas, até a regra ser removida."),
    click.option("--after", type=int, metavar="N", default=0, help="Deixa passar N antes."),
    click.option("--label", metavar="TEXTO", default="", help="Nome da regra no diário."),
)


occurrence_options = with_options(OPTIONS)
"""Give a command the options that say in which turns a rule acts, and its name."""


def when(rule: Mapping[str, Any]) -> str:
    """In which turns a rule acts."""
    turn = f"na {rule['nth']}ª" if rule["nth"] else f"nas próximas {rule['next']}" if rule["next"] else "sempre"
    return f"{turn}, depois de {rule['after']}" if rule["after"] else turn


def what(act: Mapping[str, Any], kinds: Mapping[str, tuple[str, str]]) -> str:
    """What a rule does: the name of its kind and its settings, but for bodies."""
    details = [
        f"{name} {number(value) if isinstance(value, float) else value}"
        for name, value in act.items()
        if name not in ("kind", "body", "content_type") and value is not None
    ]
    return " ".join([kinds[act["kind"]][0], *details])


def provided(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}


def help_text(title: str, kinds: Mapping[str, tuple[str, str]]) -> str:
    """The help of a command whose first argument is one of these kinds."""
    return f"{title}\n\n\b\n" + "\n".join(f"{kind:<12} {does}" for kind, (_, does) in kinds.items())
