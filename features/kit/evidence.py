"""What a result keeps of the exchanges before its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def describe(exchange: Mapping[str, Any]) -> dict[str, Any]:
    """An exchange of the journal, as results keep it."""
    return {
        "seq": exchange["seq"],
        "at": exchange["at"],
        "direction": exchange["direction"],
        "platform": exchange["platform"],
        "operation": exchange["operation"],
        "method": exchange["method"],
        "url": exchange["url"],
        "status": exchange["status"],
        "request": exchange["request"]["body"],
        "answer": exchange["response"]["body"],
        "cause": exchange["cause"],
        "hint": "; ".join(filter(None, [exchange["hint"], *exchange["findings"]])),
    }
