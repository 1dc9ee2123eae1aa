"""The shell starts fast: showing help loads nothing but click."""

import subprocess
import sys

import pytest

from homologa.simulators.cli import main

HEAVY = ("flask", "httpx", "jsonschema_rs", "pytest", "pytest_bdd", "sqlite_utils", "waitress")


def loaded_by(*words):
    program = f"""
import sys
from click.testing import CliRunner
from homologa.simulators.cli import main
assert CliRunner().invoke(main, {list(words)!r}).exit_code == 0
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30)
    return done.stdout.strip()


def test_the_help_of_all_loads_nothing_heavy():
    assert loaded_by("--help") == "[]"


@pytest.mark.parametrize("name", main.list_commands(None))
def test_the_help_of_each_explains_it(name, homologa):
    assert homologa(name, "--help").startswith(f"Usage: main {name}")
