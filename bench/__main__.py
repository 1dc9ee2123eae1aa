"""`make bench`: measures, and writes results.json and RESULTS.md beside this file."""

import sys

import embedding
import serving
from results import Figure, write

MEASURES = (
    serving.start_up,
    serving.memory,
    serving.reads,
    embedding.calls,
    embedding.scenarios,
    embedding.catalogues,
)


def main() -> None:
    """Take every measure, one after another."""
    figures: list[Figure] = []
    for measure in MEASURES:
        for figure in measure():
            ratio = "" if figure.ratio is None else f"  ({figure.ratio:.2f} of {figure.ratio_to})"
            sys.stdout.write(f"{figure.name}: {figure.value:,.2f} {figure.unit}{ratio}\n")
            sys.stdout.flush()
            figures.append(figure)
    write(figures)


if __name__ == "__main__":
    main()
