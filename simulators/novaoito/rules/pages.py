"""Pages of a list, and how they are asked for (novaoito §2.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.store import Document, Documents
from homologa.simulators.novaoito.errors import ValidationFailed

LARGEST_PAGE = 1_000_000
LARGEST_SIZE = 100
USUAL_SIZE = 25
LONGEST_NUMBER = 16


@dataclass(frozen=True)
class Page:
    """Which rows of a list are wanted; pages count from 1."""

    number: int = 1
    size: int = USUAL_SIZE

    @classmethod
    def from_query(cls, parameters: Mapping[str, Any], found: Mapping[str, list[str]] = MappingProxyType({})) -> "Page":
        """The page that `page` and `per_page` of a query ask for.

        Raises ValidationFailed, also for the errors that were `found` in the query before.
        """
        errors = dict(found)
        number = whole(parameters, "page", 1, LARGEST_PAGE, errors)
        size = whole(parameters, "per_page", USUAL_SIZE, LARGEST_SIZE, errors)
        if errors:
            raise ValidationFailed(errors)
        return cls(number, size)

    def of(self, documents: Documents, where: str = "1", params: Sequence[object] = (), *, order: str = "id") -> "Rows":
        """This page of the documents that satisfy an SQL condition."""
        offset = (self.number - 1) * self.size
        found = documents.find(where, params, order=order, limit=self.size, offset=offset)
        return Rows(found, documents.count(where, params), self)

    def within(self, documents: Sequence[Document]) -> "Rows":
        """This page of documents that are all at hand."""
        offset = (self.number - 1) * self.size
        return Rows(list(documents[offset : offset + self.size]), len(documents), self)


@dataclass(frozen=True)
class Rows:
    """The rows of one page, and how many there are on all of them."""

    found: list[Document]
    total: int
    page: Page

    @property
    def last_page(self) -> int:
        """The number of the last page; 1 when there are no rows."""
        return max(1, -(-self.total // self.page.size))


def whole(parameters: Mapping[str, Any], name: str, usual: int, most: int, errors: dict[str, list[str]]) -> int:
    """A whole number of a query, from 1 to `most`; what is wrong with it is added to `errors`."""
    text = str(parameters.get(name, usual))
    value = int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
    if not 1 <= value <= most:
        errors[name] = [f"deve ser um número inteiro de 1 a {most}"]
    return value
