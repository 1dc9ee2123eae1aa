"""The numbered statements of the platforms' pages, and the services that their documents name."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from homologa.features.kit.claims import Claim

FOLDER = "pages"
SERVICES = ".services.csv"


@dataclass(frozen=True)
class Statement(Claim):
    """One numbered statement of a page, in our own short words.

    `awaits` names what is not built yet and has to be, "" for nothing.
    """

    page: str
    number: int
    awaits: str

    @property
    def tag(self) -> str:
        """The tag of the scenarios that prove it, without the at sign."""
        return f"fato-{self.page}-{self.number}"


@dataclass(frozen=True)
class Page:
    """A platform's page: its statements by number, and why each documented service would be absent.

    A service is called as the registry does or, where its document gives no name, by method and path with `{}` for
    what varies.
    """

    name: str
    statements: Mapping[int, Statement]
    services: Mapping[str, str]


@cache
def load() -> Mapping[str, Page]:
    """Return every page by name, in the order of the names."""
    folder = resources.files("homologa.features.kit.coverage").joinpath(FOLDER)
    names = sorted(file.name.removesuffix(SERVICES) for file in folder.iterdir() if file.name.endswith(SERVICES))
    return MappingProxyType({name: _page(name) for name in names})


@cache
def statements() -> Mapping[str, Statement]:
    """Return every statement by its tag."""
    return MappingProxyType({one.tag: one for page in load().values() for one in page.statements.values()})


def _page(name: str) -> Page:
    statements = (_statement(name, row) for row in _rows(f"{name}.csv"))
    return Page(
        name,
        MappingProxyType({statement.number: statement for statement in statements}),
        MappingProxyType({row["service"]: row["reason"] for row in _rows(f"{name}{SERVICES}")}),
    )


def _statement(page: str, row: Mapping[str, str]) -> Statement:
    return Statement(
        id=f"{page} {row['number']}",
        platform=page.partition("-")[0],
        origin=row["origin"],
        subject=row["owner"],
        text=row["statement"],
        page=page,
        number=int(row["number"]),
        awaits=row["awaits"],
    )


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    with resources.files("homologa.features.kit.coverage").joinpath(FOLDER, name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
