"""The faults of a feature that parses: what would vanish, run empty or run with literal `<x>`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from gherkin.dialect import Dialect

from homologa.features.kit import tags
from homologa.features.kit.gherkin import Block, Feature, Scenario, Step
from homologa.features.kit.reuse import AGAIN
from homologa.features.kit.text import fold

Fault = tuple[int, str, str]

_REPEAT = "copie o nome de um cenário deste arquivo, que não seja um esquema nem repita o próprio que o pede"
_PLACEHOLDER = re.compile(r"<([^<>]+)>")
_OWN_MARKS = frozenset({"parametrize", "usefixtures", "filterwarnings", "xfail", "skipif"})


def faults(feature: Feature) -> Iterator[Fault]:
    """Yield (line, message, fix) for each fault, in Portuguese."""
    for check in _CHECKS:
        yield from check(feature)


def missing_colon(line: int, title: str) -> Fault:
    """Return the fault of a title that lacks its colon."""
    return (
        line,
        f"falta o dois-pontos depois de «{title}»: a linha não é lida como título",
        f"escreva «{title}:» e depois o nome",
    )


def title_without_colon(line: str) -> str | None:
    """Return the keyword with which a line begins that would be a title if it had a colon, else None."""
    found = next((word for word in _title_words() if line == word or line.startswith(f"{word} ")), None)
    return None if found is None or line.removeprefix(found).lstrip().startswith(":") else found


@cache
def _title_words() -> tuple[str, ...]:
    """The words of titles in Portuguese, the longest first."""
    dialect = Dialect.for_name("pt")
    return tuple(sorted(_titles_of(dialect), key=len, reverse=True)) if dialect else ()


def _titles_of(dialect: Dialect) -> list[str]:
    return [
        word
        for words in (
            dialect.feature_keywords,
            dialect.rule_keywords,
            dialect.background_keywords,
            dialect.scenario_keywords,
            dialect.scenario_outline_keywords,
            dialect.examples_keywords,
        )
        for word in words
    ]


def _no_scenario(feature: Feature) -> Iterator[Fault]:
    if not feature.scenarios and not any(map(_lost_title, feature.blocks)):
        yield 1, "a funcionalidade não tem nenhum cenário", "escreva ao menos um «Cenário: nome» com passos"


def _names(feature: Feature) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for scenario in feature.scenarios:
        if not scenario.name:
            yield scenario.line, "cenário sem nome", f"escreva um nome depois de «{scenario.keyword}:»"
        elif scenario.name in seen:
            yield (
                scenario.line,
                f"já há um cenário «{scenario.name}» na linha {seen[scenario.name]}: um dos dois sumiria",
                "dê a cada cenário do arquivo um nome próprio, mesmo em regras diferentes",
            )
        seen.setdefault(scenario.name, scenario.line)


def _empty_scenarios(feature: Feature) -> Iterator[Fault]:
    for scenario in feature.scenarios:
        if not scenario.steps:
            yield (
                scenario.line,
                f"o cenário «{scenario.name}» não tem nenhum passo e passaria sem verificar nada",
                "escreva os passos com inicial maiúscula: Dado, Quando, Então, E, Mas",
            )


def _nothing_asserted(feature: Feature) -> Iterator[Fault]:
    for scenario in feature.scenarios:
        if scenario.steps and all(step.type != "then" for step in scenario.steps):
            yield (
                scenario.line,
                f"o cenário «{scenario.name}» não tem nenhum «Então» e passaria sem verificar nada",
                "acrescente ao menos um passo «Então» com o que deve ser verdade no fim",
            )


def _data(feature: Feature) -> Iterator[Fault]:
    for steps in [*feature.backgrounds, *(scenario.steps for scenario in feature.scenarios)]:
        for step in steps:
            yield from _table_of(step)


def _table_of(step: Step) -> Iterator[Fault]:
    ends_open = step.text.rstrip().endswith(":")
    if ends_open and not step.rows and not step.has_text:
        yield (
            step.line,
            "o passo termina em «:» e não tem tabela",
            "escreva a tabela nas linhas de baixo, entre «|», ou tire os dois-pontos",
        )
    if step.rows and not ends_open:
        yield step.line, "há uma tabela embaixo de um passo que não termina em «:»", "termine o passo com «:»"
    columns = list(map(fold, step.rows[0])) if step.rows else []
    for name in dict.fromkeys(name for name in columns if columns.count(name) > 1):
        yield step.line, f"a tabela do passo repete a coluna «{name}»", "dê um nome a cada coluna"


def _first_steps(feature: Feature) -> Iterator[Fault]:
    for steps in [*feature.backgrounds, *(scenario.steps for scenario in feature.scenarios)]:
        if steps and steps[0].type is None:
            yield (
                steps[0].line,
                f"o bloco começa com «{steps[0].keyword}», que só continua outro passo",
                "comece o bloco com Dado, Quando ou Então",
            )


def _swallowed(feature: Feature) -> Iterator[Fault]:
    for block in feature.blocks:
        lost = _lost_title(block)
        if lost is not None:
            yield missing_colon(*lost)
        for number, line in block.lines:
            if lost is not None and number >= lost[0]:
                break
            keyword = _keyword(line, block)
            if keyword:
                yield (
                    number,
                    f"«{keyword}» aqui é lido como descrição, e a linha não seria executada",
                    "escreva a palavra-chave em português, com a inicial maiúscula e os acentos (títulos "
                    "com dois-pontos); se é mesmo descrição, comece a frase com outra palavra",
                )


def _lost_title(block: Block) -> tuple[int, str] | None:
    """Return the line and the keyword of a title that lost its colon, and with it the steps that follow it."""
    titles = [(number, found) for number, line in block.lines if (found := title_without_colon(line))]
    for number, found in titles:
        if any(later > number and _keyword(line, block) for later, line in block.lines):
            return number, found
    return None


def _keyword(line: str, block: Block) -> str | None:
    words = fold(line)
    vocabulary = _vocabulary()
    for title in vocabulary.titles:
        if words == title or re.match(rf"{re.escape(title)}\s*:", words):
            return line.split(":", maxsplit=1)[0].strip()
    # A sentence of a feature's description may well go on with "e" or "mas" in its next line.
    joints = vocabulary.joints if block.kind in {"scenario", "background"} else frozenset()
    first = words.split(maxsplit=1)[0]
    return line.split(maxsplit=1)[0] if first in vocabulary.steps | joints else None


@dataclass(frozen=True)
class _Vocabulary:
    titles: frozenset[str]
    steps: frozenset[str]
    joints: frozenset[str]


@cache
def _vocabulary() -> _Vocabulary:
    both = [dialect for dialect in map(Dialect.for_name, ("pt", "en")) if dialect]
    titles = [word for dialect in both for word in _titles_of(dialect)]
    steps = [w for d in both for w in (*d.given_keywords, *d.when_keywords, *d.then_keywords)]
    joints = [word for dialect in both for word in (*dialect.and_keywords, *dialect.but_keywords)]
    return _Vocabulary(_folded(titles), _folded(steps), _folded(joints))


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words) - {"*"}


def _outlines(feature: Feature) -> Iterator[Fault]:
    for scenario in feature.scenarios:
        if scenario.examples:
            yield from _tables(scenario)
        elif scenario.keyword.startswith(("Esquema", "Delinea")):
            yield (
                scenario.line,
                f"«{scenario.keyword}» sem «Exemplos»: rodaria uma vez com o texto <entre sinais> literal",
                "acrescente uma tabela «Exemplos:» ou troque o título por «Cenário:»",
            )
        else:
            yield from _literals(scenario)


def _tables(scenario: Scenario) -> Iterator[Fault]:
    for table in scenario.examples:
        if not table.rows:
            yield table.line, "tabela de exemplos sem nenhuma linha", "acrescente linhas ou apague «Exemplos»"
        if len(set(table.columns)) < len(table.columns):
            yield table.line, "tabela de exemplos com coluna repetida", "dê um nome a cada coluna"
        for step in scenario.steps:
            for name in sorted(_placeholders(step) - set(table.columns)):
                yield (
                    step.line,
                    f"<{name}> não é coluna dos exemplos da linha {table.line}",
                    f"crie a coluna «{name}» ou acerte o nome entre < e >",
                )


def _literals(scenario: Scenario) -> Iterator[Fault]:
    for step in scenario.steps:
        for name in _PLACEHOLDER.findall(step.text):
            yield (
                step.line,
                f"<{name}> num cenário sem exemplos rodaria como texto literal",
                "use «Esquema do Cenário:» com uma tabela «Exemplos:»",
            )


def _placeholders(step: Step) -> set[str]:
    return {name for text in (step.text, *step.cells) for name in _PLACEHOLDER.findall(text)}


def _tags(feature: Feature) -> Iterator[Fault]:
    known = tags.claims()
    for line, tag in feature.tags:
        right = tags.meant(tag)
        if tag.startswith("_") or tag in _OWN_MARKS:
            yield line, f"a tag «@{tag}» é reservada do pytest", "escolha outro nome para a tag"
        elif right == tag and tag not in known:
            yield line, f"o requisito «{tag}» não existe", "procure o número com «homologa requisitos PALAVRA»"
        elif tags.is_fact(tag) and tag not in known:
            yield line, f"a afirmação «{tag}» não existe", "as que existem estão em docs/coverage.md"
        elif right not in {None, tag}:
            yield (
                line,
                f"a tag «@{tag}» não conta: não está escrita como as de requisito e de fato",
                f"escreva «@{right}»",
            )


def _repeated(feature: Feature) -> Iterator[Fault]:
    """A scenario that is to be done again and is not there, has examples, or leads back to the one that asks."""
    steps = [step for group in (*feature.backgrounds, *(one.steps for one in feature.scenarios)) for step in group]
    for line, text in dict.fromkeys((step.line, step.text) for step in steps):
        named = AGAIN.fullmatch(text)
        if named:
            yield line, f"não há neste arquivo o cenário «{named[1]}» que se possa repetir", _REPEAT


_CHECKS: tuple[Callable[[Feature], Iterator[Fault]], ...] = (
    _no_scenario,
    _names,
    _empty_scenarios,
    _nothing_asserted,
    _data,
    _first_steps,
    _swallowed,
    _outlines,
    _tags,
    _repeated,
)
