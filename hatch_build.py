"""Build hook: the OpenAPI files, compiled to JSON, become data of the package `simulators`."""

import json
import re
from pathlib import Path
from typing import Any

import yaml
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = "openapi"
TARGET = "simulators/_openapi"


class OpenApiLoader(yaml.SafeLoader):
    """YAML 1.2's JSON-like scalars: a date, a time, `on` or `007` stays the text that was written.

    Raises `yaml.constructor.ConstructorError` when a mapping has a key twice.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build one mapping, each key once."""
        keys = [key.value for key, _ in node.value]
        for key, _ in node.value:
            if keys.count(key.value) > 1:
                problem = f"key {key.value!r} stands twice"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"-?(?:0|[1-9][0-9]*)", list("-0123456789")),
    ("float", r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", list("-0123456789")),
):
    OpenApiLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first)


def compile_openapi(root: Path) -> None:
    """Make `simulators/_openapi/NAME.json` of every `openapi/NAME.yaml`, and leave nothing else there."""
    target = root / TARGET
    target.mkdir(parents=True, exist_ok=True)
    compiled = {f"{source.stem}.json": as_json(source) for source in sorted((root / SOURCE).glob("*.yaml"))}
    for stale in target.iterdir():
        if stale.name not in compiled:
            stale.unlink()
    for name, text in compiled.items():
        path = target / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def as_json(source: Path) -> str:
    """Give one OpenAPI file as compact JSON."""
    document = OpenApiLoader(source.read_text("utf-8")).get_single_data()
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


class OpenApiHook(BuildHookInterface[Any]):
    """Compile before the wheel is packed; an sdist carries the sources and needs nothing."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run once per build of a target."""
        if self.target_name == "wheel":
            compile_openapi(Path(self.root))
