"""What a sentence says after a screen's name: `"Pedido" de "4711"`, `"Notas fiscais" com situação "Autorizada"`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.kept import as_typed
from homologa.features.kit.places import find
from homologa.simulators.control.client import Parameter

_LOOK = re.compile(r'"(?P<title>[^"]+)"(?: de "(?P<of>[^"]*)")?(?: com (?P<filters>.+))?')
_FILTERS = re.compile(r'[^"]+? "[^"]*"(?:(?: e |, )[^"]+? "[^"]*")*')
_FILTER = re.compile(r'(?:^| e |, )([^"]+?) "([^"]*)"')


@dataclass(frozen=True)
class Look:
    """A screen or button by its title; `of` fills the field that names what it is about, and `filters` others."""

    title: str
    of: str | None
    filters: tuple[tuple[str, str], ...]

    def fill(self, fields: Sequence[Parameter]) -> dict[str, str]:
        """The fields with what the sentence says; raises ScenarioMistake for what the screen does not have."""
        filled = {str(find(fields, name)[0]): value for name, value in self.filters}
        if self.of is None:
            return filled
        subject = next((field for field in fields if field.required), fields[0] if fields else None)
        if subject is None:
            raise ScenarioMistake(f"“{self.title}” não tem filtro nem campo: tire o «de»")
        return {subject.name: self.of, **filled}


def read(words: str, recall: Callable[[str], str]) -> Look:
    """Read what stands between the outer quotes of a sentence, as in `Pedido" de "4711`; raises ScenarioMistake.

    `recall` gives the values of names.
    """
    look = _LOOK.fullmatch(f'"{words}"')
    filters = look and (look["filters"] or "")
    if look is None or (filters and not _FILTERS.fullmatch(filters)):
        raise ScenarioMistake(
            f'não entendi «"{words}"»; depois do nome pode vir «de "4711"» e «com situação "Paga" e pedido "4711"»'
        )
    values = [(name, as_typed(recall(value))) for name, value in _FILTER.findall(filters or "")]
    return Look(look["title"], None if look["of"] is None else as_typed(recall(look["of"])), tuple(values))
