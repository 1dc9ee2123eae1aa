"""What cells demand, and what of it cannot be understood."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from homologa.features.kit import cells, looks, places
from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.kept import KeptValues
from homologa.simulators.control.client import Column


@pytest.mark.parametrize(
    ("cell", "found", "is_met"),
    [
        ("(contém neca)", "Caneca", True),
        ("(contém neca)", "Prato", False),
        ("(contém CAN-01)", ["PRA-01", "CAN-01"], True),
        ("(não contém CAN-01)", ["PRA-01"], True),
        ("(não contém x)", None, True),
        ("(contém x)", None, False),
        ("(começa com Ca)", "Caneca", True),
        ("(termina com Ca)", "Caneca", False),
        ("(diferente de 10,00)", 10.0, False),
        ("(maior que 10)", 10.0, False),
        ("(maior que 9,99)", "10.00", True),
        ("(menor que 10)", True, False),
        ("(no mínimo 10)", 10, True),
        ("(no máximo 9,99)", 10, False),
        ("(entre 10 e 20)", 20, True),
        ("(entre 10 e 20)", "muito", False),
        ("(no dia 03/11/2026)", "2026-11-03 23:59:00", True),
        ("(no dia 03/11/2026)", "2026-11-04T02:59:00+00:00", True),
        ("(antes de 03/11/2026)", "02/11/2026", True),
        ("(depois de 03/11/2026)", "2026-11-03", False),
        ("(no dia 03/11/2026)", "ontem", False),
        ("1,5, 2", [1.5], False),
        ("1299", 1299, True),
    ],
)
def test_a_demand_is_met_or_not(cell: str, found: object, is_met: bool) -> None:
    assert cells.equal(cell, found) is is_met


@pytest.mark.parametrize(
    "cell",
    ["(maior do que 10)", "(maior que dez)", "(entre 10)", "(contem x)", "(no dia amanhã)", "(maior que 1.299)"],
)
def test_a_demand_that_cannot_be_understood_is_a_mistake_of_the_scenario(cell: str) -> None:
    with pytest.raises(ScenarioMistake):
        cells.equal(cell, "10")


def test_a_number_of_two_readings_is_a_mistake_of_the_scenario() -> None:
    with pytest.raises(ScenarioMistake, match="escreva 1299 ou 1,299"):
        cells.equal("1.299", 1299.0)


@pytest.mark.parametrize("written", ["itens[0].codigo", "itens[1", "a..b", "codigo.x", "cor"])
def test_a_place_that_is_not_there_is_a_mistake_of_the_scenario(written: str) -> None:
    code = Column("codigo", "Código", "texto")
    with pytest.raises(ScenarioMistake):
        places.find([code, Column("itens", "Itens", "lista", "objeto", (code,))], written)


def test_a_list_that_lacks_an_item_is_a_mistake_of_the_scenario() -> None:
    assert places.fill([("a", 1), ("a", 2, "b")], ["x", "y"]) == {"a": ["x", {"b": "y"}]}
    with pytest.raises(ScenarioMistake, match="falta um item"):
        places.fill([("a", 1), ("a", 3)], ["x", "y"])


@pytest.mark.parametrize("words", ['Pedido" do "1', 'Pedido" com "1', 'Pedido" com situação "A" mais cor "B'])
def test_filters_that_cannot_be_read_are_a_mistake_of_the_scenario(words: str) -> None:
    with pytest.raises(ScenarioMistake, match="não entendi"):
        looks.read(words, str)


def test_names_are_recalled_where_they_stand_alone_and_today_is_a_day() -> None:
    kept = KeptValues({"meu pedido": "4711"})
    given = {
        "texto": "meu pedido",
        "novo_nome": "meu pedido",
        "datatable": [["meu pedido"], ["meu pedido", "o meu pedido"]],
    }

    kept.recall_all(given, lambda: datetime(2026, 11, 4, 1, tzinfo=UTC))

    assert given["datatable"] == [["meu pedido"], ["4711", "o meu pedido"]]
    assert (given["texto"], given["novo_nome"]) == ("4711", "meu pedido")
    assert kept.recall("(hoje + 1 dia)", lambda: datetime(2026, 11, 4, 1, tzinfo=UTC)) == "(no dia 04/11/2026)"
