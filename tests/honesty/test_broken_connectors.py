"""Each fault that is put into the reference connector is caught by a scenario of what it breaks."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

CONNECTORS = Path(__file__).parent / "connectors"
PATIENCE = 600
FAULTS = {
    "any_account": "fato-novaoito-42",
    "any_of_the_store": "NOV-10",
    "believes_its_list_after_a_lost_answer": "fato-novaoito-25",
    "creates_in_map": "NOV-08",
    "deaf_to_uninstalling": "fato-novaoito-43",
    "drops_variants": "NOV-18",
    "echoes_no_variations": "fato-novaoito-28",
    "echoes_without_weights": "NOV-07",
    "fails_for_good": "fato-novaoito-39",
    "first_batch_only": "NOV-06",
    "first_of_two": "NOV-10",
    "forgets_at_the_end": "fato-novaoito-25",
    "forgets_the_echo": "NOV-07",
    "full_visibility": "NOV-13",
    "gives_up_at_the_limit": "fato-novaoito-25",
    "goes_on_after_a_revoked_token": "fato-novaoito-25",
    "half_the_record": "NOV-18",
    "ignores_case": "fato-novaoito-30",
    "inactive_is_absent": "fato-novaoito-20",
    "links_tiny_alone": "NOV-16",
    "looks_at_the_parent_alone": "fato-novaoito-23",
    "maps_the_parent_alone": "fato-novaoito-33",
    "matches_by_position": "fato-novaoito-24",
    "minds_blanks": "fato-novaoito-30",
    "names_the_unnamed": "NOV-17",
    "no_promotions": "fato-novaoito-43",
    "open_to_all": "fato-novaoito-42",
    "overwrites_what_is_there": "NOV-12",
    "physical_stock": "fato-novaoito-43",
    "plain_answer": "NOV-11",
    "prefix_match": "NOV-09",
    "refuses_the_probe": "fato-novaoito-42",
    "resends_linked": "NOV-05",
    "resets_the_visibility": "NOV-12",
    "sends_inactive": "fato-novaoito-15",
    "sends_over_what_is_there": "NOV-16",
    "sends_without_sku": "NOV-17",
    "stops_at_the_first_failure": "NOV-14",
    "takes_a_product_only_once": "NOV-12",
    "takes_over": "fato-novaoito-21",
    "trusts_the_notice": "fato-novaoito-43",
    "types_are_alike": "fato-novaoito-31",
    "wrong_mapping": "NOV-16",
}
"""What must catch each fault: a requirement, or a numbered statement of the platform's page."""


@pytest.fixture(scope="module")
def verdicts() -> dict[str, dict[str, str]]:
    """By fault, the verdicts of the scenarios with the tag that must catch it."""
    wanted = [f"{fault}={tag}" for fault, tag in FAULTS.items()]
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
    return {line["fault"]: line["verdicts"] for line in lines}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_connector_is_caught_by_what_it_breaks(verdicts, reference, fault):
    found = verdicts[fault]
    assert "failed" in found.values()
    assert "error" not in found.values()
    assert {reference.scenarios()[where] for where in found} == {"passed"}


def test_a_broken_connector_has_the_verdict_of_a_command(verify, verdicts):
    verdict = verify("--embedded", "broken:prefix_match", "-t", "NOV-09")
    assert verdict.exit_code == 1
    assert verdict.requirements()["NOV-09"] == "failed"
    assert verdict.scenarios() == verdicts["prefix_match"]


def test_every_fault_is_tried():
    assert set(FAULTS) == {name for path in CONNECTORS.glob("broken/*.py") for name in _faults(path)}


def _faults(path):
    """The names in the table FAULTS of a module."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and node.targets[0].id == "FAULTS":
            yield from (key.value for key in node.value.keys if key is not None)
