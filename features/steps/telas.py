"""Passos que valem para qualquer tela de qualquer plataforma."""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, then, when

from homologa.features.kit import tables
from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.stage import Stage
from homologa.simulators.control.client import ScreenRefused

REFUSAL = "recusa"
CREDENTIALS = "credenciais"


@when(parsers.parse('{lugar}, em "{menu}", aciono "{botao}"'))
@when(parsers.parse('{lugar}, em "{menu}", aciono "{botao}":'))
def aciono(stage: Stage, lugar: str, menu: str, botao: str, datatable: list[list[str]] | None = None) -> None:
    """Aciona um botão de uma tela; cada linha da tabela preenche os campos de uma vez.

    Exemplo: Quando no Tiny, em "Cadastros > Produtos", aciono "Excluir produto":
    """
    platform = stage.platform(lugar)
    action = stage.find_action(platform, menu, botao)
    for fields in _fillings(datatable):
        _do(stage, platform, action.name, fields)


@when(parsers.parse('{lugar}, em "{menu}", tento "{botao}"'))
@when(parsers.parse('{lugar}, em "{menu}", tento "{botao}":'))
def tento(stage: Stage, lugar: str, menu: str, botao: str, datatable: list[list[str]] | None = None) -> None:
    """Aciona um botão que a tela deve recusar; o motivo fica guardado para o passo seguinte.

    Exemplo: Quando na Novaoito, em "ERP & CRM > Produtos > Integrar", tento "Integrar produtos pendentes":
    """
    platform = stage.platform(lugar)
    action = stage.find_action(platform, menu, botao)
    fillings = _fillings(datatable)
    if len(fillings) != 1:
        raise ScenarioMistake("“tento” vale para uma tentativa só: deixe uma linha na tabela")
    try:
        stage.act(platform, action.name, **fillings[0])
    except ScreenRefused as refused:
        stage.notes[REFUSAL] = (platform, refused.detail)
    else:
        text = f"a tela aceitou “{botao}”, que devia recusar"
        raise Divergence(text, platform=platform, expected="recusa", found="aceito")


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


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra:'))
def mostra(stage: Stage, lugar: str, menu: str, tela: str, datatable: list[list[str]]) -> None:
    """A tela mostra cada linha da tabela, entre outras.

    Exemplo: Então na Novaoito, em "Produtos", "Produtos" mostra:
    """
    platform, shown = _look(stage, lugar, menu, tela)
    _demand(platform, tela, datatable, shown)


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra só:'))
def mostra_so(stage: Stage, lugar: str, menu: str, tela: str, datatable: list[list[str]]) -> None:
    """A tela mostra as linhas da tabela e nenhuma outra.

    Exemplo: Então na Novaoito, em "ERP & CRM > Produtos", "Produtos pendentes" mostra só:
    """
    platform, shown = _look(stage, lugar, menu, tela)
    _demand(platform, tela, datatable, shown)
    expected = tables.rows(datatable)
    if len(shown) != len(expected):
        _diverge(platform, f"“{tela}” mostra linhas a mais", expected, shown)


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" não mostra:'))
def nao_mostra(stage: Stage, lugar: str, menu: str, tela: str, datatable: list[list[str]]) -> None:
    """A tela não mostra nenhuma das linhas da tabela.

    Exemplo: Então na Novaoito, em "ERP & CRM > Produtos", "Produtos pendentes" não mostra:
    """
    platform, shown = _look(stage, lugar, menu, tela)
    for row in tables.rows(datatable):
        if any(tables.agrees(row, line) for line in shown):
            _diverge(platform, f"“{tela}” mostra o que não devia", [{"não devia mostrar": str(row)}], shown, row)


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" não mostra nada'))
def nao_mostra_nada(stage: Stage, lugar: str, menu: str, tela: str) -> None:
    """A tela está vazia.

    Exemplo: Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" não mostra nada
    """
    platform, shown = _look(stage, lugar, menu, tela)
    if shown:
        _diverge(platform, f"“{tela}” devia estar vazia", [], shown, dict.fromkeys(shown[0]))


def _fillings(table: list[list[str]] | None) -> list[dict[str, str]]:
    return tables.rows(table) if table else [{}]


def _do(stage: Stage, platform: str, action: str, fields: dict[str, str]) -> None:
    try:
        stage.act(platform, action, **fields)
    except ScreenRefused as refused:
        raise Divergence(
            f"a tela recusou: {refused.detail}", platform=platform, expected="aceito", found=refused.detail
        ) from refused


def _look(stage: Stage, lugar: str, menu: str, tela: str) -> tuple[str, list[dict[str, Any]]]:
    platform = stage.platform(lugar)
    view = stage.find_view(platform, menu, tela)
    if view.name == CREDENTIALS:
        raise ScenarioMistake("credenciais não se mostram em cenários")
    stage.screen = view.name
    shown = stage.world.view(platform, view.name)
    if shown is None:
        return platform, []
    return platform, shown if isinstance(shown, list) else [shown]


def _demand(platform: str, tela: str, table: list[list[str]], shown: list[dict[str, Any]]) -> None:
    expected = tables.rows(table)
    absent = tables.missing(expected, shown) if shown else expected
    if absent:
        _diverge(platform, f"“{tela}” não mostra o esperado", absent, shown, expected[0])


def _diverge(platform: str, message: str, expected: Any, shown: list[dict[str, Any]], fields: Any = None) -> None:
    names = list(fields if fields is not None else expected[0])
    raise Divergence(message, platform=platform, expected=expected, found=tables.narrowed(names, shown))
