"""The log of the connector: its newest lines, in their order."""

from homologa.sync.core import log as module


def test_the_oldest_lines_make_room(log, monkeypatch):
    monkeypatch.setattr(module, "MOST_LINES", 3)

    for line in "abcde":
        log.info(line)

    assert [entry["message"] for entry in log.entries()] == ["c", "d", "e"]
