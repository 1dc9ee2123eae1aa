"""Programs that some tests judge by, and what happens where one is missing."""

import functools
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from lxml import etree

from homologa.simulators.tiny.rules import settings
from homologa.simulators.tiny.rules.notas import emissao

SCHEMAS = {"NFe": "nfe_v4.00.xsd", "nfeProc": "procNFe_v4.00.xsd"}


@pytest.fixture(scope="session")
def lacking() -> Callable[[str], NoReturn]:
    """Skips the test with a reason; fails it where `.ci/prepare` has installed all that it needs."""

    def tell(reason: str) -> NoReturn:
        if os.environ.get("HOMOLOGA_TOOLS") == "installed":
            pytest.fail(reason)
        pytest.skip(reason)

    return tell


@pytest.fixture(scope="session")
def tool(lacking: Callable[[str], NoReturn]) -> Callable[[str], str]:
    """Finds the path of a program of this machine."""

    def find(name: str) -> str:
        return shutil.which(name) or lacking(f"there is no {name} on this machine")

    return find


@functools.cache
def official_schema(root: str) -> etree.XMLSchema:
    """The schema of an element of the NF-e 4.00, as nfelib carries it."""
    package = importlib.util.find_spec("nfelib")
    assert package is not None
    assert package.origin is not None
    return etree.XMLSchema(etree.parse(Path(package.origin).parent / f"nfe/schemas/v4_0/{SCHEMAS[root]}"))


@pytest.fixture(scope="session")
def nfe_problems() -> Callable[[str], list[str]]:
    """Tells what the official schema refuses in an `NFe` or `nfeProc`; text that is no XML is refused too."""

    def problems(text: str) -> list[str]:
        try:
            document = etree.fromstring(text.encode())
        except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
            return [str(error)]
        schema = official_schema(etree.QName(document).localname)
        schema.validate(document)
        return [found.message for found in schema.error_log]

    return problems


@pytest.fixture(autouse=True)
def every_authorised_invoice_is_valid(
    monkeypatch: pytest.MonkeyPatch, nfe_problems: Callable[[str], list[str]]
) -> Iterator[None]:
    """Holds each invoice that a test has authorised against the official schema."""
    found: list[str] = []
    publish = emissao.publicar

    def judged(work, nota, texto):
        if settings.ler(work, "sefaz") == emissao.CONFERE:
            found.extend(nfe_problems(texto))
        publish(work, nota, texto)

    monkeypatch.setattr(emissao, "publicar", judged)
    yield
    assert found == []
