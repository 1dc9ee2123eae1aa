"""The guide to faults tells of every kind and every step, and its scenario runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from homologa.features.kit import catalog
from homologa.simulators.kernel.faults import KINDS

GUIDE = Path(__file__).parents[2] / "docs" / "falhas.md"
TEXT = GUIDE.read_text("utf-8")
STEPS = catalog.definitions(["homologa.features.steps.falhas"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_told_of(kind):
    assert f"`{kind}`" in TEXT


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.pattern)
def test_every_step_is_told_of(step):
    words = re.sub(r"\{\w+:d\}", r"\\d+", step.pattern.rpartition("{dono} ")[2])
    assert re.search(words, TEXT)


def test_the_scenario_runs_as_it_stands(tmp_path):
    (scenario,) = re.findall(r"^```gherkin\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    (tmp_path / "rede.feature").write_text(scenario, encoding="utf-8")
    homologa = str(Path(sys.executable).with_name("homologa"))
    done = subprocess.run([homologa, "verify", "."], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "1 aprovado" in done.stdout
