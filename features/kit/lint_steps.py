"""The faults of a feature's sentences: steps that nobody wrote, steps that two wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from homologa.features.kit import suggestions
from homologa.features.kit.catalog import KEYWORDS, StepDefinition, nearest
from homologa.features.kit.gherkin import Feature, Step
from homologa.features.kit.lint_structure import Fault

_TYPES = ("given", "when", "then")


class StepLookup(Protocol):
    """The steps that a feature file can see."""

    def matching(self, kind: str, text: str) -> list[StepDefinition]:
        """Return the steps that the sentence reaches."""

    def all(self) -> list[StepDefinition]:
        """Return every visible step."""


def faults(feature: Feature, steps: StepLookup) -> Iterator[Fault]:
    """Yield (line, message, fix) for each sentence that does not reach exactly one step, once a line."""
    seen: set[int] = set()
    for step, text in _sentences(feature):
        fault = None if step.line in seen else _fault(step, text, steps)
        if fault:
            seen.add(step.line)
            yield fault


def _sentences(feature: Feature) -> Iterator[tuple[Step, str]]:
    for steps in feature.backgrounds:
        yield from ((step, step.text) for step in steps)
    for scenario in feature.scenarios:
        yield from ((step, text) for step in scenario.steps for text in scenario.texts(step))


def _fault(step: Step, text: str, steps: StepLookup) -> Fault | None:
    found = steps.matching(step.type or "", text)
    if len(found) == 1:
        return _full_stop(step, text, steps)
    if found:
        both = " e ".join(f"«{definition.sentence}» ({definition.module})" for definition in found)
        return (
            step.line,
            f"passo ambíguo: «{text}» serve a {len(found)} definições: {both}",
            "mude a frase do passo ou a de uma das definições",
        )
    return step.line, f"passo desconhecido: «{step.keyword} {text}»", _hint(step, text, steps)


def _full_stop(step: Step, text: str, steps: StepLookup) -> Fault | None:
    """The fault of a sentence whose last word takes its full stop for a part of a name."""
    bare = text.removesuffix(".")
    if bare == text or not steps.matching(step.type or "", bare):
        return None
    return step.line, f"a frase termina em ponto final: «{step.keyword} {text}»", f"escreva «{step.keyword} {bare}»"


def _hint(step: Step, text: str, steps: StepLookup) -> str:
    twin = text.removeprefix("que ") if text.startswith("que ") else f"que {text}"
    if steps.matching(step.type or "", twin):
        rule = "depois de «Dado», também em «E», a frase começa com «que»; depois de «Quando» e «Então», não"
        return f"escreva «{step.keyword} {twin}»: {rule}"
    others = [kind for kind in _TYPES if kind != step.type and steps.matching(kind, text)]
    if others:
        return f"este passo existe com outra palavra-chave: escreva «{KEYWORDS[others[0]]} {text}»"
    known = [definition for definition in steps.all() if definition.type in {step.type, None}]
    for definition in known:
        right = suggestions.correct(text, definition.pattern)
        if right and steps.matching(step.type or "", right):
            return f"escreva «{step.keyword} {right}»: {', '.join(suggestions.differences(text, right))}"
    near = list(dict.fromkeys(definition.model for definition in nearest(text, known)))
    if near:
        return "passos parecidos: " + "; ".join(f"«{sentence}»" for sentence in near)
    return "procure na lista de passos com «homologa steps PALAVRA»"
