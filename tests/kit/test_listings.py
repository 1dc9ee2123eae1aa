"""`homologa steps`, `requisitos` and `telas` say what there is to write scenarios with."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from homologa.features.kit import listings


def output(command: str, *words: str) -> str:
    result: Result = CliRunner().invoke(getattr(listings, command), list(words))
    assert result.exit_code == 0
    return result.stdout


def test_steps_prints_the_catalogue() -> None:
    lines = output("steps", "SEFAZ", "que-nenhum-passo-tem").splitlines()
    assert lines[0] == "0 passos."
    assert "«homologa telas SEFAZ que-nenhum-passo-tem»" in lines[1]


def test_steps_are_shown_in_words() -> None:
    text = output("steps")
    assert 'Então o produto "«sku»" da Novaoito' in text
    assert "{" not in text


def test_requirements_are_found_by_their_words() -> None:
    lines = output("requisitos", "sku", "REPETIDO").splitlines()
    assert lines[:2] == ["Novaoito", "  NOV-10  (documento; conector)"]
    assert lines[2].startswith("    O SKU tem de ser único na loja e no Tiny")
    assert lines[-1] == "1 requisito."


def test_all_requirements_are_listed() -> None:
    assert output("requisitos").splitlines()[-1] == "114 requisitos."


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("incluir produto",), 'Quando no Tiny, em "Cadastros > Produtos", aciono "Incluir produto":\n'),
        (("lista de produtos",), 'Então no Tiny, em "Cadastros > Produtos", "Lista de produtos" mostra:\n'),
        (("tiny", "incluir produto"), "    Campos: Nome (texto, obrigatório); Código (texto)"),
        (("tiny", "lista de produtos"), "    Filtros: Código (texto); Excluídos (sim ou não)\n"),
        (("novaoito", "onde aparece"), "    Mostra: Id (inteiro); SKU (texto); Nome (texto); Situação (texto);"),
        (("tiny", "um pedido inteiro"), "    Em “Cliente”: Código (texto); Nome (texto);"),
        (("tiny", "um pedido inteiro"), "    Em “Itens”: Id do produto (inteiro); Código (texto);"),
        (
            ("tiny", "definir kit"),
            "    Campos: Código (texto, obrigatório); Itens (lista de objetos, obrigatório)\n    Em “Itens”: ",
        ),
    ],
)
def test_screens_are_shown_as_sentences_with_their_fields(words: tuple[str, ...], part: str) -> None:
    assert part in output("telas", *words)


def test_screens_that_lack_the_word_are_left_out() -> None:
    found, where = output("telas", "palavra-que-nenhuma-tela-tem").splitlines()
    assert found == "0 telas e botões."
    assert "«homologa telas»" in where
