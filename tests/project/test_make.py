"""The way in: Makefile, pins, gate and README agree with each other."""

import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
GENERATED = {".git", "_openapi", "reports", "dist", "build", "__pycache__"}
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("rubygems", "org"),
    ("crates", "io"),
    ("golang", "org"),
    ("maven", "org"),
    ("packagist", "org"),
)
FAKE_PYTHON = """#!/bin/sh
echo "$*" >> {log}
if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; fi
"""


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)] == []
    return dict(line.split("==") for line in lines)


def project_files() -> Iterator[Path]:
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = [name for name in subfolders if not _is_generated(name)]
        yield from (Path(folder, name) for name in names)


def _is_generated(folder: str) -> bool:
    return folder in GENERATED or folder.startswith(".venv") or folder.endswith("_cache")


def test_requirement_files_hold_only_sorted_pins() -> None:
    for name in ("runtime.txt", "dev.txt", "mutants.txt"):
        assert list(pins(name)) == sorted(pins(name))


def test_the_development_pins_hold_the_runtime_pins() -> None:
    assert pins("runtime.txt").items() <= pins("dev.txt").items()


def test_pins_lie_in_the_ranges_of_the_package() -> None:
    pinned = pins("runtime.txt")
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    for requirement in map(Requirement, declared):
        assert pinned[requirement.name.replace("_", "-")] in requirement.specifier


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile("|".join(re.escape(".".join(parts)) for parts in REGISTRIES).encode())
    assert [path for path in project_files() if hosts.search(path.read_bytes())] == []


def test_help_shows_every_target() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    targets = [line.split()[0] for line in shown.stdout.splitlines()]
    assert targets == ["help", "env", "verify", "test", "serve", "bench", "mutants", "lint", "clean"]


@pytest.mark.parametrize("command", ["make verify", "make test"])
def test_the_gate_runs_what_the_readme_tells(command: str) -> None:
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert command in (ROOT / "README.md").read_text("utf-8")


class Checkout:
    """A copy of the Makefile over a toy project, whose Python only writes down how it was called."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root.parent / "calls"
        for folder in ("package", "simulators", "sync", "features", "openapi", "requirements"):
            (root / folder).mkdir(parents=True)
        for file in ("pyproject.toml", "hatch_build.py", "requirements/dev.txt", "sync/flow.py"):
            (root / file).write_text("first\n")
        (root / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
        self.python = root.parent / "python"
        self.python.write_text(FAKE_PYTHON.format(log=self.log))
        self.python.chmod(0o755)

    def make_env(self) -> list[str]:
        """Run `make env` and say, in one word each, what it did."""
        self.log.write_text("")
        subprocess.run(["make", "env", f"PYTHON={self.python}"], cwd=self.root, check=True, capture_output=True)
        meanings = {"-m venv": "venv", "--requirement": "pins", "--no-deps": "project"}
        calls = self.log.read_text().splitlines()
        return [word for call in calls for part, word in meanings.items() if part in call]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    """Made without what a make that runs these tests hands down to those that it starts."""
    for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"):
        monkeypatch.delenv(name, raising=False)
    return Checkout(tmp_path / "checkout")


def test_the_first_run_sets_all_up(checkout: Checkout) -> None:
    assert checkout.make_env() == ["venv", "pins", "project"]


def test_the_second_run_does_nothing(checkout: Checkout) -> None:
    checkout.make_env()
    (checkout.root / "sync" / "flow.py").touch()
    assert checkout.make_env() == []


def test_a_changed_source_installs_the_project_again(checkout: Checkout) -> None:
    checkout.make_env()
    (checkout.root / "sync" / "flow.py").write_text("second\n")
    assert checkout.make_env() == ["project"]


def test_a_removed_source_installs_the_project_again(checkout: Checkout) -> None:
    checkout.make_env()
    (checkout.root / "sync" / "flow.py").unlink()
    assert checkout.make_env() == ["project"]


def test_makes_at_the_same_time_do_not_break_each_other(checkout: Checkout) -> None:
    checkout.make_env()
    (checkout.root / "sync" / "flow.py").write_text("second\n")
    command = ["make", "env", f"PYTHON={checkout.python}"]
    runs = [subprocess.Popen(command, cwd=checkout.root, stdout=subprocess.DEVNULL) for _ in range(6)]
    assert [run.wait() for run in runs] == [0] * 6
    stamps = checkout.root / ".venv" / "stamps"
    assert sorted(path.name for path in stamps.iterdir()) == ["dependencies", "project", "sources", "venv"]


def test_what_a_build_writes_changes_nothing(checkout: Checkout) -> None:
    checkout.make_env()
    (checkout.root / "simulators" / "_openapi").mkdir()
    (checkout.root / "simulators" / "_openapi" / "some.json").write_text("{}")
    assert checkout.make_env() == []


def test_changed_pins_install_everything_again(checkout: Checkout) -> None:
    checkout.make_env()
    stamp = (checkout.root / ".venv" / "stamps" / "dependencies").stat().st_mtime
    pinned = checkout.root / "requirements" / "dev.txt"
    os.utime(pinned, (stamp + 10, stamp + 10))
    assert checkout.make_env() == ["pins", "project"]
