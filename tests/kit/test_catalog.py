"""The catalogue lists the library's steps with what their docstrings say."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from homologa.features.kit import catalog
from homologa.features.kit.catalog import StepDefinition

LIBRARY = '''
from pytest_bdd import given, parsers, step


@given(parsers.parse('que no Tiny existe o produto "{sku}"'))
def _(sku):
    """Cadastra um produto no Tiny, à mão.

    Exemplo: Dado que no Tiny existe o produto "AB-1"
    """


@step("espero {n:d} minutos")
def _(n):
    pass
'''


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    package = tmp_path / "biblioteca"
    (package / "partes").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "partes" / "__init__.py").write_text("")
    (package / "partes" / "tiny.py").write_text(LIBRARY, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    yield "biblioteca"
    for name in [name for name in sys.modules if name.startswith("biblioteca")]:
        del sys.modules[name]


def test_every_module_of_the_package_is_a_step_module(library: str) -> None:
    assert catalog.step_modules(library) == ("biblioteca", "biblioteca.partes", "biblioteca.partes.tiny")


def test_a_library_that_is_absent_has_no_modules() -> None:
    assert catalog.step_modules("features_that_are_not") == ()


def test_definitions_carry_explanation_and_example(library: str) -> None:
    first, second = catalog.definitions(catalog.step_modules(library))
    assert first == StepDefinition(
        type="given",
        pattern='que no Tiny existe o produto "{sku}"',
        module="biblioteca.partes.tiny",
        explanation="Cadastra um produto no Tiny, à mão.",
        example='Dado que no Tiny existe o produto "AB-1"',
    )
    assert first.sentence == 'Dado que no Tiny existe o produto "«sku»"'
    assert first.model == first.example
    assert second.sentence == second.model == "Dado/Quando/Então espero «número» minutos"
    assert (second.explanation, second.example) == ("", "")


@pytest.mark.parametrize(
    ("words", "count"), [("", 2), ("PRODUTO", 1), ("a mao", 1), ("tiny espero", 0), ("minutos", 1)]
)
def test_search_needs_every_word_and_neither_case_nor_accents(library: str, words: str, count: int) -> None:
    assert len(catalog.search(catalog.definitions(catalog.step_modules(library)), words)) == count


def test_the_nearest_step_is_found_whatever_its_values(library: str) -> None:
    steps = catalog.definitions(catalog.step_modules(library))
    (near,) = catalog.nearest('que no Tiny exista um produto "ZZ-999-LONGO"', steps)
    assert near.pattern == 'que no Tiny existe o produto "{sku}"'
