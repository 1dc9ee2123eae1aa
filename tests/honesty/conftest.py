"""Runs the suite as people do, and reads its verdict."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from homologa.features.kit import gherkin
from homologa.features.kit.paths import PACKAGE

SEED = 1
CONNECTORS = Path(__file__).parent / "connectors"
HOMOLOGA = Path(sys.executable).parent / "homologa"
PATIENCE = 900


@dataclass(frozen=True)
class Verdict:
    """What a run of the suite said."""

    exit_code: int
    report: dict[str, Any]

    def requirements(self, *subjects: str) -> dict[str, str]:
        """Verdicts of the requirements that have scenarios, by id; of these subjects only when given."""
        return {
            row["id"]: row["verdict"]
            for row in self.report["requirements"]
            if row["scenarios"] and (not subjects or row["subject"] in subjects)
        }

    def scenarios(self) -> dict[str, str]:
        """Verdicts of the scenarios by `feature:line`."""
        return {f"{row['feature']}:{row['line']}": row["verdict"] for row in self.report["scenarios"]}


@pytest.fixture(scope="session")
def verify() -> Callable[..., Verdict]:
    """`homologa verify --json` with some options, from the folder of the connectors of these tests."""

    def run(*options: str) -> Verdict:
        done = subprocess.run(
            [str(HOMOLOGA), "verify", "--json", *options],
            cwd=CONNECTORS,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        if not done.stdout.strip():
            pytest.fail(f"no verdict:\n{done.stderr}")
        return Verdict(done.returncode, json.loads(done.stdout))

    return run


@pytest.fixture(scope="session")
def sample() -> list[tuple[Path, int]]:
    """Every scenario without examples, and one row, always the same, of each outline: its file and its line."""
    drawn = random.Random(SEED)
    return [
        (path, drawn.choice(scenario.rows)[0])
        for path in sorted(PACKAGE.rglob("*.feature"))
        for scenario in gherkin.parse(path.read_text("utf-8")).scenarios
    ]


@pytest.fixture(scope="session")
def sampled(sample: list[tuple[Path, int]]) -> list[str]:
    """The sample as commands take it and reports show it, `feature:line`."""
    return [f"features/{path.relative_to(PACKAGE)}:{line}" for path, line in sample]


@pytest.fixture(scope="session")
def reference(verify: Callable[..., Verdict], sampled: list[str]) -> Verdict:
    """The verdict on the reference connector, embedded, of the sample; `make verify` gives that of the whole."""
    return verify(*sampled)
