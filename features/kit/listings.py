"""The commands that say what there is: `homologa steps`, `homologa requisitos` and `homologa telas`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from homologa.features.kit import requirements
from homologa.features.kit.console import echo
from homologa.features.kit.reports.labels import origin_title, platform_title
from homologa.features.kit.requirements import Requirement
from homologa.features.kit.text import count, fold

if TYPE_CHECKING:
    from homologa.simulators.control.client import Column, Screen

PLURAL = ("texto", "número", "inteiro", "objeto")
_WORDS = click.argument("words", metavar="[PALAVRA]...", nargs=-1)


@click.command(short_help="Lista os passos que os cenários podem usar.")
@_WORDS
def steps(words: tuple[str, ...]) -> None:
    """Lista os passos disponíveis, com explicação e exemplo; com PALAVRA, só os que a contêm."""
    from homologa.features.kit import catalog

    found = catalog.search(catalog.definitions(), " ".join(words))
    for step in found:
        echo(step.sentence)
        if step.explanation:
            echo(f"    {step.explanation}")
        if step.example:
            echo(f"    Exemplo: {step.example}")
    echo(f"{count(len(found), 'passo', 'passos')}.")
    if words and not found:
        echo(f"Talvez seja um botão ou uma tela das plataformas: «homologa telas {' '.join(words)}»")


@click.command(short_help="Lista os requisitos que os cenários provam.")
@_WORDS
def requisitos(words: tuple[str, ...]) -> None:
    """Lista os requisitos, com origem e sujeito; com PALAVRA, só os que a contêm."""
    found = [row for row in requirements.load().values() if _holds(_text(row), words)]
    for platform in dict.fromkeys(row.platform for row in found):
        echo(platform_title(platform))
        for row in found:
            if row.platform == platform:
                echo(f"  {row.id}  ({origin_title(row.origin)}; {row.subject})")
                echo(f"    {row.text}")
    echo(f"{count(len(found), 'requisito', 'requisitos')}.")


@click.command(short_help="Lista os botões e as telas das plataformas, com os campos.")
@_WORDS
def telas(words: tuple[str, ...]) -> None:
    """Lista o que os cenários podem acionar e ver nas telas, com campos e colunas; com PALAVRA, só o que a contém.

    O que está dentro de outro campo se escreve com ponto, e o item de uma lista pelo lugar: cliente.nome,
    itens[1].código.
    """
    from homologa.features.kit import embedded

    shown = embedded.screens()
    texts = [
        *(_action(shown.places[screen.platform], screen) for screen in shown.actions),
        *(_view(shown.places[screen.platform], screen) for screen in shown.views),
    ]
    found = [text for text in texts if _holds(text, words)]
    for text in found:
        echo(text)
    echo(f"{count(len(found), 'tela ou botão', 'telas e botões')}.")
    if not found:
        echo("Tente outra palavra; «homologa telas» sozinho mostra todas.")


def _text(row: Requirement) -> str:
    return f"{row.id} {platform_title(row.platform)} {origin_title(row.origin)} {row.subject} {row.text}"


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return all(fold(word) in fold(text) for word in words)


def _action(place: str, screen: Screen) -> str:
    colon = ":" if screen.parameters else ""
    return _entry(f'Quando {place}, em "{screen.menu}", aciono "{screen.label}"{colon}', screen, "Campos")


def _view(place: str, screen: Screen) -> str:
    return _entry(f'Então {place}, em "{screen.menu}", "{screen.label}" mostra:', screen, "Filtros")


def _entry(sentence: str, screen: Screen, title: str) -> str:
    notes = [*screen.description.splitlines(), *_places(title, screen.parameters), *_places("Mostra", screen.columns)]
    return "\n".join([sentence, *(f"    {note}" for note in notes if note)])


def _places(title: str, columns: Sequence[Column], path: str = "") -> Iterator[str]:
    """A line on the columns, then one on those within each of them."""
    if columns:
        yield f"{title}: {'; '.join(map(_place, columns))}"
    for column in columns:
        within = f"{path}{column.label}"
        yield from _places(f"Em “{within}”", column.columns, f"{within}.")


def _place(column: Column) -> str:
    kind = f"lista de {column.items}s" if column.items in PLURAL else column.kind
    return f"{column.label} ({kind}, obrigatório)" if getattr(column, "required", False) else f"{column.label} ({kind})"
