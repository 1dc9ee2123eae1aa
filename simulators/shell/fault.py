"""The command `homologa fault`: what goes wrong on purpose."""

from collections.abc import Mapping
from typing import Any

import click

from homologa.simulators.shell.formatting import NOTHING, cell, cut, table
from homologa.simulators.shell.rule_options import help_text, occurrence_options, provided, what, when
from homologa.simulators.shell.session import Session, control_command, world_command

KINDS: Mapping[str, tuple[str, str]] = {
    "latency": ("demora", "a resposta demora --seconds"),
    "status": ("erro da borda", "um erro HTTP, como 502, antes de chegar à plataforma"),
    "blocked": ("bloqueio", "a recusa da própria plataforma por chamadas demais"),
    "reset": ("conexão derrubada", "a conexão cai antes de algo ser feito"),
    "lost_answer": ("resposta perdida", "o pedido é atendido e gravado, e a resposta se perde"),
    "cut": ("resposta cortada", "só os primeiros --length bytes do corpo chegam"),
    "reordered": ("resultados em outra ordem", "os resultados de um lote saem em outra ordem"),
    "malformed": ("resposta estragada", "o corpo é o de outra coisa, como a página de um proxy"),
}
"""What a kind of fault is called, and what it does."""


@click.group(short_help="Arma falhas: demora, erro, bloqueio, conexão que cai, resposta perdida.")
def fault() -> None:
    """Arma falhas: por que regra, e de que modo, as chamadas às plataformas dão errado.

    A falha age depois que a plataforma admitiu a chamada. O diário diz o que foi feito a cada uma.
    """


@fault.command(short_help="Arma uma falha.", help=help_text("Arma uma falha do TIPO:", KINDS))
@click.argument("kind", metavar="TIPO", type=click.Choice(list(KINDS)))
@click.option("--platform", metavar="NOME", help="Só nesta plataforma.")
@click.option("--operation", metavar="NOME", help="Só nesta operação (veja fault operations).")
@click.option("--method", metavar="MÉTODO", help="Só neste método HTTP.")
@click.option("--contains", metavar="TEXTO", help="Só se o pedido tem este texto, como um SKU.")
@occurrence_options
@click.option("--seconds", type=float, metavar="S", help="latency: quanto demora.")
@click.option("--commit", type=click.Choice(["before", "after"]), help="latency: antes ou depois de gravar.")
@click.option("--status", type=int, metavar="N", help="status, malformed: o status HTTP.")
@click.option("--body", metavar="TEXTO", help="status, malformed: o corpo.")
@click.option("--content-type", metavar="TIPO", help="status, malformed: o tipo do corpo.")
@click.option("--length", type=int, metavar="N", help="cut: quantos bytes do corpo chegam.")
@world_command
def add(session: Session, kind: str, **rule: Any) -> None:
    """Arm a fault."""
    session.world.faults.add(kind, **provided(rule))
    session.show(lambda data: f"Falha {data['id']} armada: {what(data['fault'], KINDS)}, {when(data)}, {_where(data)}.")


@fault.command("list")
@world_command
def list_faults(session: Session) -> None:
    """Lista as falhas armadas, com quantas chamadas eram delas e em quantas agiram."""
    session.world.faults.all()
    session.show(lambda answer: _table(answer["data"]))


@fault.command()
@click.argument("number", metavar="N", type=int)
@world_command
def show(session: Session, number: int) -> None:
    """Mostra a falha N."""
    session.world.faults.get(number)
    session.show(lambda data: _table([data]))


@fault.command()
@click.argument("number", metavar="N", type=int)
@world_command
def remove(session: Session, number: int) -> None:
    """Desarma a falha N."""
    session.world.faults.remove(number)
    session.show(lambda _: f"Falha {number} desarmada.")


@fault.command()
@world_command
def clear(session: Session) -> None:
    """Desarma todas as falhas."""
    session.world.faults.clear()
    session.show(lambda _: "Nenhuma falha armada.")


@fault.command()
@control_command
def operations(session: Session) -> None:
    """Lista as operações das plataformas, com os nomes que falhas e diário usam."""
    session.control.operations()
    session.show(_operations)


def _table(rules: list[Mapping[str, Any]]) -> str:
    rows = [
        [
            str(rule["id"]),
            what(rule["fault"], KINDS),
            when(rule),
            _where(rule),
            str(rule["matched"]),
            str(rule["fired"]),
            rule["label"] or NOTHING,
        ]
        for rule in rules
    ]
    return table(["nº", "falha", "quando", "onde", "visadas", "agiu", "nome"], rows, "Nenhuma falha armada.")


def _where(rule: Mapping[str, Any]) -> str:
    named = [rule["platform"], rule["operation"], rule["method"], rule["contains"] and f"com “{rule['contains']}”"]
    return " ".join(filter(None, named)) or "em qualquer chamada"


def _operations(answer: Mapping[str, Any]) -> str:
    rows = [
        [row["platform"], row["name"], ", ".join(row["methods"]), cut(", ".join(row["paths"])), cell(row["writes"])]
        for row in answer["data"]
    ]
    return table(["plataforma", "operação", "métodos", "caminhos", "grava"], rows, "Nenhuma operação.")
