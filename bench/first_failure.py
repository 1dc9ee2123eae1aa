"""Judges the connector that is installed by the scenarios, up to the first that does not pass."""

import argparse
import sys

from homologa.features.kit import verdicts
from homologa.features.kit.verify import Suite, SuiteStopped, run

HARMLESS = {verdicts.PASSED, verdicts.SKIPPED}


def main() -> None:
    """Leave with 0 if every scenario passes, with 1 at the first that does not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-t", "--tags", help="only scenarios of this expression of tags")
    try:
        done = run(Suite(tags=parser.parse_args().tags, extra=("-x",)))
    except SuiteStopped as stop:
        sys.exit(stop.reason)
    bad = [scenario for scenario in done.scenarios if scenario.verdict not in HARMLESS]
    sys.exit("\n".join(f"{scenario.verdict}: {scenario.name}" for scenario in bad) or None)


if __name__ == "__main__":
    main()
