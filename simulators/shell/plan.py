"""The command `homologa plan`: what happens to notifications on their way, by rule."""

from collections.abc import Mapping
from typing import Any

import click

from homologa.simulators.shell.formatting import NOTHING, table
from homologa.simulators.shell.rule_options import help_text, occurrence_options, provided, what, when
from homologa.simulators.shell.session import Session, world_command

KINDS: Mapping[str, tuple[str, str]] = {
    "drop": ("perdida", "nunca chega; a plataforma pensa que chegou ou, com --as failed, que não"),
    "delay": ("atrasada", "chega --seconds depois"),
    "duplicate": ("repetida", "chega --times vezes (padrão: 2), com --spacing segundos entre elas"),
    "reorder": ("invertida", "ficam retidas até haver --count, e chegam na ordem inversa"),
    "burst": ("em rajada", "ficam retidas até haver --count, e chegam uma logo após a outra"),
    "cut": ("cortada", "chega, e a conexão cai antes da resposta, --times vezes (padrão: 1)"),
    "forge": ("forjada", "chega --times vezes (padrão: 1) com a assinatura de --signature, e depois com a certa"),
    "interleave": ("intercalada", "fica retida até a chamada de número --call às plataformas"),
}
"""What an effect is called, and what it does."""


@click.group(short_help="Planeja o que acontece às notificações: perdidas, atrasadas, repetidas, fora de ordem.")
def plan() -> None:
    """Planeja o que acontece às notificações no caminho: perdidas, atrasadas, repetidas, fora de ordem."""


@plan.command(short_help="Faz um plano.", help=help_text("Faz um plano com o EFEITO:", KINDS))
@click.argument("effect", metavar="EFEITO", type=click.Choice(list(KINDS)))
@click.option("--platform", metavar="NOME", help="Só notificações desta plataforma.")
@click.option("--kind", metavar="TIPO", help="Só deste tipo, no nome que a plataforma lhe dá.")
@click.option("--subject", metavar="TEXTO", help="Só sobre este assunto, como um SKU.")
@occurrence_options
@click.option("--as", type=click.Choice(["delivered", "failed"]), help="drop: o que a plataforma pensa.")
@click.option("--signature", type=click.Choice(["wrong", "old", "missing"]), help="forge: que assinatura ela tem.")
@click.option("--seconds", type=float, metavar="S", help="delay: quanto atrasa; forge old: quanto tem de idade.")
@click.option("--times", type=int, metavar="N", help="duplicate, cut, forge, drop --as failed: quantas vezes.")
@click.option("--spacing", type=float, metavar="S", help="duplicate: segundos entre elas.")
@click.option("--count", type=int, metavar="N", help="reorder, burst: quantas são retidas.")
@click.option("--call", type=int, metavar="N", help="interleave: depois de que chamada.")
@click.option("--called", metavar="NOME", help="interleave: só chamadas a esta plataforma.")
@click.option("--operation", metavar="NOME", help="interleave: só chamadas desta operação.")
@world_command
def add(session: Session, effect: str, **options: Any) -> None:
    """Make a plan."""
    session.world.plans.add(effect, **provided(options))
    session.show(lambda data: f"Plano {data['id']} feito: {what(data['effect'], KINDS)}, {when(data)}, {_which(data)}.")


@plan.command("list")
@world_command
def list_plans(session: Session) -> None:
    """Lista os planos, com quantas notificações eram deles e em quantas agiram."""
    session.world.plans.all()
    session.show(lambda answer: _table(answer["data"]))


@plan.command()
@click.argument("number", metavar="N", type=int)
@world_command
def show(session: Session, number: int) -> None:
    """Mostra o plano N."""
    session.world.plans.get(number)
    session.show(lambda data: _table([data]))


@plan.command()
@click.argument("number", metavar="N", type=int)
@world_command
def remove(session: Session, number: int) -> None:
    """Desfaz o plano N e solta o que ele retém."""
    session.world.plans.remove(number)
    session.show(lambda _: f"Plano {number} desfeito.")


@plan.command()
@world_command
def clear(session: Session) -> None:
    """Desfaz todos os planos e solta o que retêm."""
    session.world.plans.clear()
    session.show(lambda _: "Nenhum plano.")


def _table(plans: list[Mapping[str, Any]]) -> str:
    rows = [
        [
            str(one["id"]),
            what(one["effect"], KINDS),
            when(one),
            _which(one),
            str(one["matched"]),
            str(one["fired"]),
            one["label"] or NOTHING,
        ]
        for one in plans
    ]
    return table(["nº", "efeito", "quando", "em quais", "visadas", "agiu", "nome"], rows, "Nenhum plano.")


def _which(one: Mapping[str, Any]) -> str:
    return " ".join(filter(None, [one["platform"], one["kind"], one["subject"]])) or "qualquer notificação"
