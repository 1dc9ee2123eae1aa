"""The same scenarios give the same verdict in process and over sockets, with our connector and with another's."""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "connector.py"
HOMOLOGA = Path(sys.executable).parent / "homologa"
COVERED = {f"NOV-{number:02}" for number in range(1, 19)}
MOST_LINES = 280
LEAST_THAT_FIT = 80
LACKS = {
    "sem tempo virtual",
    "o conector não sabe recomeçar",
    "o conector não integra produtos com variações",
    "o conector não recebe avisos de estoque",
    "o conector não recebe avisos de preços",
}
"""Why a scenario does not fit a small connector; nothing else keeps one from running."""


def test_the_reference_connector_passes_in_process(reference, sampled):
    assert reference.exit_code == 0
    assert set(reference.scenarios()) == set(sampled)
    assert set(reference.scenarios().values()) == {"passed"}
    assert set(reference.requirements()) >= COVERED


def test_the_reference_connector_passes_over_sockets_in_a_process_of_its_own(verify, sampled, reference):
    served = verify(*sampled, "--command", f"{HOMOLOGA} connector --port 0 --json")
    assert served.exit_code == 0
    assert served.scenarios() == reference.scenarios()


def test_another_connector_passes_the_same_scenarios_over_sockets(verify, sampled):
    other = verify(*sampled, "--command", f"{sys.executable} {EXAMPLE} --port 0")
    assert other.exit_code == 0
    verdicts = other.scenarios()
    assert set(verdicts) == set(sampled)
    assert set(verdicts.values()) <= {"passed", "skipped", "not applicable"}
    assert {row["reason"] for row in other.report["scenarios"] if row["verdict"] == "skipped"} <= LACKS
    assert list(verdicts.values()).count("passed") >= LEAST_THAT_FIT


def test_the_other_connector_shares_no_code_with_ours():
    text = EXAMPLE.read_text("utf-8")
    assert not re.search(r"^\s*(from|import) (sync|simulators|features)\b", text, re.MULTILINE)


def test_the_other_connector_is_small():
    assert len(code_lines(EXAMPLE.read_text("utf-8"))) <= MOST_LINES


def code_lines(text: str) -> set[int]:
    """The lines that are neither blank nor comment nor docstring."""
    written = {number for number, line in enumerate(text.splitlines(), 1) if line.strip()[:1] not in ("", "#")}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            written -= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return written
