"""The command `homologa deliveries`: what the platforms send to receivers."""

from collections.abc import Mapping
from typing import Any

import click

from homologa.simulators.shell.clock import describe as describe_clock
from homologa.simulators.shell.exchanges import summary as exchange_summary
from homologa.simulators.shell.failures import Misuse, Refused
from homologa.simulators.shell.formatting import NOTHING, card, cut, indented, moment, table
from homologa.simulators.shell.formatting import count as many
from homologa.simulators.shell.rule_options import provided
from homologa.simulators.shell.session import Session, with_options, world_command

STATES: Mapping[str, str] = {"pending": "à espera", "delivered": "entregue", "failed": "desistiu", "held": "retida"}
FILTERS = (
    click.option("--platform", metavar="NOME", help="Só as de uma plataforma."),
    click.option("--state", type=click.Choice(list(STATES)), help="Só as nesta situação."),
    click.option("--kind", metavar="TIPO", help="Só as deste tipo, no nome que a plataforma lhe dá."),
    click.option("--subject", metavar="TEXTO", help="Só as sobre um assunto, como um SKU."),
    click.option("--cause", metavar="CAUSA", help="Só as desta causa, como ação:12."),
    click.option("--plan", type=int, metavar="N", help="Só as em que o plano N agiu."),
    click.option("--replay-of", metavar="ID", help="Só as repetições de uma entrega."),
    click.option("--since", metavar="MOMENTO", help="Só as nascidas deste momento em diante."),
    click.option("--after", type=int, metavar="N", help="Só as de número maior que N."),
)
_filter_options = with_options(FILTERS)
"""Give a command the options that choose deliveries."""


@click.group(short_help="Mostra as notificações das plataformas e o que foi feito delas.")
def deliveries() -> None:
    """Mostra as notificações das plataformas e o que foi feito delas."""


@deliveries.command("list")
@_filter_options
@click.option("--limit", type=int, metavar="N", help="No máximo N (padrão: 100).")
@world_command
def list_deliveries(session: Session, **filters: Any) -> None:
    """Lista as entregas, na ordem em que nasceram."""
    session.world.deliveries(**provided(filters))
    session.show(_list)


@deliveries.command()
@_filter_options
@click.option("--count", type=int, metavar="N", default=1, show_default=True, help="Quantas esperar.")
@click.option("--wait", type=float, metavar="S", default=30.0, show_default=True, help="Segundos, no máximo.")
@world_command
def wait(session: Session, count: int, wait: float, **filters: Any) -> None:
    """Espera até haver tantas entregas como as descritas, e as lista.

    Sai com 0 se há; com 1 se o tempo acabou antes.
    """
    session.world.deliveries.wait(count, wait=wait, **provided(filters))
    session.show(_list)
    if session.recorder.last["count"] < count:
        raise Refused(f"o tempo acabou: há {session.recorder.last['count']} de {count}")


@deliveries.command()
@click.argument("delivery", metavar="ID")
@click.option("--wait", type=float, metavar="S", default=0.0, help="Espera até tantos segundos que seja feita.")
@world_command
def show(session: Session, delivery: str, wait: float) -> None:
    """Mostra uma entrega, com o corpo e as tentativas."""
    session.world.deliveries.get(delivery, wait=wait)
    session.show(_describe)


@deliveries.command()
@click.argument("delivery", metavar="[ID]", required=False)
@_filter_options
@world_command
def replay(session: Session, delivery: str | None, **filters: Any) -> None:
    """Entrega outra vez, com os mesmos bytes e o mesmo identificador: a entrega ID, ou todas as descritas."""
    chosen = provided(filters)
    if delivery is None and not chosen:
        raise Misuse("diga o ID de uma entrega, ou descreva quais com as opções (--after 0: todas)")
    if delivery is not None and chosen:
        raise Misuse("diga o ID de uma entrega, ou descreva quais com as opções; não os dois")
    if delivery is not None:
        session.world.deliveries.replay(delivery)
        session.show(lambda data: f"Entrega {data['replay_of']} outra vez, como {data['id']}.")
    else:
        session.world.deliveries.replay_all(**chosen)
        session.show(lambda answer: f"{many(len(answer['data']), 'entrega repetida', 'entregas repetidas')}.")


@deliveries.command()
@click.argument("delivery", metavar="ID")
@world_command
def release(session: Session, delivery: str) -> None:
    """Solta uma entrega que um plano retém."""
    session.world.deliveries.release(delivery)
    session.show(lambda data: f"Entrega {data['id']} solta: {STATES[data['state']]}.")


@deliveries.command()
@world_command
def pump(session: Session) -> None:
    """Faz agora o que já venceu; responde quando terminou."""
    session.world.pump()
    session.show(lambda _: "Tudo o que tinha vencido foi feito.")


@deliveries.command()
@click.option("--wait", type=float, default=0.0, metavar="SEGUNDOS", help="Espera até tanto por isso.")
@world_command
def quiet(session: Session, wait: float) -> None:
    """Diz se não há entrega vencida nem a caminho: sai com 0 se não há, com 1 se há."""
    is_quiet = session.world.quiet(wait).quiet
    session.show(_quiet)
    if not is_quiet:
        raise Refused("ainda há entregas vencidas ou a caminho")


def _quiet(data: Mapping[str, Any]) -> str:
    return f"{'Nada vencido nem a caminho. ' if data['quiet'] else ''}{describe_clock(data)}"


def _list(answer: Mapping[str, Any]) -> str:
    rows = [
        [
            str(one["seq"]),
            one["id"],
            moment(one["created_at"]),
            one["platform"],
            one["kind"],
            one["subject"] or NOTHING,
            STATES[one["state"]],
            f"{one['attempts']} de {one['max_attempts']}",
            cut(one["url"]),
        ]
        for one in answer["data"]
    ]
    headings = ["nº", "id", "nasceu em", "plataforma", "tipo", "assunto", "situação", "tentativas", "destino"]
    return table(headings, rows, "Nenhuma entrega.")


def _describe(data: Mapping[str, Any]) -> str:
    head = card(
        {
            "Entrega": data["id"],
            "Tipo": f"{data['kind']} ({data['platform']})",
            "Destino": data["url"],
            "Situação": STATES[data["state"]],
            "Tentativas": f"{data['attempts']} de {data['max_attempts']}",
            "Nasceu em": moment(data["created_at"]),
            "Vence em": moment(data["due_at"]),
            "Assunto": data["subject"] or NOTHING,
            "Causa": data["cause"],
            "Repete": data["replay_of"] or NOTHING,
            "Plano": str(data["plan"] or NOTHING),
        }
    )
    attempts = [exchange_summary(exchange) for exchange in data["exchanges"]]
    tried = many(len(attempts), "tentativa no diário:", "tentativas no diário:")
    return "\n".join([head, "", "Corpo", indented(data["body"]), "", tried, *attempts])
