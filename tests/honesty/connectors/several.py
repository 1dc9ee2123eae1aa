"""Runs scenarios against one broken connector after another, all in one process: `python several.py FAULT=TAG,TAG…`.

Writes a line of JSON for each: the fault, and under `scenarios` the tags and the verdict of each scenario that ran,
by `feature:line`. A scenario is left out when all of the wanted tags that it has were seen to catch the fault before.
"""

import json
import os
import sys
import tempfile
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path
from unittest import mock

import pytest

from homologa.features.kit import results, verdicts
from homologa.features.kit.paths import PACKAGE
from homologa.features.kit.recorder import RESULT
from homologa.features.kit.verify import PLUGINS

ENOUGH = "nothing left to see"


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


def ran(fault: str, tags: Collection[str], home: Path) -> dict[str, dict[str, object]]:
    """The scenarios with these tags that ran on the connector with this fault."""
    told = home / f"{fault}.jsonl"
    plugins = [option for name in (*PLUGINS, "no:cacheprovider", "no:terminal") for option in ("-p", name)]
    options = ["-c", str(home / "pytest.ini"), "--import-mode=importlib", f"--rootdir={PACKAGE}"]
    ours = [f"--homologa-results={told}", f"--homologa-embedded=broken:{fault}", "-m", " or ".join(tags)]
    features = [str(path) for path in PACKAGE.rglob("*.feature") if _has_any(path, tags)]
    pytest.main([*options, *plugins, *ours, *features], plugins=[Enough(frozenset(tags))])
    mock.patch.stopall()
    found = [row for row in map(asdict, results.read(told).scenarios) if row["reason"] != ENOUGH]
    return {f"{row['feature']}:{row['line']}": {name: row[name] for name in ("tags", "verdict")} for row in found}


def _has_any(path: Path, tags: Collection[str]) -> bool:
    text = path.read_text("utf-8")
    return any(f"@{tag}" in text for tag in tags)


def main(wanted: list[str]) -> None:
    """Take one fault after another."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.joinpath("pytest.ini").write_text("[pytest]\npython_files =\n", encoding="utf-8")
        for text in wanted:
            fault, _, tags = text.partition("=")
            line = {"fault": fault, "scenarios": ran(fault, tags.split(","), home)}
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
