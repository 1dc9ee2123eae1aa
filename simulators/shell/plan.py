"""The command `homologa plan`: what happens to notifications on their way, by rule."""

from collections.abc import Mapping
from typing import Any

import click

from homologa.simulators.shell.reach import Reach, in_world
from homologa.simulators.shell.rules import explained, given, occurrence_options, what, when
from homologa.simulators.shell.texts import NOTHING, table

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


@plan.command(short_help="Faz um plano.", help=explained("Faz um plano com o EFEITO:", KINDS))
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
@in_world
def add(reach: Reach, effect: str, **options: Any) -> None:
    """Make a plan."""
    reach.world.plans.add(effect, **given(options))
    reach.tell(lambda data: f"Plano {data['id']} feito: {what(data['effect'], KINDS)}, {when(data)}, {_which(data)}.")


@plan.command("list")
@in_world
def list_plans(reach: Reach) -> None:
    """Lista os planos, com quantas notificações eram deles e em quantas agiram."""
    reach.world.plans.all()
    reach.tell(lambda answer: _table(answer["data"]))


@plan.command()
@click.argument("number", metavar="N", type=int)
@in_world
def show(reach: Reach, number: int) -> None:
    """Mostra o plano N."""
    reach.world.plans.get(number)
    reach.tell(lambda data: _table([data]))


@plan.command()
@click.argument("number", metavar="N", type=int)
@in_world
def remove(reach: Reach, number: int) -> None:
    """Desfaz o plano N e solta o que ele retém."""
    reach.world.plans.remove(number)
    reach.tell(lambda _: f"Plano {number} desfeito.")


@plan.command()
@in_world
def clear(reach: Reach) -> None:
    """Desfaz todos os planos e solta o que retêm."""
    reach.world.plans.clear()
    reach.tell(lambda _: "Nenhum plano.")


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
