"""Who may import whom: the contracts hold in the checkout, and they bite."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

MODULES = (
    "simulators",
    "simulators.kernel",
    "simulators.kernel.web",
    "simulators.kernel.web.http",
    "simulators.control",
    "simulators.control.client",
    "simulators.server",
    "simulators.novaoito",
    "simulators.novaoito.errors",
    "simulators.tiny",
    "simulators.tiny.api",
    "simulators.tiny.errors",
    "simulators.tiny.rules",
    "simulators.tiny.views",
    "simulators.tiny.webhooks",
    "simulators.tiny.wire",
    "sync",
    "sync.rules",
    "features",
    "features.kit",
    "features.kit.embedded",
    "features.steps",
)


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-logo", "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house under the project's own contracts, in which every module is empty."""
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for module in MODULES:
        folder = tmp_path.joinpath(*module.split("."))
        folder.mkdir()
        (folder / "__init__.py").touch()
    return tmp_path


def write(house: Path, module: str, line: str) -> None:
    house.joinpath(*module.split("."), "__init__.py").write_text(line + "\n")


def test_the_checkout_keeps_every_contract() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_what_the_plan_allows_is_allowed(house: Path) -> None:
    write(house, "simulators.tiny.rules", "import simulators.kernel, simulators.tiny.errors")
    write(house, "simulators.tiny.api", "import simulators.tiny.rules, simulators.tiny.wire, flask")
    write(house, "features.steps", "import simulators.control.client")
    write(house, "features.kit.embedded", "import simulators.server, sync")
    assert lint_imports(house).returncode == 0


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("simulators.kernel", "import simulators.tiny"),
        ("simulators.kernel", "import simulators.control"),
        ("simulators.server", "import simulators.tiny"),
        ("simulators.tiny", "import simulators.novaoito.errors"),
        ("simulators.tiny.api", "import simulators.control"),
        ("simulators.tiny.api", "import sync"),
        ("simulators.tiny.errors", "import simulators.tiny.wire"),
        ("simulators.tiny.rules", "import flask"),
        ("simulators.tiny.rules", "import simulators.tiny.wire"),
        ("simulators.tiny.rules", "import time"),
        ("simulators.tiny.views", "import simulators.tiny.api"),
        ("simulators.tiny.views", "import simulators.tiny.wire"),
        ("simulators.tiny.webhooks", "import simulators.tiny.wire"),
        ("sync", "import simulators.kernel"),
        ("sync", "import features.kit"),
        ("sync.rules", "import httpx"),
        ("features.steps", "import simulators.control"),
        ("features.steps", "import sync.rules"),
    ],
)
def test_an_import_against_the_plan_is_refused(house: Path, module: str, line: str) -> None:
    write(house, module, line)
    result = lint_imports(house)
    assert result.returncode == 1
    assert "BROKEN" in result.stdout
