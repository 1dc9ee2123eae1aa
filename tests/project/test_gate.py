"""The gate runs on the Python of the checkout and on the newest one of the machine."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROXY = "http://127.0.0.1:9"
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


class Gate:
    """The gate over commands that only tell how they were called, as root or as somebody else."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.calls = root / "calls"
        (root / ".ci").mkdir()
        (root / ".ci" / "run").write_bytes((ROOT / ".ci" / "run").read_bytes())
        tell = f'#!/bin/sh\necho "$(basename "$0") $* $HOMOLOGA_TOOLS $HTTP_PROXY" >> {self.calls}\n'
        for command in (".ci/prepare", "bin/make"):
            self.script(command, tell)
        self.script("new/python", "#!/bin/sh\necho 3.99\n")
        self.script(".ci/newest-python", f"#!/bin/sh\necho {root / 'new/python'}\n")

    def script(self, place: str, text: str) -> None:
        """Put a program in its place."""
        path = self.root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def run(self, *, uid: int, python: str, **environment: str) -> list[str]:
        """Run the gate where the checkout has this Python; gives what was called."""
        self.script("bin/id", f"#!/bin/sh\necho {uid}\n")
        self.script(".venv/bin/python", f"#!/bin/sh\necho Python {python}\n")
        path = {"PATH": f"{self.root / 'bin'}:/usr/bin:/bin"}
        subprocess.run(["bash", str(self.root / ".ci" / "run")], env=path | environment, check=True)
        return [call.strip() for call in self.calls.read_text().splitlines()]


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(tmp_path)


def test_the_gate_prepares_the_machine_as_root_in_ci_alone(gate: Gate) -> None:
    calls = ["make verify", f"make verify  {PROXY}", "make test", "make lint"]
    assert gate.run(uid=0, python="3.99.1") == calls
    gate.calls.unlink()
    assert gate.run(uid=1000, python="3.99.1", CI="true") == calls
    gate.calls.unlink()
    assert [call.split()[0] for call in gate.run(uid=0, python="3.99.1", CI="true")] == ["prepare", *["make"] * 4]
    assert gate.calls.read_text().count(" installed") == 4


def test_the_gate_runs_on_a_newer_python_too_in_its_own_environment(gate: Gate) -> None:
    *_, verify, test = gate.run(uid=1000, python="3.11.7")
    for call in (verify, test):
        assert f"PYTHON={gate.root / 'new/python'} VENV=.venv-3.99 " in call
    assert (verify.split()[1], test.split()[1]) == ("verify", "test")
    assert "tests/kernel tests/sync" in test


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
