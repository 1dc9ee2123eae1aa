"""Reading feature files with suspicion: every way known for a scenario to vanish or to pass unread.

What pytest-bdd takes without a word (two scenarios of one name, a step in lower case, an outline
without examples…) is refused here, with the line and the fix in Portuguese.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from homologa.features.kit import gherkin, lint_structure
from homologa.features.kit.results import Finding

_LANGUAGE = re.compile(r"^\s*#\s*language\s*:\s*(\S*)\s*$")


def read(path: Path, shown: str) -> tuple[gherkin.Feature | None, list[Finding]]:
    """Read a feature file and look for faults; the feature is None when its text cannot be parsed.

    `shown` is the path as findings print it. Steps are not looked up here.
    """
    raw = path.read_bytes()
    findings = [Finding(shown, *fault) for fault in _encoding(raw)]
    if findings:
        return None, findings
    text = raw.decode("utf-8-sig")
    findings = [Finding(shown, *fault) for fault in _language(text)]
    try:
        feature = gherkin.parse(text)
    except gherkin.GherkinSyntaxError as error:
        # The words of a file in another language are all out of place: one reason is enough.
        problems = () if _is_foreign(text) else error.problems
        return None, [*findings, *(Finding(shown, *fault) for fault in _syntax_faults(problems))]
    if feature.language != "pt":
        return None, findings
    return feature, [*findings, *(Finding(shown, *fault) for fault in lint_structure.faults(feature))]


_Fault = tuple[int, str, str]


def _encoding(raw: bytes) -> Iterator[_Fault]:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield 1, "o arquivo está em UTF-16", "salve o arquivo como UTF-8"
        return
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        yield (
            line,
            "o arquivo não está em UTF-8 (parece Latin-1 ou Windows-1252)",
            "salve o arquivo como UTF-8",
        )


def _language(text: str) -> Iterator[_Fault]:
    fix = "escreva «# language: pt» na primeira linha do arquivo"
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LANGUAGE.match(line)
        if found and found.group(1) != "pt":
            yield number, f"idioma «{found.group(1)}» não é aceito: os cenários são em português", fix
        if found:
            return
        if line.strip() and not line.lstrip().startswith("#"):
            break
    yield 1, "falta a linha do idioma", fix


def _is_foreign(text: str) -> bool:
    named = next(filter(None, map(_LANGUAGE.match, text.splitlines())), None)
    return named is not None and named.group(1) != "pt"


def _syntax_faults(problems: Sequence[tuple[int, str]]) -> Iterator[_Fault]:
    """Yield a fault for each place; a title without its colon puts all that follows out of place, and is told alone."""
    titles = [(line, found) for line, problem in problems if (found := _misplaced_title(problem))]
    if titles:
        yield from (lint_structure.missing_colon(line, title) for line, title in titles)
        return
    yield from (_syntax(line, problem) for line, problem in problems)


def _misplaced_title(problem: str) -> str | None:
    got = re.search(r", got '(.*)'$", problem)
    return lint_structure.title_without_colon(got.group(1)) if got else None


def _syntax(line: int, problem: str) -> _Fault:
    if "inconsistent cell count" in problem:
        return line, "as linhas da tabela têm números diferentes de colunas", "acerte os «|» de cada linha"
    if "#FeatureLine" in problem and "unexpected end of file" in problem:
        return line, "o arquivo não tem funcionalidade", "escreva «Funcionalidade: nome» depois do idioma"
    if "unexpected end of file" in problem:
        return (
            line,
            "o arquivo termina no meio de um bloco",
            "feche a docstring (três aspas) ou complete o bloco",
        )
    got = re.search(r", got '(.*)'$", problem)
    if got is None:
        return line, f"o arquivo não pôde ser lido: {problem}", "confira a escrita da linha"
    return (
        line,
        f"linha fora de lugar: «{got.group(1)}»",
        "confira a palavra-chave (Funcionalidade, Contexto, Cenário, Dado, Quando, Então, E, Mas), os "
        "dois-pontos dos títulos e a ordem dos blocos",
    )
