"""Who may import whom: the contracts hold in the checkout, and they bite."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

MODULES = (
    "homologa",
    "homologa.simulators",
    "homologa.simulators.kernel",
    "homologa.simulators.kernel.web",
    "homologa.simulators.kernel.web.http",
    "homologa.simulators.control",
    "homologa.simulators.control.client",
    "homologa.simulators.server",
    "homologa.simulators.novaoito",
    "homologa.simulators.novaoito.errors",
    "homologa.simulators.tiny",
    "homologa.simulators.tiny.api",
    "homologa.simulators.tiny.errors",
    "homologa.simulators.tiny.rules",
    "homologa.simulators.tiny.views",
    "homologa.simulators.tiny.webhooks",
    "homologa.simulators.tiny.wire",
    "homologa.sync",
    "homologa.sync.app",
    "homologa.sync.commands",
    "homologa.sync.connector",
    "homologa.sync.core",
    "homologa.sync.embedded",
    "homologa.sync.flows",
    "homologa.sync.integrations",
    "homologa.sync.integrations.base",
    "homologa.sync.integrations.novaoito",
    "homologa.sync.integrations.novaoito.rules",
    "homologa.sync.platforms",
    "homologa.sync.setup",
    "homologa.sync.worker",
    "homologa.features",
    "homologa.features.kit",
    "homologa.features.kit.embedded",
    "homologa.features.steps",
    "homologa.features.steps.novaoito",
    "homologa.features.steps.telas",
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
    write(house, "homologa.simulators.tiny.rules", "import homologa.simulators.kernel, homologa.simulators.tiny.errors")
    write(
        house,
        "homologa.simulators.tiny.api",
        "import homologa.simulators.tiny.rules, homologa.simulators.tiny.wire, flask",
    )
    write(house, "homologa.features.steps", "import homologa.simulators.control.client")
    write(house, "homologa.features.kit.embedded", "import homologa.simulators.server, homologa.sync")
    assert lint_imports(house).returncode == 0


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("homologa.simulators.kernel", "import homologa.simulators.tiny"),
        ("homologa.simulators.kernel", "import homologa.simulators.control"),
        ("homologa.simulators.server", "import homologa.simulators.tiny"),
        ("homologa.simulators.tiny", "import homologa.simulators.novaoito.errors"),
        ("homologa.simulators.tiny.api", "import homologa.simulators.control"),
        ("homologa.simulators.tiny.api", "import homologa.sync"),
        ("homologa.simulators.tiny.errors", "import homologa.simulators.tiny.wire"),
        ("homologa.simulators.tiny.rules", "import flask"),
        ("homologa.simulators.tiny.rules", "import homologa.simulators.tiny.wire"),
        ("homologa.simulators.tiny.rules", "import time"),
        ("homologa.simulators.tiny.views", "import homologa.simulators.tiny.api"),
        ("homologa.simulators.tiny.views", "import homologa.simulators.tiny.wire"),
        ("homologa.simulators.tiny.webhooks", "import homologa.simulators.tiny.wire"),
        ("homologa.sync", "import homologa.simulators.kernel"),
        ("homologa.sync", "import homologa.features.kit"),
        ("homologa.sync.integrations.novaoito.rules", "import httpx"),
        ("homologa.sync.core", "import homologa.sync.flows"),
        ("homologa.sync.core", "import homologa.sync.platforms"),
        ("homologa.sync.flows", "import homologa.sync.platforms"),
        ("homologa.sync.platforms", "import homologa.sync.flows"),
        ("homologa.sync.flows", "import homologa.sync.integrations"),
        ("homologa.sync.integrations", "import homologa.sync.setup"),
        ("homologa.sync.integrations", "import flask"),
        ("homologa.sync.connector", "import homologa.sync.integrations.novaoito"),
        ("homologa.features.steps", "import homologa.simulators.control"),
        ("homologa.features.steps", "import homologa.sync.core"),
        ("homologa.features.steps.telas", "import homologa.features.steps.novaoito"),
        ("homologa.features.kit", "import homologa.features.steps.novaoito"),
    ],
)
def test_an_import_against_the_plan_is_refused(house: Path, module: str, line: str) -> None:
    write(house, module, line)
    result = lint_imports(house)
    assert result.returncode == 1
    assert "BROKEN" in result.stdout
