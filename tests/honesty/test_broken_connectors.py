"""Each fault that is put into a connector is caught by each requirement and statement that it breaks, with its word."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bugs import BUGS, OURS, REFUSED

from homologa.features.kit.tags import claims

CONNECTORS = Path(__file__).parent / "connectors"
PATIENCE = 900


@pytest.fixture(scope="module")
def ran() -> dict[str, dict[str, Any]]:
    """By fault, the word and the exit code, and the tags and the verdict of each scenario that ran to catch it."""
    wanted = [json.dumps({"fault": fault, "tags": bug.tags, "named": bug.named}) for fault, bug in BUGS.items()]
    done = subprocess.run(
        [sys.executable, "several.py", *wanted],
        cwd=CONNECTORS,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        pytest.fail(done.stderr)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["fault"]: line for line in lines}


@pytest.fixture(scope="module")
def whole(verify, ran) -> dict[str, str]:
    """The verdicts of all those scenarios with the connector that has no fault."""
    return verify(*sorted({where for line in ran.values() for where in line["scenarios"]})).scenarios()


@pytest.mark.parametrize("fault", BUGS)
def test_a_broken_connector_is_caught_by_each_tag_of_what_it_breaks(ran, fault):
    failed = [row["tags"] for row in ran[fault]["scenarios"].values() if row["verdict"] == "failed"]
    assert [tag for tag in BUGS[fault].tags if not any(tag in tags for tags in failed)] == []


@pytest.mark.parametrize("fault", BUGS)
def test_a_broken_connector_leaves_with_the_word_of_what_it_breaks(ran, fault):
    assert (ran[fault]["word"], ran[fault]["exit_code"]) == (BUGS[fault].word, 1)


def test_only_rules_of_our_own_are_broken_with_a_warning():
    assert {bug.word for bug in BUGS.values()} == {REFUSED, OURS}
    warned = {tag for bug in BUGS.values() if bug.word == OURS for tag in bug.tags}
    assert [tag for tag in sorted(warned) if not claims()[tag].only_warns] == []


@pytest.mark.parametrize("fault", BUGS)
def test_what_catches_it_passes_with_the_connector_that_is_whole(ran, whole, fault):
    assert "error" not in {row["verdict"] for row in ran[fault]["scenarios"].values()}
    assert {whole[where] for where in ran[fault]["scenarios"]} == {"passed"}


@pytest.mark.parametrize(("fault", "tag"), [("prefix_match", "NOV-09"), ("any_age", "fato-novaoito-10")])
def test_a_broken_connector_leaves_a_command_with_the_same_word(verify, ran, fault, tag):
    verdict = verify("--embedded", f"broken:{fault}", "-t", tag)
    assert (verdict.exit_code, verdict.report["result"]) == (1, BUGS[fault].word)
    raw = {where for where, row in ran[fault]["scenarios"].items() if row["verdict"] == "failed"}
    assert {verdict.scenarios()[where] for where in raw} <= {"failed", "warned"}


def test_the_table_tells_of_every_broken_connector_and_of_no_other():
    assert set(BUGS) == {name for path in CONNECTORS.glob("broken/*.py") for name in _faults(path)}


def _faults(path):
    """The names in the table FAULTS of a module."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and node.targets[0].id == "FAULTS":
            yield from (key.value for key in node.value.keys if key is not None)
