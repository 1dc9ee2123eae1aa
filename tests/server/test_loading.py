"""What a process loads: of a platform that nobody calls its declaration alone, and no library before it is needed."""

import json
import subprocess
import sys

import pytest

PROGRAM = """
import json, sys
import urllib.request
from homologa.simulators import server

serving = server.Server(server.Address(port=0))
serving.start()
try:
    told = server.announcement(serving, server.ready_world(serving, "frozen"))
    token = told["platforms"]["tiny"]["credentials"]["token"]
    for path in sys.argv[1:]:
        urllib.request.urlopen(told["platforms"]["tiny"]["url"] + path.format(token=token)).read()
    print(json.dumps(sorted(sys.modules)))
finally:
    serving.stop()
"""
HEAVY = ("faker", "harfile", "httpx", "jsonschema_rs", "lxml", "sqlite_utils")
DECLARED = {"homologa.simulators.tiny", "homologa.simulators.tiny.registros", "homologa.simulators.novaoito"}


def loaded(*paths):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *paths], capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout))


def of(platform, names):
    return {name for name in names if f"{name}.".startswith(f"homologa.simulators.{platform}.")}


@pytest.fixture(scope="module")
def idle():
    """What a server has loaded that has announced a world and was not called."""
    return loaded()


def test_a_server_that_is_not_called_has_declarations_alone(idle):
    assert of("tiny", idle) | of("novaoito", idle) == DECLARED


def test_a_server_that_is_not_called_has_no_heavy_library(idle):
    assert idle.isdisjoint(HEAVY)


def test_a_call_loads_the_platform_that_is_called_and_no_other():
    called = loaded("/api2/info.php?token={token}&formato=json")

    assert "homologa.simulators.tiny.rules.settings" in called
    assert of("novaoito", called) == {"homologa.simulators.novaoito"}
