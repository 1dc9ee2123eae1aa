"""The build hook turns openapi/*.yaml into the package's data."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "openapi").mkdir()
    return tmp_path


def compiled(project: Path, hook: ModuleType, text: str) -> object:
    (project / "openapi" / "some.yaml").write_text(text, "utf-8")
    hook.compile_openapi(project)
    return json.loads((project / "simulators" / "_openapi" / "some.json").read_text("utf-8"))


def test_each_file_becomes_json_of_the_same_name(project: Path, hook: ModuleType) -> None:
    document = compiled(project, hook, "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {}}}}}\n")
    assert document == {"openapi": "3.1.0", "paths": {"/a": {"get": {"responses": {"200": {}}}}}}


def test_files_of_an_earlier_build_vanish(project: Path, hook: ModuleType) -> None:
    compiled(project, hook, "a: 1")
    (project / "openapi" / "some.yaml").rename(project / "openapi" / "other.yaml")
    hook.compile_openapi(project)
    assert [path.name for path in (project / "simulators" / "_openapi").iterdir()] == ["other.json"]


def test_an_unchanged_file_is_not_written_again(project: Path, hook: ModuleType) -> None:
    compiled(project, hook, "a: 1")
    target = project / "simulators" / "_openapi" / "some.json"
    before = target.stat().st_mtime_ns
    hook.compile_openapi(project)
    assert target.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"),
        ("12:30", "12:30"),
        ("on", "on"),
        ("yes", "yes"),
        ("01001", "01001"),
        ("1_000", "1_000"),
        ("true", True),
        ("-12", -12),
        ("1.5", 1.5),
        ("2e3", 2000.0),
        ("null", None),
        ("", None),
        ("ação", "ação"),
    ],
)
def test_plain_scalars_mean_what_they_show(project: Path, hook: ModuleType, written: str, read: object) -> None:
    assert compiled(project, hook, f"value: {written}\n") == {"value": read}


def test_a_key_that_stands_twice_is_refused(project: Path, hook: ModuleType) -> None:
    with pytest.raises(yaml.constructor.ConstructorError, match="stands twice"):
        compiled(project, hook, "/a: 1\n/b: 2\n/a: 3\n")
