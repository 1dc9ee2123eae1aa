"""The wheel, installed alone in an empty environment, does the main jobs."""

import json
import os
import select
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}


def run(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run(command, cwd=cwd, env=CLEAN, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that comes out of the sdist, so that both are proved."""
    dist = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", dist, ROOT, cwd=dist)
    return next(dist.glob("*.whl"))


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment with the runtime pins and the wheel, and nothing else."""
    venv = tmp_path_factory.mktemp("empty") / "venv"
    run(sys.executable, "-m", "venv", venv, cwd=venv.parent)
    pip = (venv / "bin" / "python", "-m", "pip")
    run(*pip, "install", "--no-deps", "--requirement", ROOT / "requirements" / "runtime.txt", cwd=venv)
    run(*pip, "install", "--no-deps", wheel, cwd=venv)
    run(*pip, "check", cwd=venv)
    return venv / "bin"


@pytest.fixture
def served(scripts: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """`homologa serve` as a process of its own, with the one line that it printed."""
    command = (scripts / "homologa", "serve", "--port", "0", "--json")
    with subprocess.Popen(command, cwd=tmp_path, env=CLEAN, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            assert select.select([process.stdout], [], [], PATIENCE)[0], "nothing was printed"
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def fetch(url: str, form: dict[str, str] | None = None) -> Any:
    data = urllib.parse.urlencode(form).encode() if form else None
    with urllib.request.urlopen(url, data, timeout=PATIENCE) as answer:
        return json.load(answer)


def test_the_wheel_holds_the_packages_and_their_data_only(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    compiled = {f"homologa/simulators/_openapi/{path.stem}.json" for path in (ROOT / "openapi").glob("*.yaml")}
    features = {f"homologa/{path.relative_to(ROOT)}" for path in (ROOT / "features").rglob("*.feature")}

    assert features
    assert names >= compiled | features | {"homologa/features/kit/requirements.csv", "homologa/py.typed"}
    assert {name for name in names if "/_openapi/" in name} == compiled
    assert {name.split("/")[0].split("-")[0] for name in names} == {"homologa"}


def test_the_suite_runs_in_an_empty_directory(scripts: Path, tmp_path: Path) -> None:
    shown = run(scripts / "homologa", "verify", "-t", "NOV-07", cwd=tmp_path)
    assert "NOV-07" in shown


def test_the_platforms_are_served_until_the_process_is_told_to_end(
    served: tuple[subprocess.Popen[str], dict[str, Any]],
) -> None:
    process, line = served
    tiny = line["platforms"]["tiny"]
    form = {"token": tiny["credentials"]["token"], "formato": "json"}

    assert line["world"] in json.dumps(fetch(f"{line['control']}/worlds"))
    assert fetch(f"{tiny['url']}/api2/info.php", form)["retorno"]["status"] == "OK"

    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0


def test_a_project_with_packages_of_the_same_names_keeps_its_own(scripts: Path, tmp_path: Path) -> None:
    for name in ("features", "sync", "simulators"):
        tmp_path.joinpath(name).mkdir()
        tmp_path.joinpath(name, "__init__.py").write_text(f"OWNER = 'shop: {name}'\n")
    tmp_path.joinpath("test_own.py").write_text(
        "import features, simulators, sync\n\n"
        "def test_own(homologa_world):\n"
        "    owners = [package.OWNER for package in (features, simulators, sync)]\n"
        "    assert owners == ['shop: features', 'shop: simulators', 'shop: sync']\n"
        "    assert homologa_world.view('novaoito', 'produtos') is not None\n"
    )
    shown = run(scripts / "python", "-m", "pytest", "-q", cwd=tmp_path)
    assert "1 passed" in shown
