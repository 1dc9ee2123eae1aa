"""The gate runs on the Python of the checkout and on the newest one of the machine."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEWEST = ROOT / ".ci" / "newest-python"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine whose one Python on the PATH is 3.11.7; a home and a PATH of its own."""
    install(tmp_path / "bin", "3.11.7")
    return tmp_path


def install(folder: Path, version: str, *, code: int = 0) -> Path:
    """A Python that only tells its version, or what a Python that is not to be taken tells: nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "python3"
    said = f"echo {version} {python}\n" if version else ""
    python.write_text(f"#!/bin/sh\n{said}exit {code}\n")
    python.chmod(0o755)
    return python


def newest(machine: Path) -> str:
    environment = {"HOME": str(machine), "PATH": f"{machine / 'bin'}:/usr/bin:/bin"}
    command = ["bash", str(NEWEST)]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=machine)
    return found.stdout.strip()


@pytest.mark.parametrize(
    "manager",
    [".pyenv/versions", ".asdf/installs/python", ".local/share/mise/installs/python", ".local/share/uv/python"],
)
def test_the_newest_python_of_a_version_manager_is_found(machine: Path, manager: str) -> None:
    folder = machine / manager
    install(folder / "98.9" / "bin", "98.9.1")
    expected = install(folder / "98.10" / "bin", "98.10.0")
    install(folder / "99.1" / "bin", "", code=1)
    install(folder / "2.7" / "bin", "")
    assert newest(machine) == str(expected)


def test_a_machine_with_one_python_has_its_newest(machine: Path) -> None:
    expected = install(machine / "bin", "99.0.0")
    assert newest(machine) == str(expected)


def test_what_is_found_is_a_python_that_the_project_supports(tmp_path: Path) -> None:
    code = "import sys; print(sys.version_info >= (3, 11))"
    python = subprocess.run([str(NEWEST)], capture_output=True, text=True, check=True, cwd=tmp_path).stdout.strip()
    said = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "True\n"


def test_the_classifiers_name_the_python_that_runs_this() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    assert f"Programming Language :: Python :: {sys.version_info.major}.{sys.version_info.minor}" in declared
