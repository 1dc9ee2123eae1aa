"""Passos que olham qualquer tela de qualquer plataforma.

Depois do nome da tela podem vir filtros: `"Pedido" de "4711"`, `"Notas fiscais" com situação "Autorizada"`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pytest_bdd import parsers, then

from homologa.features.kit import looks, tables
from homologa.features.kit.cells import equal
from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.kept import Seen
from homologa.features.kit.showing import Showing
from homologa.features.kit.stage import USAGE, Stage
from homologa.features.kit.tables import Table
from homologa.simulators.control.client import ControlError, Screen, ScreenRefused

CREDENTIALS = "credenciais"


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra:'))
@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra em "{parte}":'))
def mostra(stage: Stage, lugar: str, menu: str, tela: str, datatable: Table, parte: str = "") -> None:
    """A tela mostra cada linha da tabela, entre outras; com “em”, o que ela mostra dentro de um dos seus campos.

    Exemplo: Então no Tiny, em "Vendas > Pedidos de venda", "Pedido" de "4711" mostra em "itens":
    """
    showing = look_at(stage, lugar, menu, tela, parte)
    expected = showing.demand(datatable)
    stage.kept.seen = Seen(showing.find_row(expected[0]), showing.columns)


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra só:'))
@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra só em "{parte}":'))
def mostra_so(stage: Stage, lugar: str, menu: str, tela: str, datatable: Table, parte: str = "") -> None:
    """A tela mostra as linhas da tabela e nenhuma outra.

    Exemplo: Então na Novaoito, em "ERP & CRM > Produtos", "Produtos pendentes" mostra só:
    """
    showing = look_at(stage, lugar, menu, tela, parte)
    expected = showing.demand(datatable)
    if len(showing.rows) != len(expected):
        showing.diverge("mostra linhas a mais", expected, showing.narrow(list(expected[0])))
    stage.kept.seen = Seen(showing.find_row(expected[0]), showing.columns)


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra nesta ordem:'))
@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra nesta ordem em "{parte}":'))
def mostra_nesta_ordem(stage: Stage, lugar: str, menu: str, tela: str, datatable: Table, parte: str = "") -> None:
    """A tela mostra as linhas da tabela, de cima para baixo; entre elas pode haver outras.

    Exemplo: Então no Tiny, em "Vendas > Pedidos de venda", "Lista de pedidos" mostra nesta ordem:
    """
    showing = look_at(stage, lugar, menu, tela, parte)
    expected = showing.demand(datatable)
    found = showing.narrow(list(expected[0]))
    left = iter(found)
    if not all(any(tables.agrees(row, shown) for shown in left) for row in expected):
        showing.diverge("mostra as linhas em outra ordem", expected, found)


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" não mostra:'))
@then(parsers.parse('{lugar}, em "{menu}", "{tela}" não mostra em "{parte}":'))
def nao_mostra(stage: Stage, lugar: str, menu: str, tela: str, datatable: Table, parte: str = "") -> None:
    """A tela não mostra nenhuma das linhas da tabela.

    Exemplo: Então na Novaoito, em "ERP & CRM > Produtos", "Produtos pendentes" não mostra:
    """
    showing = look_at(stage, lugar, menu, tela, parte)
    for row in showing.expect(datatable):
        found = showing.narrow(list(row))
        if any(tables.agrees(row, line) for line in found):
            showing.diverge("mostra o que não devia", [{"não devia mostrar": str(row)}], found)


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" não mostra nada'))
@then(parsers.parse('{lugar}, em "{menu}", "{tela}" não mostra nada em "{parte}"'))
def nao_mostra_nada(stage: Stage, lugar: str, menu: str, tela: str, parte: str = "") -> None:
    """A tela está vazia.

    Exemplo: Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" não mostra nada
    """
    showing = look_at(stage, lugar, menu, tela, parte)
    if showing.rows:
        showing.diverge("devia estar vazia", [], list(showing.rows))


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra {linhas:d} linha'))
@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra {linhas:d} linhas'))
@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra {linhas:d} linha em "{parte}"'))
@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra {linhas:d} linhas em "{parte}"'))
def mostra_linhas(stage: Stage, lugar: str, menu: str, tela: str, linhas: int, parte: str = "") -> None:
    """A tela mostra tantas linhas, nem mais nem menos.

    Exemplo: Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra 3 linhas
    """
    _demand_lines(look_at(stage, lugar, menu, tela, parte), str(linhas), lambda found: found == linhas)


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra no mínimo {linhas:d} linha'))
@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra no mínimo {linhas:d} linhas'))
def mostra_no_minimo(stage: Stage, lugar: str, menu: str, tela: str, linhas: int) -> None:
    """A tela mostra tantas linhas ou mais.

    Exemplo: Então no Tiny, em "Vendas > Pedidos de venda", "Lista de pedidos" mostra no mínimo 2 linhas
    """
    _demand_lines(look_at(stage, lugar, menu, tela), f"no mínimo {linhas}", lambda found: found >= linhas)


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra no máximo {linhas:d} linha'))
@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra no máximo {linhas:d} linhas'))
def mostra_no_maximo(stage: Stage, lugar: str, menu: str, tela: str, linhas: int) -> None:
    """A tela mostra tantas linhas ou menos.

    Exemplo: Então no Tiny, em "Vendas > Pedidos de venda", "Lista de pedidos" mostra no máximo 2 linhas
    """
    _demand_lines(look_at(stage, lugar, menu, tela), f"no máximo {linhas}", lambda found: found <= linhas)


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra {linhas:d} linha com:'))
@then(parsers.parse('{lugar}, em "{menu}", "{tela}" mostra {linhas:d} linhas com:'))
def mostra_linhas_com(stage: Stage, lugar: str, menu: str, tela: str, linhas: int, datatable: Table) -> None:
    """Das linhas que a tela mostra, tantas são como a da tabela, que tem uma só.

    Exemplo: Então no Tiny, em "Vendas > Pedidos de venda", "Lista de pedidos" mostra 2 linhas com:
    """
    showing = look_at(stage, lugar, menu, tela)
    expected = showing.expect(datatable)
    if len(expected) != 1:
        raise ScenarioMistake("deixe uma linha na tabela: ela diz como são as linhas que se contam")
    shown = showing.narrow(list(expected[0]))
    found = sum(tables.agrees(expected[0], row) for row in shown)
    if found != linhas:
        showing.diverge(f"mostra {found} linhas assim, e não {linhas}", expected, shown)


@then(parsers.parse('{lugar}, em "{menu}", "{tela}" soma {total} em "{coluna}"'))
def soma(stage: Stage, lugar: str, menu: str, tela: str, total: str, coluna: str) -> None:
    """Os valores de uma coluna, de todas as linhas, somam o total; vale também “(maior que 100)”.

    Exemplo: Então no Tiny, em "Finanças > Contas a receber", "Contas a receber" soma 120,00 em "valor"
    """
    showing = look_at(stage, lugar, menu, tela)
    found = showing.add_up(coluna)
    if not equal(stage.recall(total), found):
        showing.diverge(f"soma {found} em “{coluna}”", total, found)


def look_at(stage: Stage, place: str, menu: str, words: str, part: str = "") -> Showing:
    """What the view that a sentence names shows, or what stands within a part of it; raises ScenarioMistake."""
    look = looks.read(words, stage.recall)
    view = stage.find_view(stage.platform(place), menu, look.title)
    if view.name == CREDENTIALS:
        raise ScenarioMistake("credenciais não se mostram em cenários")
    showing = Showing(view.platform, view.label, view.columns, _rows(stage, view, look.fill(view.parameters)))
    showing = showing.within(part) if part else showing
    stage.kept.seen = Seen(showing.rows, showing.columns)
    return showing


def _demand_lines(showing: Showing, wanted: str, test: Callable[[int], bool]) -> None:
    found = len(showing.rows)
    if not test(found):
        showing.diverge(f"mostra {found} linhas", wanted, found)


def _rows(stage: Stage, view: Screen, filters: Mapping[str, str]) -> list[Any]:
    stage.screen = view.name
    try:
        shown = stage.world.view(view.platform, view.name, **filters)
    except ScreenRefused as refused:
        text = f"a tela “{view.label}” recusou: {refused.detail}"
        raise Divergence(text, platform=view.platform, expected="aceito", found=refused.detail) from refused
    except ControlError as error:
        if error.status in USAGE:
            raise ScenarioMistake(error.detail) from error
        raise
    return shown if isinstance(shown, list) else [] if shown is None else [shown]
