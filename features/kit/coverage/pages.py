"""The numbered statements of the platforms' pages, and the services that their documents name."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

FOLDER = "pages"
SERVICES = ".services.csv"


@dataclass(frozen=True)
class Statement:
    """One numbered statement of a page, in our own short words.

    `owner` is plataforma, conector or ambos; `awaits` names what is not built yet and has to be, "" for nothing.
    """

    number: int
    owner: str
    awaits: str
    text: str


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


def _page(name: str) -> Page:
    statements = (_statement(row) for row in _rows(f"{name}.csv"))
    return Page(
        name,
        MappingProxyType({statement.number: statement for statement in statements}),
        MappingProxyType({row["service"]: row["reason"] for row in _rows(f"{name}{SERVICES}")}),
    )


def _statement(row: Mapping[str, str]) -> Statement:
    return Statement(int(row["number"]), row["owner"], row["awaits"], row["statement"])


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    with resources.files("homologa.features.kit.coverage").joinpath(FOLDER, name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
