"""Two documents are compared as a reader would: row by row, cell by cell."""

from __future__ import annotations

import pytest

from homologa.features.kit.reports import differences
from homologa.features.kit.text import as_text

MUG = {"sku": "CAN-01", "preco": "19,90"}
BIG = {"sku": "CAN-02", "preco": "29,90"}


@pytest.mark.parametrize(
    ("expected", "found", "lines"),
    [
        (1, 2, ()),
        ("aceita", [MUG], ()),
        (MUG, {"sku": "CAN-01", "preco": 19.9, "nome": "Caneca"}, ()),
        (MUG, {"sku": "CAN-01", "preco": None}, ("preco: esperado 19,90, encontrado (vazio)",)),
        (
            [MUG, BIG],
            [{"sku": "CAN-02", "preco": 20}, {"sku": "CAN-01", "preco": 19.9}],
            ("na linha de sku CAN-02: preco: esperado 29,90, encontrado 20",),
        ),
        ([MUG], [], ("falta a linha de sku CAN-01, preco 19,90",)),
        ([MUG], [{"sku": "OUTRO", "preco": 1}], ("falta a linha de sku CAN-01, preco 19,90",)),
        ([MUG], [MUG, BIG], ("a mais, a linha de sku CAN-02, preco 29,90",)),
        ([{"sku": "(qualquer)"}], [{"sku": "AB"}], ()),
        (["A", "B"], ["B", "C"], ("falta: A", "a mais: C")),
    ],
)
def test_what_differs_is_named(expected: object, found: object, lines: tuple[str, ...]) -> None:
    assert differences.between(as_text(expected), as_text(found)) == lines


def test_a_long_list_is_cut() -> None:
    lines = differences.between(as_text(list("abcdefghijklm")), "[]")
    assert (len(lines), lines[-1]) == (11, "e mais 3")


def test_a_scenario_without_expectation_has_no_difference() -> None:
    assert differences.between(None, None) == ()
