"""Which step definitions a sentence of a feature reaches, remembered."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from _pytest.fixtures import FixtureDef, FixtureManager
from _pytest.nodes import Node
from pytest_bdd.compat import get_fixture_names, getfixturedefs
from pytest_bdd.parser import Step as BddStep
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from homologa.features.kit.catalog import StepDefinition, describe

_Candidate = tuple[FixtureDef[object], StepFunctionContext]


class StepIndex:
    """Step definitions by folder of features, and the matches of each sentence seen.

    pytest-bdd asks every definition for every step run; a suite repeats its sentences, so the answers
    are kept by type, text and folder (a conftest.py adds or overrides steps for its folder).
    """

    def __init__(self) -> None:
        self._candidates: dict[Path, list[_Candidate]] = {}
        self._matches: dict[tuple[Path, str, str], list[FixtureDef[object]]] = {}

    def find(self, step: BddStep, fixturemanager: FixtureManager, node: Node) -> Iterable[FixtureDef[object]]:
        """Answer as pytest-bdd's `find_fixturedefs_for_step`, whose place this takes."""
        key = (node.path.parent, step.type, step.name)
        if key not in self._matches:
            candidates = self._visible(fixturemanager, node)
            self._matches[key] = [found for found, context in candidates if _reaches(context, step.type, step.name)]
        return self._matches[key]

    def definitions(self, fixturemanager: FixtureManager, node: Node) -> list[StepDefinition]:
        """Describe every step visible to the node."""
        return [describe(context) for _, context in self._visible(fixturemanager, node)]

    def matching(self, kind: str, text: str, fixturemanager: FixtureManager, node: Node) -> list[StepDefinition]:
        """Describe the steps that a sentence reaches: more than one is an ambiguity.

        A step of a conftest.py with the very pattern of another one farther off overrides it.
        """
        nearest: dict[tuple[str, str], tuple[int, list[StepDefinition]]] = {}
        for found, context in self._visible(fixturemanager, node):
            if _reaches(context, kind, text):
                key, depth = (context.type or "", context.parser.name), len(found.baseid)
                kept = nearest.get(key, (-1, []))
                if depth > kept[0]:
                    nearest[key] = (depth, [describe(context)])
                elif depth == kept[0]:
                    kept[1].append(describe(context))
        return [definition for _, described in nearest.values() for definition in described]

    def _visible(self, fixturemanager: FixtureManager, node: Node) -> list[_Candidate]:
        folder = node.path.parent
        if folder not in self._candidates:
            self._candidates[folder] = [
                (found, step_function_context_registry[found.func])
                for name in get_fixture_names(fixturemanager)
                for found in getfixturedefs(fixturemanager, name, node) or ()
                if found.func in step_function_context_registry
            ]
        return self._candidates[folder]


def _reaches(context: StepFunctionContext, kind: str, text: str) -> bool:
    return context.type in {None, kind} and context.parser.is_matching(text)
