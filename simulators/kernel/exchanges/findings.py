"""What the contracts and the limits have against the requests of a journal, each thing told once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import Journal

PAGE = 1_000
VALUES = re.compile(r'"(?:[^"\\]|\\.)*"|\d+(?:[.,]\d+)*')


@dataclass
class Finding:
    """One thing that requests of an operation did wrong: how often, and the first exchange in which they did it.

    What differs by values alone is one thing: `text` is that of its first time, `pattern` has none of the values.
    """

    platform: str
    operation: str
    text: str
    pattern: str
    exchange: int
    times: int = 0


def summary(journal: Journal) -> list[Finding]:
    """The findings of every kept exchange, in the order of their first times."""
    found: dict[tuple[str, str, str], Finding] = {}
    for exchange in _having_findings(journal):
        for text in exchange.findings:
            pattern = VALUES.sub("…", text)
            new = Finding(exchange.platform, exchange.operation, text, pattern, exchange.seq)
            found.setdefault((new.platform, new.operation, pattern), new).times += 1
    return list(found.values())


def _having_findings(journal: Journal) -> Iterator[Exchange]:
    after = 0
    while page := journal.find(after=after, limit=PAGE, only="findings"):
        yield from page
        after = page[-1].seq
