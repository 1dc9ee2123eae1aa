"""The guide to the control API does what it says, line by line; so does the one to the pytest fixtures."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from homologa.features.kit import fixtures
from homologa.simulators.cli import main
from homologa.simulators.kernel.clock import Clock
from homologa.simulators.server import Address, Server

DOCS = Path(__file__).parents[2] / "docs"
ADDRESS = "http://127.0.0.1:8000"
VERIFY_ONLY = {"homologa_environment"}
PYTEST_GUIDE = (DOCS / "pytest.md").read_text("utf-8")


def lines(language):
    text = (DOCS / "controle.md").read_text("utf-8")
    blocks = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if not line.startswith("homologa serve")]


@pytest.fixture(scope="module")
def served():
    """Simulators as the guide has them: served, with the world `padrao` on a frozen clock."""
    server = Server(Address(port=0))
    server.start()
    server.site.worlds.create(id="padrao", clock=Clock())
    yield server.control_url.removesuffix("/_homologa/v1")
    server.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("controle")


def test_every_line_works_in_its_place(served, folder, monkeypatch):
    monkeypatch.chdir(folder)
    for line in lines("console"):
        words = shlex.split(line.replace(ADDRESS, served))
        if words[0] == "curl":
            done = subprocess.run(
                [shutil.which("curl") or pytest.skip("no curl here"), "-sS", "--fail", *words[1:]],
                capture_output=True, text=True, check=False, timeout=30,
            )  # fmt: skip
            assert (done.returncode, done.stderr) == (0, ""), line
        else:
            ended = CliRunner().invoke(main, words[1:], env={"HOMOLOGA_SIMULATORS": served}, catch_exceptions=False)
            assert (ended.exit_code, ended.stderr) == (0, ""), line


def test_the_guide_to_pytest_passes_as_it_stands(tmp_path):
    (example,) = re.findall(r"^```python\n(.*?)^```", PYTEST_GUIDE, re.MULTILINE | re.DOTALL)
    (ini,) = re.findall(r"^```ini\n(.*?)^```", PYTEST_GUIDE, re.MULTILINE | re.DOTALL)
    (tmp_path / "test_meu_conector.py").write_text(example, "utf-8")
    (tmp_path / "pytest.ini").write_text(ini, "utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--strict-config", "--strict-markers"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert "4 passed" in done.stdout, done.stdout


@pytest.mark.parametrize(
    "name", sorted({name for name in vars(fixtures) if name.startswith("homologa_")} - VERIFY_ONLY)
)
def test_every_fixture_is_told_of(name):
    assert f"`{name}`" in PYTEST_GUIDE


@pytest.mark.parametrize("name", [*(f"homologa_{name}" for name in fixtures.WORLD_OPTIONS), "homologa_allow_targets"])
def test_every_setting_is_told_of(name):
    assert f"`{name}`" in PYTEST_GUIDE
