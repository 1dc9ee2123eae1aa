"""A sentence that misses a step by a trifle is put right, and the trifle named."""

from __future__ import annotations

import pytest

from homologa.features.kit import suggestions

COUNT = '{dono} tem {quantos:d} produto com o SKU "{sku}"'
PRESS = '{lugar}, em "{menu}", aciono "{botao}":'


@pytest.mark.parametrize(
    ("text", "pattern", "right", "differences"),
    [
        (
            "o Tiny tem 1 produto com o SKU “AB-1”",
            COUNT,
            'o Tiny tem 1 produto com o SKU "AB-1"',
            ['as aspas têm de ser retas (")'],
        ),
        (
            "o Tiny tem 1 produto com o SKU AB-1",
            COUNT,
            'o Tiny tem 1 produto com o SKU "AB-1"',
            ['faltam aspas retas (")'],
        ),
        (
            'o Tiny TEM 1 produto com o Sku "AB-1".',
            COUNT,
            'o Tiny tem 1 produto com o SKU "AB-1"',
            ["sem ponto final", "maiúsculas e minúsculas contam"],
        ),
        (
            'no Tiny, em "Cadastros > Produtos", aciono "Excluir produto"',
            PRESS,
            'no Tiny, em "Cadastros > Produtos", aciono "Excluir produto":',
            ["faltam os dois-pontos no fim"],
        ),
        ("nenhum produto e pendente:", "nenhum produto é pendente", "nenhum produto é pendente", None),
    ],
)
def test_a_trifle(text: str, pattern: str, right: str, differences: list[str] | None) -> None:
    assert suggestions.correct(text, pattern) == right
    expected = differences or ["sem os dois-pontos no fim", "acentos contam"]
    assert list(suggestions.differences(text, right)) == expected


@pytest.mark.parametrize("text", ["o Tiny tem produtos", "outra coisa", ""])
def test_another_sentence_is_no_trifle(text: str) -> None:
    assert suggestions.correct(text, COUNT) is None
