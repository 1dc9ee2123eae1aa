"""The same scenarios give the same verdict in process and over sockets, with our connector and with another's."""

import re
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "connector.py"
HOMOLOGA = Path(sys.executable).parent / "homologa"
MOST_LINES = 250


def test_the_reference_connector_passes_in_process(reference):
    assert reference.exit_code == 0
    assert set(reference.scenarios().values()) == {"passed"}


def test_the_reference_connector_passes_over_sockets_in_a_process_of_its_own(verify, reference):
    served = verify("--command", f"{HOMOLOGA} connector --port 0 --json")
    assert served.exit_code == 0
    assert served.scenarios() == reference.scenarios()


def test_another_connector_passes_the_same_scenarios_over_sockets(verify, reference):
    other = verify("--command", f"{sys.executable} {EXAMPLE} --port 0")
    assert other.exit_code == 0
    assert other.scenarios() == reference.scenarios()


def test_the_other_connector_shares_no_code_with_ours():
    text = EXAMPLE.read_text("utf-8")
    assert not re.search(r"^\s*(from|import) (sync|simulators|features)\b", text, re.MULTILINE)


def test_the_other_connector_is_small():
    with EXAMPLE.open("rb") as source:
        silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENCODING, tokenize.ENDMARKER}
        marks = {*silent, tokenize.INDENT, tokenize.DEDENT}
        tokens = [token for token in tokenize.tokenize(source.readline) if token.type not in marks]
    lines = {line for token in tokens for line in range(token.start[0], token.end[0] + 1)}
    assert len(lines) <= MOST_LINES
