"""What the tests prove, they prove of the installed package."""

import importlib
import sysconfig
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("package", ["homologa", "homologa.simulators", "homologa.sync", "homologa.features"])
def test_packages_come_from_the_environment_and_not_from_the_checkout(package: str) -> None:
    module = importlib.import_module(package)
    assert Path(str(module.__file__)).is_relative_to(sysconfig.get_path("purelib"))


@pytest.mark.parametrize("group", ["homologa.platforms", "homologa.commands", "pytest11", "console_scripts"])
def test_every_entry_point_leads_somewhere(group: str) -> None:
    ours = [point for point in entry_points(group=group) if point.dist and point.dist.name == "homologa"]
    assert ours
    for point in ours:
        assert point.load()


def test_the_version_stands_in_one_place() -> None:
    assert f'version = "{version("homologa")}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_test_folders_are_not_packages() -> None:
    """A package `tests/sync` without its parent would be imported as `sync` and hide the real one."""
    folders = [folder for folder in (ROOT / "tests").iterdir() if (folder / "__init__.py").exists()]
    assert folders == []
    assert not (ROOT / "tests" / "__init__.py").exists()
