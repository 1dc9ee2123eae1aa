"""Running the suite in a process of its own, and reading what it leaves behind.

Pytest runs with no plugin but ours, with a configuration made here, so that whatever project the
command is called from does not disturb the run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from homologa.features.kit import results
from homologa.features.kit.errors import Blocked
from homologa.features.kit.paths import PACKAGE
from homologa.features.kit.process import started
from homologa.features.kit.results import Run

PLUGINS = ("pytest_bdd.plugin", "homologa.features.kit.plugin", "homologa.features.kit.fixtures")
"""The pytest plugins of every run, in order; no other is loaded."""

_CONFIGURATION = """[pytest]
python_files =
norecursedirs = .git .venv venv node_modules __pycache__
disable_test_id_escaping_and_forfeit_all_rights_to_community_support = true
"""
_PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg", "pytest.ini", "tox.ini", ".git")
NO_PROXY = ("NO_PROXY", "no_proxy")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_OUTPUT_TAIL = 40
_LOOK_EVERY = 0.5
_WHOLE = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
_FAULTY = (pytest.ExitCode.INTERRUPTED, *_WHOLE)


@dataclass(frozen=True)
class Suite:
    """What to run: paths of features, lines in them, a tag expression, a word of the name, and options for pytest.

    With more than one worker the scenarios are spread over as many processes, which share the connector that `command`
    starts.
    """

    paths: tuple[Path, ...] = (PACKAGE,)
    lines: tuple[tuple[Path, int], ...] = ()
    tags: str | None = None
    name: str | None = None
    command: str | None = None
    extra: tuple[str, ...] = ()
    workers: int = 1


class SuiteStopped(Exception):
    """The suite did not run; `output` is the tail of what it printed."""

    def __init__(self, reason: str, output: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.output = output


class SuiteDied(SuiteStopped):
    """The run did not reach its end, or something that it needs could not be loaded."""


class SuiteRefused(SuiteStopped):
    """What was asked makes no sense: a bad tag expression or option, simulators or a connector that are not there."""


def run(suite: Suite, progress: Callable[[Run], None] | None = None) -> Run:
    """Run the suite and return its results; `progress` is called now and then with those so far.

    Raises:
        SuiteDied: pytest ended before its time, or something other than a feature could not be loaded.
        SuiteRefused: pytest does not understand the tag expression or an option.
    """
    with tempfile.TemporaryDirectory(prefix="homologa-") as folder, _connector(suite) as connector:
        home = Path(folder)
        home.joinpath("pytest.ini").write_text(_CONFIGURATION, encoding="utf-8")
        status = _execute(_command(suite, home, connector), home, progress)
        done = results.read(home / "results.jsonl")
        output = _tail(home / "output.txt")
    _check_end(done, status, output)
    return done


def _check_end(done: Run, status: int, output: str) -> None:
    if done.refusal is not None:
        raise SuiteRefused(done.refusal.reason, "")
    if status == pytest.ExitCode.USAGE_ERROR:
        raise SuiteRefused("o pytest recusou o que foi pedido", output)
    if done.broken:
        where = ", ".join(broken.where for broken in done.broken)
        raise SuiteDied(f"não foi possível carregar {where}", done.broken[0].message)
    orderly = _FAULTY if done.findings else _WHOLE
    if done.exit_status not in orderly:
        raise SuiteDied(f"a execução terminou antes do fim (pytest saiu com {status})", output)


@contextmanager
def _connector(suite: Suite) -> Iterator[tuple[str, ...]]:
    """The options that say where the connector of a command is: one that several processes share is started here."""
    if suite.command is None or suite.workers == 1:
        yield (f"--homologa-command={suite.command}",) if suite.command else ()
        return
    with ExitStack() as stack:
        try:
            url = stack.enter_context(started(suite.command, None))
        except Blocked as problem:
            raise SuiteRefused(problem.reason, "") from problem
        yield f"--homologa-connector={url}", f"--homologa-started={suite.command}"


def _command(suite: Suite, home: Path, connector: Sequence[str] = ()) -> list[str]:
    """`-P` keeps the working directory's own `features` folder from taking the place of the package."""
    command = [sys.executable, "-P", "-m", "pytest", "-c", str(home / "pytest.ini")]
    for plugin in PLUGINS:
        command += ["-p", plugin]
    command += [
        "-p",
        "no:cacheprovider",
        "--import-mode=importlib",
        "--tb=short",
        "-q",
        f"--rootdir={_root(suite.paths)}",
        f"--confcutdir={_root(suite.paths)}",
        f"--homologa-results={home / 'results.jsonl'}",
    ]
    if suite.tags:
        command += ["-m", suite.tags]
    if suite.name:
        command += [f"--homologa-name={suite.name}"]
    command += [f"--homologa-line={path.resolve()}:{line}" for path, line in suite.lines]
    if suite.workers > 1:
        command += ["-p", "xdist.plugin", "-n", str(suite.workers), "--dist", "worksteal", "--max-worker-restart", "0"]
    return [*command, *connector, *suite.extra, "--", *(str(path.resolve()) for path in suite.paths)]


def _root(paths: Sequence[Path]) -> Path:
    """Return the folder from which conftest.py files count: above it they belong to someone else's tests."""
    folders = [path.resolve() if path.is_dir() else path.resolve().parent for path in paths]
    root = Path(os.path.commonpath(folders))
    while (root.parent / "conftest.py").exists() and not _is_project(root.parent):
        root = root.parent
    return root


def _is_project(folder: Path) -> bool:
    return any((folder / name).exists() for name in _PROJECT_FILES)


def _execute(command: list[str], home: Path, progress: Callable[[Run], None] | None) -> int:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"PYTEST_ADDOPTS", "PYTEST_PLUGINS"}
    }
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONIOENCODING": "utf-8"}
    environment |= dict.fromkeys(NO_PROXY, hosts_without_proxy(environment))
    with (
        (home / "output.txt").open("wb") as output,
        subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        while True:
            try:
                return process.wait(timeout=_LOOK_EVERY)
            except subprocess.TimeoutExpired:
                if progress is not None:
                    progress(results.read(home / "results.jsonl"))
            except SystemExit:
                process.terminate()
                raise


def hosts_without_proxy(environment: Mapping[str, str]) -> str:
    """Return the hosts that no proxy stands before: those of the environment, and this machine."""
    named = [host for name in NO_PROXY for host in environment.get(name, "").split(",") if host]
    return ",".join(dict.fromkeys([*named, *LOOPBACK]))


def _tail(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-_OUTPUT_TAIL:])
