"""The command `homologa clock`: the time of a world."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from homologa.simulators.shell.failures import Misuse
from homologa.simulators.shell.formatting import moment
from homologa.simulators.shell.session import Session, world_command
from homologa.simulators.shell.world import CLOCKS

SECONDS: Mapping[str, int] = {"": 1, "s": 1, "min": 60, "m": 60, "h": 3_600, "d": 86_400}
PART = re.compile(r"(\d+(?:[.,]\d+)?) ?(d|h|min|m|s|)")


def duration(text: str) -> float:
    """The seconds of a length of time: `90`, `45s`, `30min`, `1h30min`, `2d`; raises Misuse for what is none."""
    plain = text.strip().lower()
    if not re.fullmatch(f"({PART.pattern} ?)+", plain):
        raise Misuse(f"não entendi o tempo «{text}»: use 90, 45s, 30min, 1h30min ou 2d")
    return sum(float(many.replace(",", ".")) * SECONDS[unit] for many, unit in PART.findall(plain))


def instant(text: str) -> datetime:
    """The moment written as `2026-11-03T09:00` or `03/11/2026 09:00`; raises Misuse for what is none."""
    plain = re.sub(r"^(\d\d)/(\d\d)/(\d{4})", r"\3-\2-\1", text.strip())
    try:
        return datetime.fromisoformat(plain)
    except ValueError:
        raise Misuse(f"não entendi o momento «{text}»: use 2026-11-03T09:00 ou 03/11/2026 09:00") from None


@click.group(short_help="Mostra e move o relógio do mundo.")
def clock() -> None:
    """Mostra e move o relógio do mundo."""


@clock.command()
@world_command
def show(session: Session) -> None:
    """Mostra que horas são no mundo e quando sai a próxima entrega."""
    session.world.now()
    session.show(describe)


@clock.command()
@world_command
def freeze(session: Session) -> None:
    """Para o relógio: só anda quando mandado."""
    session.world.set_clock("frozen")
    session.show(describe)


@clock.command()
@world_command
def run(session: Session) -> None:
    """Deixa o relógio correr, a partir do momento em que está."""
    session.world.set_clock("real")
    session.show(describe)


@clock.command()
@click.argument("seconds", metavar="[TEMPO]", type=duration, required=False)
@click.option("--to", type=instant, metavar="MOMENTO", help="Até um momento, como 2026-11-03T18:00.")
@click.option("--next", "to_next", is_flag=True, help="Até a próxima entrega.")
@click.option("--hold", is_flag=True, help="Não faz as entregas do caminho; elas esperam.")
@world_command
def advance(session: Session, seconds: float | None, to: datetime | None, to_next: bool, hold: bool) -> None:
    """Adianta o relógio por um TEMPO (90, 45s, 30min, 1h30min, 2d), até um momento ou até a próxima entrega.

    O que vence no caminho é feito, cada coisa na sua hora.
    """
    if [seconds is not None, to is not None, to_next].count(True) != 1:
        raise Misuse("diga quanto adiantar: um TEMPO, --to MOMENTO ou --next")
    session.world.advance(seconds=seconds, to=to, deliver=not hold)
    session.show(describe)


def describe(data: Mapping[str, Any]) -> str:
    """A clock in words."""
    due = f"; próxima entrega em {moment(data['next_due'])}" if data["next_due"] else "; nenhuma entrega à espera"
    return f"Relógio {CLOCKS[data['mode']]}: {moment(data['now'])}{due}."
