"""Runs scenarios against one broken connector after another, all in one process: `python several.py FAULT=TAG…`.

Writes a line of JSON for each: the fault, and the verdicts of the scenarios with the tag, by `feature:line`.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from unittest import mock

import pytest

from homologa.features.kit import results
from homologa.features.kit.paths import PACKAGE
from homologa.features.kit.verify import PLUGINS


def verdicts(fault: str, tag: str, home: Path) -> dict[str, str]:
    """Verdicts of the scenarios with this tag on the connector with this fault."""
    told = home / f"{fault}.jsonl"
    plugins = [option for name in (*PLUGINS, "no:cacheprovider", "no:terminal") for option in ("-p", name)]
    options = ["-c", str(home / "pytest.ini"), "--import-mode=importlib", "-m", tag, f"--rootdir={PACKAGE}"]
    ours = [f"--homologa-results={told}", f"--homologa-embedded=broken:{fault}"]
    features = [str(path) for path in PACKAGE.rglob("*.feature") if f"@{tag}" in path.read_text("utf-8")]
    pytest.main([*options, *plugins, *ours, *features])
    mock.patch.stopall()
    return {scenario.where: scenario.verdict for scenario in results.read(told).scenarios}


def main(wanted: list[str]) -> None:
    """Take one fault after another."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.joinpath("pytest.ini").write_text("[pytest]\npython_files =\n", encoding="utf-8")
        for text in wanted:
            fault, _, tag = text.partition("=")
            line = {"fault": fault, "verdicts": verdicts(fault, tag, home)}
            sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
