"""The command `homologa world`: worlds and their kept states."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from homologa.simulators.shell.formatting import card, cell, indented, moment, table
from homologa.simulators.shell.session import Session, control_command, world_command

CLOCKS: Mapping[str, str] = {"frozen": "parado", "real": "correndo"}
LIMITS: Mapping[str, str] = {"observe": "observados", "enforce": "cobrados", "off": "desligados"}


@click.group(short_help="Cria, mostra, guarda e restaura mundos.")
def world() -> None:
    """Cria, mostra, guarda e restaura mundos.

    Um mundo é uma conta em cada plataforma, com relógio, dados, credenciais e diário próprios.
    """


@world.command("list")
@control_command
def list_worlds(session: Session) -> None:
    """Lista os mundos."""
    session.control.worlds()
    session.show(_list)


@world.command()
@click.option("--id", metavar="ID", help="Letras minúsculas, algarismos e hífen; sem isso, um ao acaso.")
@click.option("--seed", type=int, help="Semente: mundos da mesma semente têm os mesmos dados (padrão: 1).")
@click.option("--clock", type=click.Choice(list(CLOCKS)), help="Relógio (padrão: frozen, parado).")
@click.option("--now", metavar="MOMENTO", help="Onde o relógio começa, como 2026-11-03T09:00.")
@click.option("--pack", metavar="NOME", help="Dados com que o mundo começa (padrão: vazia; veja world packs).")
@click.option("--limits", type=click.Choice(list(LIMITS)), help="Limites de acesso (padrão: observe).")
@click.option("--platforms", metavar="NOMES", help="Só estas plataformas, como tiny,novaoito (padrão: todas).")
@control_command
def create(session: Session, platforms: str | None, **options: Any) -> None:
    """Cria um mundo e mostra endereços e credenciais."""
    options["platforms"] = None if platforms is None else [name.strip() for name in platforms.split(",")]
    session.control.create_world(**{name: value for name, value in options.items() if value is not None})
    session.show(describe)


@world.command()
@world_command
def show(session: Session) -> None:
    """Mostra o mundo: relógio, limites, endereços e credenciais."""
    session.world.refresh()
    session.show(describe)


@world.command()
@click.argument("name", metavar="ID")
@control_command
def delete(session: Session, name: str) -> None:
    """Apaga o mundo ID, com as credenciais e os arquivos dele."""
    session.control.world(name).delete()
    session.show(lambda _: f"Mundo {name} apagado.")


@world.command()
@world_command
def reset(session: Session) -> None:
    """Volta ao estado em que o mundo foi criado."""
    session.world.reset()
    session.show(lambda data: f"Mundo {data['id']} de volta ao início; agora são {moment(data['clock']['now'])}.")


@world.command()
@world_command
def snapshots(session: Session) -> None:
    """Lista os estados guardados."""
    session.world.snapshots()
    session.show(_names)


@world.command()
@click.argument("name", metavar="NOME")
@world_command
def snapshot(session: Session, name: str) -> None:
    """Guarda o estado do mundo sob um NOME."""
    session.world.snapshot(name)
    session.show(lambda _: f"Estado guardado como {name}.")


@world.command()
@click.argument("name", metavar="NOME")
@world_command
def restore(session: Session, name: str) -> None:
    """Põe de volta o estado guardado sob um NOME."""
    session.world.restore(name)
    session.show(lambda data: f"Estado {name} de volta; agora são {moment(data['clock']['now'])}.")


@world.command()
@click.argument("name", metavar="NOME")
@world_command
def forget(session: Session, name: str) -> None:
    """Apaga o estado guardado sob um NOME."""
    session.world.delete_snapshot(name)
    session.show(lambda _: f"Estado {name} apagado.")


@world.command()
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Grava num arquivo.")
@world_command
def export(session: Session, output: Path | None) -> None:
    """Imprime o estado inteiro do mundo em JSON, com segredos e dados de pessoas trocados por nomes.

    O texto é ordenado, para ser comparado com diff: um campo que mudou é uma linha que mudou.
    """
    session.world.export()
    text = session.recorder.text
    if output is None:
        session.show(lambda _: text.rstrip("\n"))
    else:
        output.write_text(text, "utf-8")
        session.show(lambda _: f"Estado gravado em {output}.")


@world.command()
@control_command
def packs(session: Session) -> None:
    """Lista os pacotes de dados com que um mundo pode começar."""
    session.control.packs()
    session.show(_packs)


@world.command()
@click.argument("label", metavar="NOME")
@world_command
def run(session: Session, label: str) -> None:
    """Dá um NOME ao que se faz a partir daqui; as trocas o levam no diário. Vazio ("") encerra."""
    session.world.set_run(label)
    session.show(lambda data: f"As próximas trocas levam o nome «{data['label']}»." if label else "Nome encerrado.")


def describe(data: Mapping[str, Any]) -> str:
    """A world with its platforms, their addresses and credentials."""
    head = card(
        {
            "Mundo": data["id"],
            "Semente": str(data["seed"]),
            "Relógio": f"{CLOCKS[data['clock']['mode']]}, {moment(data['clock']['now'])}",
            "Limites": LIMITS[data["limits"]],
            "Estados": ", ".join(data["snapshots"]),
            "Trocas": str(data["last_exchange"]),
        }
    )
    return "\n\n".join([head, *map(_platform, data["platforms"].values())])


def _platform(data: Mapping[str, Any]) -> str:
    plain = {name: value for name, value in data["credentials"].items() if not isinstance(value, Mapping)}
    access = {name: "(ainda não há)" if value is None else cell(value) for name, value in plain.items()}
    return f"{data['title']}  {data['url']}\n{indented(card(access))}"


def _list(answer: Mapping[str, Any]) -> str:
    rows = [
        [
            world["id"],
            str(world["seed"]),
            CLOCKS[world["clock"]["mode"]],
            moment(world["clock"]["now"]),
            LIMITS[world["limits"]],
            str(world["last_exchange"]),
        ]
        for world in answer["data"]
    ]
    headings = ["mundo", "semente", "relógio", "agora", "limites", "trocas"]
    shown = table(headings, rows, "Não há mundo nenhum; crie um com «homologa world create».")
    return "\n".join([shown, *(f"não abriu: {world['id']}: {world['reason']}" for world in answer["refused"])])


def _packs(answer: Mapping[str, Any]) -> str:
    return "\n".join(f"{pack['name']}\n{indented(card(pack['platforms']))}" for pack in answer["data"])


def _names(answer: Mapping[str, Any]) -> str:
    return "\n".join(answer["data"])
