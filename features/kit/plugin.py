"""The pytest plugin that runs `.feature` files with no Python beside them (`-p features.kit.plugin`).

It reads each file with suspicion (a fault stops the run), loads the step library, remembers which step
each sentence reaches and writes the results to the file given by `--homologa-results`.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser
from pytest_bdd import parser
from pytest_bdd.gherkin_parser import GherkinDocument

from homologa.features.kit import gherkin, lines, reuse
from homologa.features.kit.catalog import step_modules
from homologa.features.kit.collection import INDEX, SETS_UP, WRITER, FaultyFeature, FeatureFile
from homologa.features.kit.matching import StepIndex
from homologa.features.kit.recorder import RESULT, Recorder
from homologa.features.kit.results import Broken, Collected, Refusal, ResultsWriter
from homologa.features.kit.text import fold

pytest_plugins = step_modules()

_PATCH = pytest.StashKey[pytest.MonkeyPatch]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that `homologa verify` passes on."""
    group = parser.getgroup("homologa", "Homologa")
    group.addoption("--homologa-results", metavar="ARQUIVO", help="grava os resultados em JSON, um por linha")
    group.addoption("--homologa-name", metavar="PALAVRA", help="só cenários com a palavra no nome")
    group.addoption("--homologa-line", metavar="ARQUIVO:LINHA", action="append", help="só o cenário desta linha")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Let a connector of one's own stand in the working directory, last so that it hides nothing."""
    if early_config.known_args_namespace.homologa_results:
        sys.path.append(str(early_config.invocation_params.dir))


def pytest_configure(config: pytest.Config) -> None:
    """Open the results, and put our index and our reading in the place of pytest-bdd's."""
    config.stash[WRITER] = _open_results(config)
    config.stash[INDEX] = StepIndex()
    config.stash[_PATCH] = pytest.MonkeyPatch()
    # The package's attribute `scenario` is the function: the module is reached through sys.modules.
    bdd = sys.modules["pytest_bdd.scenario"]
    config.stash[_PATCH].setattr(bdd, "find_fixturedefs_for_step", config.stash[INDEX].find)
    config.stash[_PATCH].setattr(parser, "get_gherkin_document", _document)
    config.pluginmanager.register(Recorder(config.stash[WRITER]), "homologa-recorder")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Be interrupted, and undo what was stood up, when `homologa verify` is told to end."""
    if session.config.stash[WRITER] is not None:
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give pytest-bdd its own look-up back."""
    if _PATCH in config.stash:
        config.stash[_PATCH].undo()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take every `.feature` file as if it were a test module."""
    return FeatureFile.from_parent(parent, path=file_path) if file_path.suffix == ".feature" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Write down all the scenarios that exist, then leave out those whose names lack the word asked."""
    writer = config.stash[WRITER]
    if writer is not None:
        for item in items:
            if RESULT in item.stash:
                result = item.stash[RESULT]
                writer.add(Collected(result.feature, result.line, result.name, result.tags, item.stash[SETS_UP]))
    places = config.getoption("homologa_line", None)
    if places:
        _select(items, _at_lines(places, items, config), config)
    word = config.getoption("homologa_name", None)
    if word:
        _select(items, [item for item in items if _is_named(item, word)], config)


def pytest_exception_interact(
    node: pytest.Item | pytest.Collector,
    call: pytest.CallInfo[Any],
    report: pytest.CollectReport | pytest.TestReport,
) -> None:
    """Write down what could not be collected for other reasons than the faults of a feature."""
    writer = node.config.stash[WRITER]
    if writer is None or call.excinfo is None or not isinstance(report, pytest.CollectReport):
        return
    if not isinstance(call.excinfo.value, FaultyFeature):
        writer.add(Broken(where=node.nodeid, message=report.longreprtext))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Write the record that tells a whole run from a dead one."""
    writer = session.config.stash[WRITER]
    if writer is not None:
        writer.end(int(exitstatus))


def _open_results(config: pytest.Config) -> ResultsWriter | None:
    """Open the file of results; a process among several has one of its own beside it."""
    target = config.getoption("homologa_results", None)
    worker = getattr(config, "workerinput", {}).get("workerid")
    return ResultsWriter(Path(f"{target}.{worker}" if worker else target)) if target else None


def _document(path: str, encoding: str = "utf-8") -> GherkinDocument:
    """Read a file that was found sound, as pytest-bdd does, with its accents composed."""
    text = gherkin.composed(Path(path).read_text(encoding))
    document = Parser().parse(text)
    reuse.expand(document)
    return GherkinDocument.from_dict(document)


def _select(items: list[pytest.Item], wanted: list[pytest.Item], config: pytest.Config) -> None:
    config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
    items[:] = wanted


def _is_named(item: pytest.Item, word: str) -> bool:
    return RESULT in item.stash and fold(word) in fold(item.stash[RESULT].name)


def _at_lines(places: list[str], items: list[pytest.Item], config: pytest.Config) -> list[pytest.Item]:
    """The scenarios at `FILE:LINE`; a line without one ends the run in words."""
    wanted = [(Path(path), int(number)) for path, _, number in (place.rpartition(":") for place in places)]
    try:
        return lines.at(wanted, items, config.invocation_params.dir)
    except lines.NoScenarioThere as nothing:
        writer = config.stash[WRITER]
        if writer is not None:
            writer.add(Refusal(str(nothing)))
        pytest.exit(str(nothing), returncode=pytest.ExitCode.USAGE_ERROR)
