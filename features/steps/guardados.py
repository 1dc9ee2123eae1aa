"""Passos que dão nome a um valor visto, para usá-lo em passos seguintes."""

from __future__ import annotations

import re
from typing import Any

from pytest_bdd import given, parsers, then, when

from homologa.features.kit import cells, text
from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.kept import Seen
from homologa.features.kit.places import value_at
from homologa.features.kit.stage import Stage
from homologa.simulators.control.client import Column, fold, names

ARTICLE = re.compile(r"(?:o|a|os|as) ")
OWNER = re.compile(r" d[aeo]s? .*")
PART = re.compile(r"[^.\[\]]+|\[\d+\]")


@given(parsers.parse('que guardo {valor} como "{novo_nome}"'))
@when(parsers.parse('guardo {valor} como "{novo_nome}"'))
@then(parsers.parse('guardo {valor} como "{novo_nome}"'))
def guardo(stage: Stage, valor: str, novo_nome: str) -> None:
    """Dá nome a um campo do que o último botão respondeu, ou da linha que a última tela mostrou.

    Dali em diante, uma célula ou um valor entre aspas que seja só esse nome vale pelo valor.

    Exemplo: Quando guardo o número do pedido como "meu pedido"
    """
    if novo_nome in cells.MARKS or novo_nome[:1].isdigit():
        raise ScenarioMistake(f"“{novo_nome}” não pode ser o nome de um valor: escolha outra palavra")
    stage.kept.values[novo_nome] = _written(_pick(stage.kept.seen, valor), valor)


@then(parsers.parse('"{valor}" é igual a "{outro}"'))
def e_igual(valor: str, outro: str) -> None:
    """Dois valores guardados são o mesmo, ou um deles é o que se diz.

    Exemplo: Então "meu pedido" é igual a "4711"
    """
    if not cells.equal(outro, valor):
        raise Divergence("os valores são diferentes", platform=None, expected=outro, found=valor)


def _pick(seen: Seen, words: str) -> Any:
    value = seen.value[0] if isinstance(seen.value, list) and len(seen.value) == 1 else seen.value
    if not isinstance(value, dict):
        found = (
            f"o que se viu por último tem {len(value)} linhas" if isinstance(value, list) else "nada foi visto antes"
        )
        raise ScenarioMistake(f"{found}: guarde um valor depois de um botão, ou de uma tela que “mostra:” uma linha")
    columns = seen.columns or [Column(key, key, "texto") for key in value]
    for name in _names(words):
        first, *rest = PART.findall(name)
        key = names(columns).get(fold(first))
        if key is not None:
            return value_at(value[key], tuple(map(_step, rest)))
    raise ScenarioMistake(f"não há {words} no que se viu por último; há: {', '.join(one.label for one in columns)}")


def _names(words: str) -> list[str]:
    """What a person may mean, from the longest: `o número do pedido` → `número do pedido`, `número`."""
    bare = ARTICLE.sub("", words.strip('"'), count=1) if ARTICLE.match(words) else words.strip('"')
    return [bare, OWNER.sub("", bare, count=1)]


def _step(part: str) -> str | int:
    return int(part[1:-1]) if part.startswith("[") else part


def _written(value: Any, words: str) -> str:
    """A value as a person would write it in a cell."""
    if isinstance(value, dict | list):
        raise ScenarioMistake(f"{words} não é um valor só: diga qual, como em itens[1].código")
    if value in cells.NOTHING:
        return text.EMPTY
    if isinstance(value, bool):
        return "sim" if value else "não"
    return repr(value).replace(".", ",") if isinstance(value, float) else str(value)
