"""`make bench`: measures, and writes results.json and RESULTS.md beside this file.

`python bench NAME…` takes only the modules or the measures of these names, and writes nothing.
"""

import sys

import deliveries
import dummies
import embedding
import orders
import routing
import running
import scale
import serving
import snapshots
from results import Figure, write

MODULES = (running, routing, serving, snapshots, scale, orders, deliveries, embedding, dummies)


def main(names: list[str]) -> None:
    """Take the measures, one after another."""
    figures: list[Figure] = []
    for module in MODULES:
        for measure in module.MEASURES:
            if not names or {module.__name__, measure.__name__}.intersection(names):
                for figure in measure():
                    sys.stdout.write(figure.line() + "\n")
                    sys.stdout.flush()
                    figures.append(figure)
    if not names:
        write(figures)


if __name__ == "__main__":
    main(sys.argv[1:])
