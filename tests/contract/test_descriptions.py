"""The OpenAPI files as programs of others read them: a linter, and generators of clients in two languages."""

import compileall
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "openapi"
RULES = Path(__file__).with_name("redocly.yaml")
METHODS = {"get", "put", "post", "delete", "patch"}
MAY_BE_NULL = {"default", "example", "const"}
QUIET = {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
every_file = pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, env=QUIET, **options)


def operations(file):
    paths = yaml.safe_load(file.read_text("utf-8"))["paths"].values()
    return [path[method]["operationId"] for path in paths for method in METHODS & path.keys()]


def keys_without_value(node, place="#"):
    """Where a comma in the plain text of a flow mapping has made a key of the rest of the sentence."""
    rows = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, value in rows:
        if value is None and name not in MAY_BE_NULL and isinstance(node, dict):
            yield f"{place}/{name}"
        yield from keys_without_value(value, f"{place}/{name}")


@every_file
def test_no_key_is_the_rest_of_a_sentence(file):
    assert list(keys_without_value(yaml.safe_load(file.read_text("utf-8")))) == []


@every_file
def test_the_linter_finds_no_error(tool, file):
    done = run(tool("redocly"), "lint", file, f"--config={RULES}", "--format=json", "--max-problems=1000")
    found = json.loads(done.stdout[done.stdout.index("{") :])

    problems = [f"{one['location'][0].get('pointer')}: {one['message']}" for one in found["problems"]]
    errors = [text for text, one in zip(problems, found["problems"], strict=True) if one["severity"] == "error"]
    assert (errors, done.returncode) == ([], 0)


@every_file
def test_types_are_generated_for_typescript(tool, file, tmp_path):
    made = tmp_path / "types.ts"

    done = run(tool("openapi-typescript"), file, "--output", made)

    assert done.returncode == 0, done.stdout + done.stderr
    named = made.read_text("utf-8").partition("export interface operations")[2]
    assert [name for name in operations(file) if not re.search(rf'^    "?{re.escape(name)}"?: ', named, re.M)] == []


@every_file
def test_a_client_is_generated_for_python_with_nothing_left_out(tool, file, tmp_path):
    settings, made = tmp_path / "settings.yaml", tmp_path / "made"
    settings.write_text("post_hooks: []\n")
    how = (f"--config={settings}", f"--output-path={made}", "--meta=none", "--fail-on-warning")

    done = run(tool("openapi-python-client"), "generate", f"--path={file}", *how)

    assert done.returncode == 0, done.stdout + done.stderr
    modules = [module for module in made.glob("api/*/*.py") if module.stem != "__init__"]
    assert len(modules) == len(operations(file))
    assert compileall.compile_dir(made, quiet=2)
