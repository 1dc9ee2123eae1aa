"""Runs scenarios against one broken connector after another, all in one process: `python several.py JSON…`.

Each `{"fault", "tags", "named"}` chooses scenarios by any of the tags and by a part of their names ("" for any).
Writes a line of JSON for each: the fault, the word and the exit code with which `homologa verify` would end over what
ran, and under `scenarios` the tags and the verdict of each scenario that ran, by `feature:line`. A scenario
is left out when all of the wanted tags that it has were seen to catch the fault before.
"""

import json
import os
import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from homologa.features.kit import results, verdicts
from homologa.features.kit.paths import PACKAGE
from homologa.features.kit.recorder import RESULT
from homologa.features.kit.reports import model
from homologa.features.kit.results import Run
from homologa.features.kit.selection import Selection
from homologa.features.kit.verify import PLUGINS

ENOUGH = "nothing left to see"
WHEN = datetime(2026, 12, 1, tzinfo=UTC)
SHOWN = ("tags", "verdict")


@dataclass
class Enough:
    """Leaves out scenarios that would only catch a fault once more."""

    wanted: frozenset[str]
    caught: set[str] = field(default_factory=set)

    def pytest_configure(self, config: pytest.Config) -> None:
        """Tell failures in few words: nobody reads them, and the sources of a trace take long to find."""
        config.option.tbstyle = "native"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Skip an item when there is nothing left to see in it; pytest still tears down what came before it."""
        if self.wanted & set(item.stash[RESULT].tags) <= self.caught:
            pytest.skip(ENOUGH)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        """Take note of what has caught the fault."""
        result = item.stash[RESULT]
        if result.verdict == verdicts.FAILED:
            self.caught |= self.wanted & set(result.tags)


def ran(fault: str, tags: Collection[str], named: str, home: Path) -> Run:
    """The run of the scenarios with these tags, so named, on the connector with this fault."""
    file = home / f"{fault}.jsonl"
    plugins = [option for name in (*PLUGINS, "no:cacheprovider", "no:terminal") for option in ("-p", name)]
    options = ["-c", str(home / "pytest.ini"), "--import-mode=importlib", f"--rootdir={PACKAGE}"]
    ours = [f"--homologa-results={file}", f"--homologa-embedded=broken:{fault}", "-m", " or ".join(tags)]
    ours += [f"--homologa-name={named}"] if named else []
    features = [str(path) for path in PACKAGE.rglob("*.feature") if _has_any(path, tags)]
    pytest.main([*options, *plugins, *ours, *features], plugins=[Enough(frozenset(tags))])
    mock.patch.stopall()
    run = results.read(file)
    return replace(run, scenarios=[one for one in run.scenarios if one.reason != ENOUGH])


def told(fault: str, tags: Collection[str], run: Run) -> dict[str, Any]:
    """What is written of a run: its outcome is that of the report of a command, chosen by the tags."""
    selection = Selection(tags=" or ".join(tags))
    outcome = model.build(run, model.Circumstances("1", WHEN, selection)).outcome
    scenarios = {one.where: {name: getattr(one, name) for name in SHOWN} for one in run.scenarios}
    return {"fault": fault, "word": outcome.word, "exit_code": outcome.exit_code, "scenarios": scenarios}


def _has_any(path: Path, tags: Collection[str]) -> bool:
    text = path.read_text("utf-8")
    return any(f"@{tag}" in text for tag in tags)


def main(faults: list[str]) -> None:
    """Take one fault after another."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.joinpath("pytest.ini").write_text("[pytest]\npython_files =\n", encoding="utf-8")
        for wanted in map(json.loads, faults):
            run = ran(**wanted, home=home)
            line = told(wanted["fault"], wanted["tags"], run)
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
