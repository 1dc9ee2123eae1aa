"""Fuzzing of a simulator in this process by its own OpenAPI file: the same requests at every run."""

import copy
import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks

EXAMPLES = 10
SETTINGS = hypothesis.settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def compiled(name: str) -> dict[str, Any]:
    return json.loads(files("homologa.simulators").joinpath("_openapi", f"{name}.json").read_text(encoding="utf-8"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for an operation each one of the module's CONTRACT, with good and with bad requests."""
    if "operation_id" not in metafunc.fixturenames:
        return
    spared = getattr(metafunc.module, "TWINS", frozenset())
    asked = [one for one in _asked(metafunc.module.CONTRACT) if one[0] not in spared]
    metafunc.parametrize(("operation_id", "mode"), asked, ids=lambda part: getattr(part, "value", part))


def _asked(contract: str) -> list[tuple[str, GenerationMode]]:
    asked = []
    for path in compiled(contract)["paths"].values():
        for described in (path[method] for method in path if method != "parameters"):
            asked.append((described["operationId"], GenerationMode.POSITIVE))
            if "requestBody" in described or [*path.get("parameters", ()), *described.get("parameters", ())]:
                asked.append((described["operationId"], GenerationMode.NEGATIVE))
    return asked


@pytest.fixture(scope="session")
def asked():
    """The operations of a contract that are called, each with the mode of its requests."""
    return _asked


@pytest.fixture(scope="session")
def small():
    return SETTINGS


@pytest.fixture(scope="session")
def pinned():
    return _pinned


def _pinned(name: str, pins: dict[str, Any]) -> dict[str, Any]:
    """The contract with one value for each path parameter; `pins` are by a part of the path, such as `jobs/{id}`."""
    description = copy.deepcopy(compiled(name))
    for path, methods in description["paths"].items():
        shared = [_resolved(parameter, description) for parameter in methods.get("parameters", [])]
        for pin, value in pins.items():
            wanted = pin.partition("{")[2].rstrip("}") if pin in path else ""
            for parameter in shared:
                if parameter["name"] == wanted:
                    parameter["schema"] = {"enum": [value]}
        methods["parameters"] = shared
    return description


def _resolved(parameter: dict[str, Any], description: dict[str, Any]) -> dict[str, Any]:
    name = parameter.get("$ref", "").rpartition("/")[2]
    return dict(description["components"]["parameters"][name] if name else parameter)


@pytest.fixture
def fuzz():
    """Sends requests of one operation, good or bad ones, and has every check of the answers made."""
    load_all_checks()

    def run(
        schema: Any,
        operation_id: str,
        mode: GenerationMode,
        prepare: Callable[[], object],
        *judges: Callable[[Any, Any], None],
        spared: Callable[[Any], list[Any]] = lambda answer: [],
        settings: hypothesis.settings = SETTINGS,
    ) -> None:
        operation = schema.find_operation_by_id(operation_id)

        @settings
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def requests(case: Any) -> None:
            # The client of the tests takes a question mark for the beginning of a query, wherever it stands.
            hypothesis.assume("?" not in case.formatted_path)
            prepare()
            answer = case.call()
            case.validate_response(answer, excluded_checks=spared(answer))
            for judge in judges:
                judge(case, answer)

        requests()

    return run
