"""Each fault that is put into the reference connector is caught by every requirement and statement that it breaks."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from bugs import BUGS

CONNECTORS = Path(__file__).parent / "connectors"
PATIENCE = 900


@pytest.fixture(scope="module")
def ran() -> dict[str, dict[str, dict[str, object]]]:
    """By fault, the tags and the verdict of each scenario that ran to catch it."""
    wanted = [f"{fault}={','.join(bug.tags)}" for fault, bug in BUGS.items()]
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
    return {line["fault"]: line["scenarios"] for line in lines}


@pytest.mark.parametrize("fault", BUGS)
def test_a_broken_connector_is_caught_by_each_tag_of_what_it_breaks(ran, fault):
    failed = [row["tags"] for row in ran[fault].values() if row["verdict"] == "failed"]
    assert [tag for tag in BUGS[fault].tags if not any(tag in tags for tags in failed)] == []


@pytest.mark.parametrize("fault", BUGS)
def test_what_catches_it_passes_with_the_connector_that_is_whole(ran, reference, fault):
    assert "error" not in {row["verdict"] for row in ran[fault].values()}
    assert {reference.scenarios()[where] for where in ran[fault]} == {"passed"}


def test_a_broken_connector_has_the_verdict_of_a_command(verify, ran):
    verdict = verify("--embedded", "broken:prefix_match", "-t", "NOV-09")
    assert verdict.exit_code == 1
    assert verdict.requirements()["NOV-09"] == "failed"
    assert verdict.scenarios().items() >= {where: row["verdict"] for where, row in ran["prefix_match"].items()}.items()


def test_the_table_tells_of_every_broken_connector_and_of_no_other():
    assert set(BUGS) == {name for path in CONNECTORS.glob("broken/*.py") for name in _faults(path)}


def _faults(path):
    """The names in the table FAULTS of a module."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and node.targets[0].id == "FAULTS":
            yield from (key.value for key in node.value.keys if key is not None)
