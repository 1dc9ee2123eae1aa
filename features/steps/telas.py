"""Passos que acionam os botões de qualquer tela de qualquer plataforma."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pytest_bdd import given, parsers, then, when

from homologa.features.kit import looks, places, tables
from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.kept import Seen, as_typed
from homologa.features.kit.stage import Stage
from homologa.features.kit.tables import Table
from homologa.simulators.control.client import Column, Screen, ScreenRefused

REFUSAL = "recusa"
FILLED = "campos preenchidos"


@given(parsers.parse('que {lugar}, em "{menu}", aciono "{botao}"'))
@given(parsers.parse('que {lugar}, em "{menu}", aciono "{botao}":'))
@when(parsers.parse('{lugar}, em "{menu}", aciono "{botao}"'))
@when(parsers.parse('{lugar}, em "{menu}", aciono "{botao}":'))
def aciono(stage: Stage, lugar: str, menu: str, botao: str, datatable: list[list[str]] | None = None) -> None:
    """Aciona um botão de uma tela; cada linha da tabela preenche os campos de uma vez.

    Com muitos campos, a tabela pode ter as colunas “campo” e “valor”, com um campo em cada linha. O que fica dentro
    de outro campo se escreve com ponto, e o item de uma lista pelo lugar, como em itens[1].código. Sem tabela, os
    campos podem vir na frase: aciono "Mudar situação" de "4711" com situação "Aprovado".

    Exemplo: Quando no Tiny, em "Cadastros > Produtos", aciono "Excluir produto" de "CAN-01"
    """
    action, fillings = prepare(stage, lugar, menu, botao, datatable)
    for fields in fillings:
        _do(stage, action, fields)


@when(parsers.parse('{lugar}, em "{menu}", tento "{botao}"'))
@when(parsers.parse('{lugar}, em "{menu}", tento "{botao}":'))
def tento(stage: Stage, lugar: str, menu: str, botao: str, datatable: list[list[str]] | None = None) -> None:
    """Aciona um botão que a tela deve recusar; o motivo fica guardado para o passo seguinte.

    Exemplo: Quando na Novaoito, em "ERP & CRM > Produtos > Integrar", tento "Integrar produtos pendentes":
    """
    action, fillings = prepare(stage, lugar, menu, botao, datatable)
    if len(fillings) != 1:
        raise ScenarioMistake("“tento” vale para uma tentativa só: deixe uma linha na tabela")
    try:
        stage.act(action.platform, action.name, **fillings[0])
    except ScreenRefused as refused:
        stage.notes[REFUSAL] = (action.platform, refused.detail)
    else:
        text = f"a tela aceitou “{botao}”, que devia recusar"
        raise Divergence(text, platform=action.platform, expected="recusa", found="aceito")


@given(parsers.parse('que preencho "{campo}" com:'))
@when(parsers.parse('preencho "{campo}" com:'))
def preencho(stage: Stage, campo: str, datatable: list[list[str]]) -> None:
    """Preenche, para o botão que vem depois, um campo que tem outros dentro: cada linha é um item da lista.

    Exemplo: Quando preencho "itens" com:
    """
    stage.notes.setdefault(FILLED, {})[campo] = datatable


@then(parsers.parse('a tela recusa com um motivo que cita "{texto}"'))
def recusa_com(stage: Stage, texto: str) -> None:
    """A última tentativa foi recusada, e o motivo mostrado contém o texto.

    Exemplo: Então a tela recusa com um motivo que cita "instalado"
    """
    if REFUSAL not in stage.notes:
        raise ScenarioMistake("nada foi tentado antes: use um passo “tento” antes deste")
    platform, reason = stage.notes[REFUSAL]
    if texto.lower() not in reason.lower():
        raise Divergence("o motivo da recusa é outro", platform=platform, expected=texto, found=reason)


def prepare(
    stage: Stage, place: str, menu: str, words: str, table: Table | None
) -> tuple[Screen, list[dict[str, Any]]]:
    """The button, and its fields for each time that it is pressed."""
    look = looks.read(words, stage.recall)
    action = stage.find_action(stage.platform(place), menu, look.title)
    common = look.fill(action.parameters) | _pre_filled(action.parameters, stage.notes.pop(FILLED, {}))
    rows = _objects(action.parameters, table) if table else [{}]
    return action, [as_typed({**common, **row}) for row in rows]


def _pre_filled(fields: Sequence[Column], filled: dict[str, Table]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, table in filled.items():
        field = next(field for field in fields if field.name == places.find(fields, name)[0])
        if field.kind not in ("lista", "objeto"):
            raise ScenarioMistake(f"“{name}” é um valor só: preencha-o na tabela do botão")
        rows = _items(field, table)
        if field.kind == "objeto" and len(rows) != 1:
            raise ScenarioMistake(f"“{name}” é um só: deixe uma linha na tabela")
        given[field.name] = rows if field.kind == "lista" else rows[0]
    return given


def _items(field: Column, table: Table) -> list[Any]:
    if field.items == "texto":
        return [row[0] for row in table[1:]]
    return _objects(field.columns, table)


def _objects(columns: Sequence[Column], table: Table) -> list[dict[str, Any]]:
    names, *rows = tables.upright(table)
    paths = [places.find(columns, name) if columns else (name,) for name in names]
    return [places.fill(paths, row) for row in rows]


def _do(stage: Stage, action: Screen, fields: dict[str, Any]) -> None:
    try:
        stage.kept.seen = Seen(stage.act(action.platform, action.name, **fields))
    except ScreenRefused as refused:
        text = f"a tela recusou: {refused.detail}"
        raise Divergence(text, platform=action.platform, expected="aceito", found=refused.detail) from refused
