"""The commands `homologa action` and `homologa view`: what people do and see on the platforms' screens."""

import shutil
from collections.abc import Callable, Mapping
from typing import Any

import click

from homologa.simulators.shell.failures import Misuse
from homologa.simulators.shell.fields import as_query, read
from homologa.simulators.shell.formatting import columns_of, count, document, indented, only
from homologa.simulators.shell.session import Session, world_command

_WORDS = click.argument("words", metavar="[PALAVRA]...", nargs=-1)
_PLATFORM = click.argument("platform", metavar="PLATAFORMA")
_NAME = click.argument("name", metavar="NOME")
_FIELDS = click.argument("fields", metavar="[CAMPO=VALOR]...", nargs=-1)


@click.group(short_help="Lista e aciona botões das telas das plataformas.")
def action() -> None:
    """Lista e aciona botões das telas das plataformas."""


@action.command("list")
@_WORDS
@world_command
def list_actions(session: Session, words: tuple[str, ...]) -> None:
    """Lista os botões, com os campos; com PALAVRA, só os que a contêm."""
    session.world.actions()
    session.show(_list(words))


@action.command("run")
@_PLATFORM
@_NAME
@_FIELDS
@world_command
def run_action(session: Session, platform: str, name: str, fields: tuple[str, ...]) -> None:
    """Aciona o botão NOME de uma PLATAFORMA, como uma pessoa na tela.

    Valores são escritos como na tela: 19,90; sim; "a, b". Um campo repetido vira lista; CAMPO:=JSON diz o valor
    exato; CAMPO="(vazio)" deixa o campo sem nada. Maiúsculas, acentos e espaços dos nomes não contam.
    """
    given = read(fields)
    session.world.act(_fold(platform), _fold(name), **given)
    session.show(lambda data: "Feito." if data["result"] is None else _fitted(data["result"]))


@click.group(short_help="Lista e mostra telas das plataformas.")
def view() -> None:
    """Lista e mostra telas das plataformas."""


@view.command("list")
@_WORDS
@world_command
def list_views(session: Session, words: tuple[str, ...]) -> None:
    """Lista as telas, com os filtros; com PALAVRA, só as que a contêm."""
    session.world.views()
    session.show(_list(words))


@view.command("show")
@_PLATFORM
@_NAME
@_FIELDS
@click.option("--columns", metavar="A,B", default="", help="Só estes campos, nesta ordem; com --json vêm todos.")
@world_command
def show_view(session: Session, platform: str, name: str, fields: tuple[str, ...], columns: str) -> None:
    """Mostra a tela NOME de uma PLATAFORMA, como uma pessoa a vê. Não conta para limite nenhum.

    O que cabe na largura do terminal é uma tabela; o resto, e o que é um só, tem um campo por linha.
    """
    given = as_query(read(fields))
    session.world.view(_fold(platform), _fold(name), **given)
    session.show(lambda data: _fitted(_chosen(data["data"], columns)))


def _fitted(data: Any) -> str:
    return document(data, shutil.get_terminal_size().columns)


def _chosen(data: Any, columns: str) -> Any:
    """What is shown of the columns, written with commas between them, all of it for none; an empty screen has none."""
    there = {_fold(name): name for name in columns_of(data)}
    if not columns or not there:
        return data
    wanted = [name.strip() for name in columns.split(",")]
    unknown = [name for name in wanted if _fold(name) not in there]
    if unknown:
        raise Misuse(f"a tela não tem {', '.join(unknown)}; tem {', '.join(there.values())}")
    return only(data, [there[_fold(name)] for name in wanted])


def _fold(name: str) -> str:
    from homologa.simulators.kernel.field_names import fold

    return fold(name)


def _list(words: tuple[str, ...]) -> Callable[[Mapping[str, Any]], str]:
    wanted = [_fold(word) for word in words]

    def render(answer: Mapping[str, Any]) -> str:
        texts = [_entry(screen) for screen in answer["data"]]
        found = [text for text in texts if all(word in _fold(text) for word in wanted)]
        return "\n".join([*found, f"{count(len(found), 'tela', 'telas')}."])

    return render


def _entry(screen: Mapping[str, Any]) -> str:
    fields = [f"{field['name']} ({_kind(field)})" for field in screen["parameters"]]
    notes = [f"{screen['menu']} > {screen['label']}", screen["description"], *fields]
    below = "\n".join(filter(None, notes))
    return f"{screen['platform']} {screen['name']}\n{indented(below)}"


def _kind(field: Mapping[str, Any]) -> str:
    return f"{field['kind']}, obrigatório" if field["required"] else str(field["kind"])
