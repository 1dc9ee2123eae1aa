"""Where a platform's documents hold who somebody is, how he is reached and where he lives."""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

WORD = re.compile(r"[A-ZÀ-Þ]?[^\W_A-ZÀ-Þ]+|[A-ZÀ-Þ]+")
Place = frozenset[str]
"""The words of what a field stands in, as far as personal fields know them."""
NOWHERE: Place = frozenset()
REQUEST = "request"
"""The place of what was asked of an operation, beside the operation's own."""


@dataclass(frozen=True)
class PersonalFields:
    """Fields that are personal `anywhere`, and `fields` that are so below one of the `places`.

    `paths` are fields that are personal below all the words of a path, such as `address.number`: of an order a field of
    the same name says something else.

    `identifiers` name somebody by a number; with a letter in it their value is taken for a name, and is personal below
    one of the `places`.

    A place is a word of the name of whatever stands around: `cliente` is that of `cliente`, `dados_cliente`,
    `dadosCliente` and of the operation `incluir_cliente`. Fields are compared whole, without case and signs.
    """

    places: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    identifiers: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()

    @classmethod
    def of_all(cls, declared: Iterable["PersonalFields"]) -> Self:
        """What several platforms declare, taken together."""
        several = tuple(declared)
        return cls(
            frozenset().union(*(one.places for one in several)),
            frozenset().union(*(_bare(name) for one in several for name in one.fields)),
            frozenset().union(*(_bare(name) for one in several for name in one.anywhere)),
            frozenset().union(*(_bare(name) for one in several for name in one.identifiers)),
            frozenset().union(*(one.paths for one in several)),
        )

    def enter(self, place: Place, name: str) -> Place:
        """The place of what stands below `name`, which itself stands in `place`."""
        more = words(name) & self._known_words
        return place | more if more else place

    def is_personal(self, place: Place, name: str, value: str) -> bool:
        """Whether the field of this name, in this place, holds a personal value."""
        bare = _bare_name(name)
        if bare in self.anywhere or not place:
            return bare in self.anywhere
        if any(around <= place for around in self._around.get(bare, ())):
            return True
        if place.isdisjoint(self.places):
            return False
        return bare in self.fields or (bare in self.identifiers and _names_somebody(value))

    @property
    def names(self) -> frozenset[str]:
        """Every name of a field."""
        return self.fields | self.anywhere | self.identifiers | self._around.keys()

    @functools.cached_property
    def _known_words(self) -> frozenset[str]:
        return self.places.union(word for paths in self._around.values() for around in paths for word in around)

    @functools.cached_property
    def _around(self) -> Mapping[str, tuple[Place, ...]]:
        """By the name of a field, what its paths have around it."""
        paths = [path.split(".") for path in sorted(self.paths)]
        names = {_bare_name(name) for *_, name in paths}
        return {one: tuple(frozenset(around) for *around, name in paths if _bare_name(name) == one) for one in names}


def _names_somebody(value: str) -> bool:
    """Whether a value has letters and is no document, whose fields are told apart by their own names."""
    return any(map(str.isalpha, value)) and not value.lstrip().startswith(("{", "[", "<"))


TAX_IDS = PersonalFields(
    anywhere=frozenset({"cpf", "cnpj", "cpf_cnpj", "cnpj_cpf", "cpf_pai", "cpf_mae", "cpf_consumidor_final"})
)
"""Fields of CPF and CNPJ, whatever stands in them; `PersonalFields` compares names without case and signs."""


@functools.lru_cache(maxsize=4096)
def words(name: str) -> frozenset[str]:
    """The words of a name, in lower case: `nomeDestinatario` has nome and destinatario."""
    return frozenset(word.casefold() for word in WORD.findall(name))


@functools.lru_cache(maxsize=4096)
def _bare_name(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def _bare(name: str) -> frozenset[str]:
    return frozenset({_bare_name(name)})
