"""How Tiny writes values: texts, numbers, lists, moments."""

import re
from copy import copy
from datetime import datetime
from typing import Any

from homologa.sync.core.rules.dates import BRASILIA

MOMENT = "%d/%m/%Y %H:%M:%S"
DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def as_list(value: Any) -> list[Any]:
    """A list of Tiny as a list: one of one element may come bare, an empty one as `""` (quirk Q5)."""
    if isinstance(value, list):
        return value
    return [] if value in (None, "") else [value]


def copied_list(value: Any) -> list[Any]:
    """The same with a copy of each element."""
    return [copy(element) for element in as_list(value)]


def text(value: Any) -> str:
    """A scalar as text without blanks around it; "" for none."""
    return "" if value is None else str(value).strip()


def decimal(value: Any) -> float | None:
    """A number, or None for whatever is none."""
    written = text(value)
    return float(written) if DECIMAL.fullmatch(written) and not isinstance(value, bool) else None


def moment(written: Any) -> datetime | None:
    """A moment as Tiny writes it, such as 02/03/2026 10:15:20 in Brasília; None for what is none."""
    try:
        return datetime.strptime(text(written), MOMENT).replace(tzinfo=BRASILIA)
    except ValueError:
        return None


def written_moment(at: datetime) -> str:
    """A moment as Tiny wants it."""
    return at.astimezone(BRASILIA).strftime(MOMENT)
