"""The step library as its users read it: sentence, explanation, example; and finding near ones."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from types import ModuleType

from pytest_bdd import parsers
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from homologa.features.kit.text import fold

STEP_PACKAGE = "homologa.features.steps"
SETS_UP = "sets_up"
"""The attribute of a step's function that names the integration under which it puts the connector."""
SetsUp = str | Callable[..., str | None]
"""The name of an integration, or what tells it from the fields of a sentence; None when there is no such one."""
KEYWORDS = {"given": "Dado", "when": "Quando", "then": "Então", None: "Dado/Quando/Então"}
_FIELD = re.compile(r"\{(\w*)(?::([^}]*))?\}")
_NUMBERS = frozenset("dnfFgeE")
_ORDER = ("given", "when", "then", None)


@dataclass(frozen=True)
class StepDefinition:
    """One sentence of the library; `type` is given, when, then or None (any of them)."""

    type: str | None
    pattern: str
    module: str
    explanation: str
    example: str
    sets_up: SetsUp | None = None
    """The integration that it puts a connector under."""

    def integration_of(self, text: str) -> str | None:
        """The integration that this sentence of it puts a connector under; None when it puts it under none."""
        if callable(self.sets_up):
            return self.sets_up(**parsers.parse(self.pattern).parse_arguments(text))
        return self.sets_up

    @property
    def sentence(self) -> str:
        """Keyword and pattern in words, as `Dado que no Tiny existe o produto "«sku»"`."""
        return f"{KEYWORDS[self.type]} {_FIELD.sub(_in_words, self.pattern)}"

    @property
    def model(self) -> str:
        """What to write: the example, or the sentence if there is none."""
        return self.example or self.sentence


def step_modules(package: str = STEP_PACKAGE) -> tuple[str, ...]:
    """Return the names of all modules of the step package, the package's own first; none if it is absent."""
    if find_spec(package) is None:
        return ()
    root = importlib.import_module(package)
    found = pkgutil.walk_packages(root.__path__, prefix=f"{package}.")
    return (package, *sorted(module.name for module in found))


def describe(context: StepFunctionContext) -> StepDefinition:
    """Make the catalogue's entry of a registered step."""
    lines = (inspect.getdoc(context.step_func) or "").splitlines()
    examples = [line.strip() for line in lines if line.strip().startswith("Exemplo:")]
    return StepDefinition(
        type=context.type,
        pattern=context.parser.name,
        module=context.step_func.__module__,
        explanation=lines[0].strip() if lines else "",
        example=examples[0].removeprefix("Exemplo:").strip() if examples else "",
        sets_up=getattr(context.step_func, SETS_UP, None),
    )


def definitions(modules: Iterable[str] | None = None) -> list[StepDefinition]:
    """Import the step modules (the library's, by default) and list their steps, by type and pattern."""
    loaded = [importlib.import_module(name) for name in (step_modules() if modules is None else modules)]
    found = {describe(context) for module in loaded for context in _contexts(module)}
    return sorted(found, key=lambda step: (_ORDER.index(step.type), fold(step.pattern), step.pattern))


def search(steps: Iterable[StepDefinition], words: str) -> list[StepDefinition]:
    """Return the steps that hold every word, in sentence, explanation or example, without case or accents."""
    wanted = fold(words).split()
    return [
        step
        for step in steps
        if all(word in fold(f"{step.sentence} {step.explanation} {step.example}") for word in wanted)
    ]


def nearest(text: str, steps: Iterable[StepDefinition], count: int = 3) -> list[StepDefinition]:
    """Return the steps whose sentences look most like the text, best first."""
    by_shape: dict[str, StepDefinition] = {}
    for step in steps:
        by_shape.setdefault(_shape(step.pattern), step)
    return [by_shape[shape] for shape in difflib.get_close_matches(_shape(text), by_shape, count, 0.55)]


def _contexts(module: ModuleType) -> Iterator[StepFunctionContext]:
    """The registry is the process's: keep what the module defined."""
    for context in list(step_function_context_registry.values()):
        if context.step_func.__module__ == module.__name__:
            yield context


def _in_words(field: re.Match[str]) -> str:
    name, kind = field.groups()
    return "«número»" if kind in _NUMBERS else f"«{name}»"


def _shape(text: str) -> str:
    """Leave the sentence without its values, so that only its words are compared."""
    return fold(re.sub(r'"[^"]*"|\{[^}]*\}|\b\d[\d.,]*\b', "_", text))
