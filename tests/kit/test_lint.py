"""Every way known for a scenario to vanish or to pass unread is refused, with its line."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from features.kit import lint
from features.kit.results import Finding

Write = Callable[[str | bytes], Path]

GOOD = """\
# language: pt
@NOV-07 @fato-novaoito-29
Funcionalidade: Envio de produtos
  O lojista escolhe a operação
  e depois confere o resultado.

  Contexto:
    Dado que a loja existe

  Cenário: Envio
    Quando envio o produto "AB-1"
    Então o Tiny tem o produto
    E a loja também
    * nada mais muda

  Regra: Só ativos
    Esquema do Cenário: Envio de <situação>
      Quando envio um produto <situação>
      Então ele <destino>

      Exemplos:
        | situação | destino |
        | ativo    | vai     |
"""


def findings(path: Path) -> list[Finding]:
    return lint.read(path, "x.feature")[1]


def only(path: Path) -> Finding:
    (finding,) = findings(path)
    return finding


def portuguese(body: str) -> str:
    return "# language: pt\nFuncionalidade: F\n" + textwrap.dedent(body)


def test_a_good_feature_has_no_findings(write_feature: Write) -> None:
    feature, found = lint.read(write_feature(GOOD), "x.feature")
    assert found == []
    assert feature is not None
    assert [scenario.name for scenario in feature.scenarios] == ["Envio", "Envio de <situação>"]


def test_a_finding_reads_as_file_line_message_and_fix(write_feature: Write) -> None:
    finding = only(write_feature("Funcionalidade: F\n"))
    assert str(finding) == (
        "x.feature:1: falta a linha do idioma\n    Como corrigir: escreva «# language: pt» na primeira linha do arquivo"
    )


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"\xef\xbb\xbf" + GOOD.encode(), 1, "BOM"),
        (GOOD.encode("utf-16"), 1, "UTF-16"),
        (GOOD.encode("latin-1"), 4, "não está em UTF-8"),
        (unicodedata.normalize("NFD", GOOD).encode(), 4, "NFD"),
        (b"", 1, "idioma"),
        (b"# language: pt\n", 2, "não tem funcionalidade"),
        (b"# language: en\nFeature: F\n", 1, "«en»"),
        (b"# language: pt-BR\nFuncionalidade: F\n", 1, "«pt-BR»"),
    ],
    ids=["bom", "utf-16", "latin-1", "nfd", "vazio", "sem-funcionalidade", "ingles", "pt-br"],
)
def test_the_file_itself(write_feature: Write, content: bytes, line: int, words: str) -> None:
    finding = findings(write_feature(content))[0]
    assert finding.line == line
    assert words in finding.message


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("  Cenário: A\n    Dado x\n  Cenário: A\n    Dado y\n", 5, "já há um cenário «A» na linha 3"),
        (
            "  Regra: R\n    Cenário: A\n      Dado x\n  Regra: S\n    Cenário: A\n      Dado y\n",
            7,
            "já há um cenário «A» na linha 4",
        ),
        ("  Cenário:\n    Dado x\n", 3, "cenário sem nome"),
        ("  Cenário: A\n", 3, "não tem nenhum passo"),
        ("  Cenário: A\n    E continua\n", 4, "começa com «E»"),
        ("  Cenário: A\n    * continua\n", 4, "começa com «*»"),
        ("  Contexto:\n    Mas continua\n  Cenário: A\n    Dado x\n", 4, "começa com «Mas»"),
        ("  Esquema do Cenário: A\n    Dado <x>\n", 3, "sem «Exemplos»"),
        ("  Esquema do Cenário: A\n    Dado <x>\n    Exemplos:\n      | x |\n", 5, "sem nenhuma linha"),
        ("  Esquema do Cenário: A\n    Dado <y>\n    Exemplos:\n      | x |\n      | 1 |\n", 4, "<y> não é"),
        (
            "  Esquema do Cenário: A\n    Dado <x>\n    Exemplos:\n      | x | x |\n      | 1 | 2 |\n",
            5,
            "coluna repetida",
        ),
        ("  Cenário: A\n    Dado o texto <x>\n", 4, "<x> num cenário sem exemplos"),
        ("", 1, "nenhum cenário"),
        ("  @NOV-99\n  Cenário: A\n    Dado x\n", 3, "«NOV-99» não existe"),
        ("  @xfail\n  Cenário: A\n    Dado x\n", 3, "reservada"),
        ("  Cenário: A\n    Dado x\n      | a | b |\n      | 1 |\n", 6, "números diferentes de colunas"),
        ('  Cenário: A\n    Dado x\n      """\n      texto\n', 7, "termina no meio"),
        ("  Cenário: A\n    Dado x\n    Qualquer coisa\n", 5, "fora de lugar: «Qualquer coisa»"),
    ],
)
def test_the_structure(write_feature: Write, body: str, line: int, words: str) -> None:
    finding = findings(write_feature(portuguese(body)))[0]
    assert words in finding.message
    assert finding.line == line


@pytest.mark.parametrize(
    ("body", "line", "word"),
    [
        ("  Cenário: A\n    dado que tenho\n    Quando x\n", 4, "dado"),
        ("  Cenário: A\n    e tenho\n    Quando x\n", 4, "e"),
        ("  Cenário: A\n    ENTÃO x\n    Quando x\n", 4, "ENTÃO"),
        ("  Cenário: A\n    Given x\n    Quando x\n", 4, "Given"),
        ("  Contexto\n    Dado x\n  Cenário: A\n    Dado x\n", 3, "Contexto"),
        ("  Scenario: Sumido\n    Given x\n  Cenário: A\n    Dado x\n", 3, "Scenario"),
        ("  cenario : Sumido\n  Cenário: A\n    Dado x\n", 3, "cenario"),
        ("  Regra: R\n    background:\n    Cenário: A\n      Dado x\n", 4, "background"),
    ],
)
def test_a_line_swallowed_as_description(write_feature: Write, body: str, line: int, word: str) -> None:
    finding = findings(write_feature(portuguese(body)))[0]
    assert finding.message.startswith(f"«{word}» aqui é lido como descrição")
    assert finding.line == line


def test_all_the_faults_of_a_file_come_at_once(write_feature: Write) -> None:
    path = write_feature(portuguese("  Cenário: A\n  Cenário: A\n    Dado <x>\n"))
    assert sorted(finding.line for finding in findings(path)) == [3, 4, 5]
