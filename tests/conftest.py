"""Programs that some tests judge by, and what happens where one is missing."""

import os
import shutil
from collections.abc import Callable
from typing import NoReturn

import pytest


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
