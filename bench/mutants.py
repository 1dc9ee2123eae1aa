"""Mutates the connector, and has the scenarios judge each mutant: `make mutants`.

Runs under the Python of an environment that has cosmic-ray, over a copy of the installed package: nothing that is
installed is touched. The sample is the same for the same seed and the same source.
"""

import argparse
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkItem, WorkResult

PATIENCE = 300
"""Seconds after which a mutant that has not been judged counts as killed: it goes round in circles."""
UNREACHED = [
    *(
        "commands",
        "embedded",
        "program",
        "core/order_ports",
        "core/parts",
        "flows/orders/*",
        "flows/values/change_queues",
    ),
    *(f"platforms/tiny/{name}" for name in ("changes", "sales", "situations", "sizes")),
    *(f"core/rules/{name}" for name in ("dates", "money", "parcels", "texts")),
]
"""What no scenario reaches: how a process starts, and flows that no integration carries yet. tests/sync proves them."""
ANNOTATIONS = "BitOr"
"""Of operators on `|`, which stands in annotations nearly everywhere: any other is an error of types at the import."""
CONFIG = """\
[cosmic-ray]
module-path = "homologa/sync"
timeout = {patience}
excluded-modules = {unreached!r}
test-command = {command!r}

[cosmic-ray.distributor]
name = "local"
"""
JUDGE = Path(__file__).absolute().with_name("first_failure.py")
WHERE = "import homologa; print(*homologa.__path__)"


def main() -> None:
    """Mutate, judge, and write the score and the survivors as Markdown."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_package(options.python, copy)
        _write_config(copy, options)
        _cosmic_ray(copy, "init", "config.toml", "session.sqlite")
        _cosmic_ray(copy, "baseline", "config.toml")
        with use_db(copy / "session.sqlite", WorkDB.Mode.open) as database:
            total = _spare_the_others(database, options.sample, options.seed)
        _cosmic_ray(copy, "exec", "config.toml", "session.sqlite")
        with use_db(copy / "session.sqlite", WorkDB.Mode.open) as database:
            print(_report(list(database.completed_work_items), total, options))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", required=True, type=_absolute, help="the Python in whose environment homologa is")
    parser.add_argument("--sample", type=int, default=60, help="how many mutants are judged")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("selection", nargs="*", help="which scenarios judge, such as -t NOV-09")
    return parser.parse_args()


def _absolute(path: str) -> Path:
    return Path(path).absolute()


def _copy_package(python: Path, folder: Path) -> None:
    """Copy the installed package, without compiled files: a mutant may be as old and as long as what it comes from."""
    found = subprocess.run([python, "-c", WHERE], capture_output=True, text=True, check=True, cwd=folder)
    shutil.copytree(found.stdout.strip(), folder / "homologa", ignore=shutil.ignore_patterns("__pycache__"))


def _write_config(folder: Path, options: argparse.Namespace) -> None:
    judge = [str(options.python), "-P", str(JUDGE), *options.selection]
    command = ["env", f"PYTHONPATH={folder}", "PYTHONDONTWRITEBYTECODE=1", *judge]
    unreached = [f"homologa/sync/{path}.py" for path in UNREACHED]
    (folder / "config.toml").write_text(
        CONFIG.format(patience=PATIENCE, unreached=unreached, command=shlex.join(command))
    )


def _cosmic_ray(folder: Path, *arguments: str) -> None:
    subprocess.run([_absolute(sys.executable).with_name("cosmic-ray"), *arguments], cwd=folder, check=True)


def _spare_the_others(database: WorkDB, sample: int, seed: int) -> int:
    """Skip every mutant outside the sample; gives how many there are in all."""
    items = sorted(database.work_items, key=_place)
    telling = [item for item in items if ANNOTATIONS not in item.mutations[0].operator_name]
    chosen = random.Random(seed).sample(telling, min(sample, len(telling)))
    spared = {item.job_id for item in items} - {item.job_id for item in chosen}
    database.set_multiple_results(list(spared), WorkResult(worker_outcome=WorkerOutcome.SKIPPED))
    return len(telling)


def _place(item: WorkItem) -> tuple[str, int, int, str, int]:
    (mutation,) = item.mutations
    return (str(mutation.module_path), *mutation.start_pos, mutation.operator_name, mutation.occurrence)


def _report(done: Iterable[tuple[WorkItem, WorkResult]], total: int, options: argparse.Namespace) -> str:
    judged = [(item, result) for item, result in done if result.worker_outcome is not WorkerOutcome.SKIPPED]
    survivors = [(item, result) for item, result in judged if result.test_outcome is TestOutcome.SURVIVED]
    killed = len(judged) - len(survivors)
    lines = [
        "# Mutants of the connector",
        "",
        f"{killed} of {len(judged)} killed ({killed / len(judged):.0%}); sample of {total}, seed {options.seed}.",
    ]
    for item, result in sorted(survivors, key=lambda one: _place(one[0])):
        module, line, *_ = _place(item)
        lines += ["", f"## {module}:{line}", "", "```diff", _changed(result.diff or ""), "```"]
    return "\n".join(lines)


def _changed(diff: str) -> str:
    rows = diff.splitlines()
    return "\n".join(row for row in rows if row.startswith(("+", "-")) and not row.startswith(("+++", "---")))


if __name__ == "__main__":
    main()
