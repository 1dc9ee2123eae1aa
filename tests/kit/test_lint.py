"""Every way known for a scenario to vanish or to pass unread is refused, with its line."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from homologa.features.kit import lint
from homologa.features.kit.results import Finding

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
    finding = only(write_feature(GOOD.removeprefix("# language: pt\n")))
    assert str(finding) == (
        "x.feature:1: falta a linha do idioma\n    Como corrigir: escreva «# language: pt» na primeira linha do arquivo"
    )


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (GOOD.encode("utf-16"), 1, "UTF-16"),
        (GOOD.encode("latin-1"), 4, "não está em UTF-8"),
        (b"", 1, "idioma"),
        (b"# language: pt\n", 2, "não tem funcionalidade"),
        (b"# language: en\nFeature: F\n", 1, "«en»"),
        (b"# language: pt-BR\nFuncionalidade: F\n", 1, "«pt-BR»"),
    ],
    ids=["utf-16", "latin-1", "vazio", "sem-funcionalidade", "ingles", "pt-br"],
)
def test_the_file_itself(write_feature: Write, content: bytes, line: int, words: str) -> None:
    assert any(found.line == line and words in found.message for found in findings(write_feature(content)))


def test_a_byte_order_mark_is_no_fault(write_feature: Write) -> None:
    assert findings(write_feature(b"\xef\xbb\xbf" + GOOD.encode())) == []


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
        ("  Cenário: A\n    Dado x\n    E y\n", 3, "não tem nenhum «Então»"),
        ("  Cenário: A\n    Então x:\n", 4, "termina em «:» e não tem tabela"),
        ("  Cenário: A\n    Então x\n      | a |\n", 4, "não termina em «:»"),
        ("  Contexto:\n    Dado x:\n  Cenário: A\n    Então x\n", 4, "termina em «:»"),
        ("  Cenário: A\n    Então x:\n      | SKU | preço | sku |\n      | 1 | 2 | 3 |\n", 4, "repete a coluna «sku»"),
        ("  Cenário: A\n    Dado x\n    Qualquer coisa\n", 5, "fora de lugar: «Qualquer coisa»"),
    ],
)
def test_the_structure(write_feature: Write, body: str, line: int, words: str) -> None:
    found = findings(write_feature(portuguese(body)))
    assert any(finding.line == line and words in finding.message for finding in found)


@pytest.mark.parametrize(
    ("body", "line", "word"),
    [
        ("  Cenário: A\n    dado que tenho\n    Quando x\n", 4, "dado"),
        ("  Cenário: A\n    e tenho\n    Quando x\n", 4, "e"),
        ("  Cenário: A\n    ENTÃO x\n    Quando x\n", 4, "ENTÃO"),
        ("  Cenário: A\n    Given x\n    Quando x\n", 4, "Given"),
        ("  Scenario: Sumido\n    Given x\n  Cenário: A\n    Dado x\n", 3, "Scenario"),
        ("  cenario : Sumido\n  Cenário: A\n    Dado x\n", 3, "cenario"),
        ("  Regra: R\n    background:\n    Cenário: A\n      Dado x\n", 4, "background"),
    ],
)
def test_a_line_swallowed_as_description(write_feature: Write, body: str, line: int, word: str) -> None:
    found = findings(write_feature(portuguese(body)))
    message = f"«{word}» aqui é lido como descrição"
    assert any(finding.line == line and finding.message.startswith(message) for finding in found)


def test_all_the_faults_of_a_file_come_at_once(write_feature: Write) -> None:
    path = write_feature(portuguese("  Cenário: A\n  Cenário: A\n    Dado <x>\n"))
    assert sorted(finding.line for finding in findings(path)) == [3, 4, 4, 5]


def test_a_step_with_a_docstring_may_end_in_a_colon(write_feature: Write) -> None:
    assert findings(write_feature(portuguese('  Cenário: A\n    Então x:\n      """\n      texto\n      """\n'))) == []


def test_a_fault_of_the_whole_file_hides_no_other(write_feature: Write) -> None:
    path = write_feature("Funcionalidade: F\n  Cenário: A\n    Dado x\n")
    assert [finding.line for finding in findings(path)] == [1, 2]


def test_decomposed_accents_are_no_fault(write_feature: Write) -> None:
    assert findings(write_feature(unicodedata.normalize("NFD", GOOD))) == []


@pytest.mark.parametrize(
    ("body", "line", "title"),
    [
        ("  Cenário Some\n    Dado x\n    Então y\n", 3, "Cenário"),
        ("  Cenário: A\n    Então y\n\n  Cenário Some\n    Dado x\n", 6, "Cenário"),
        ("  Contexto\n    Dado x\n  Cenário: A\n    Então y\n", 3, "Contexto"),
        ("  Esquema do Cenário: A\n    Então <n>\n    Exemplos\n      | n |\n      | 1 |\n", 5, "Exemplos"),
    ],
)
def test_a_title_without_its_colon_is_told_at_its_own_line(
    write_feature: Write, body: str, line: int, title: str
) -> None:
    found = only(write_feature(portuguese(body)))
    assert (found.line, found.message.split(":")[0]) == (line, f"falta o dois-pontos depois de «{title}»")
    assert f"escreva «{title}:»" in found.fix


def test_the_feature_itself_may_lack_its_colon(write_feature: Write) -> None:
    found = only(write_feature("# language: pt\nFuncionalidade F\n\n  Cenário: A\n    Então y\n"))
    assert (found.line, "«Funcionalidade:»" in found.fix) == (2, True)


def test_a_description_may_begin_with_the_word_of_a_title(write_feature: Write) -> None:
    assert findings(write_feature(portuguese("  Regra da casa.\n\n  Cenário: A\n    Então y\n"))) == []


def test_another_language_is_told_once(write_feature: Write) -> None:
    assert len(findings(write_feature("# language: en\nFeature: F\n  Scenario: A\n    Given x\n"))) == 1
    assert len(findings(write_feature("# language: pt-BR\nFuncionalidade: F\n"))) == 1


@pytest.mark.parametrize(
    ("tag", "right"),
    [
        ("NOV06", "NOV-06"),
        ("nov-06", "NOV-06"),
        ("NOV-6", "NOV-06"),
        ("Nov_006", "NOV-06"),
        ("fato-novaoito29", "fato-novaoito-29"),
        ("Fato-novaoito-29", "fato-novaoito-29"),
        ("fatos_tiny-api2_17", "fato-tiny-api2-17"),
    ],
)
def test_a_tag_that_would_not_count_comes_with_the_right_spelling(write_feature: Write, tag: str, right: str) -> None:
    finding = only(write_feature(portuguese(f"  @{tag}\n  Cenário: A\n    Então x\n")))
    assert (finding.line, finding.fix) == (3, f"escreva «@{right}»")


@pytest.mark.parametrize(
    "tag", ["NOV-06", "fato-novaoito-29", "fato-tiny-api2-17", "reconstruido", "abc-1", "fatorial"]
)
def test_other_tags_are_free(write_feature: Write, tag: str) -> None:
    assert findings(write_feature(portuguese(f"  @{tag}\n  Cenário: A\n    Então x\n"))) == []
