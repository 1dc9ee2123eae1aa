"""The commands over real sockets, each in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PATIENCE = 20.0
HOMOLOGA = str(Path(sys.executable).with_name("homologa"))


@pytest.fixture
def shell(serve, monkeypatch):
    """Served simulators that the environment points at; gives what they announced."""
    served = serve("--clock", "frozen")
    monkeypatch.setenv("HOMOLOGA_SIMULATORS", served.told["control"])
    return served


def test_a_world_is_shown_moved_and_examined(shell, run):
    assert shell.told["platforms"]["tiny"]["credentials"]["token"] in run("world", "show").stdout
    assert json.loads(run("clock", "advance", "1h", "--json").stdout)["now"] == "2026-11-03T10:00:00-03:00"
    doctor = run("doctor")
    assert (doctor.returncode, doctor.stderr) == (0, "")


def test_the_journal_is_followed_until_it_is_enough(shell, run):
    with subprocess.Popen(
        [HOMOLOGA, "journal", "--follow", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    ) as following:
        run("action", "run", "novaoito", "instalar")
        row = json.loads(following.stdout.readline())
        following.send_signal(signal.SIGINT)
        _, error = following.communicate(timeout=PATIENCE)

    assert (row["operation"], following.returncode, error) == ("instalar", 0, "")


def test_nobody_there_is_one_line_and_the_exit_code_of_that(run):
    ended = run("world", "list", "--simulators", "http://127.0.0.1:1")

    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (3, "", 1)
