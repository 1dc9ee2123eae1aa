"""Judges the connector that is installed by the scenarios, up to the first that does not pass.

One row of each outline comes first: most of what is wrong is seen there, and sooner.
"""

import argparse
import random
import sys
from pathlib import Path

from homologa.features.kit import gherkin, verdicts
from homologa.features.kit.paths import PACKAGE
from homologa.features.kit.verify import Suite, SuiteStopped, run

HARMLESS = {verdicts.PASSED, verdicts.SKIPPED}


def main() -> None:
    """Leave with 0 if every scenario passes, with 1 at the first that does not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-t", "--tags", help="only scenarios of this expression of tags")
    tags = parser.parse_args().tags
    for lines in (_one_row_of_each(), ()):
        _judge(Suite(tags=tags, lines=lines, extra=("-x",)))


def _judge(suite: Suite) -> None:
    try:
        done = run(suite)
    except SuiteStopped as stop:
        sys.exit(stop.reason)
    bad = [scenario for scenario in done.scenarios if scenario.verdict not in HARMLESS]
    if bad:
        sys.exit("\n".join(f"{scenario.verdict}: {scenario.name}" for scenario in bad))


def _one_row_of_each() -> tuple[tuple[Path, int], ...]:
    drawn = random.Random(1)
    return tuple(
        (path, drawn.choice(scenario.rows)[0])
        for path in sorted(PACKAGE.rglob("*.feature"))
        for scenario in gherkin.parse(path.read_text("utf-8")).scenarios
    )


if __name__ == "__main__":
    main()
