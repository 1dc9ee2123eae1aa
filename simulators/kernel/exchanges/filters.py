"""Which exchanges of a journal are looked for, as conditions of SQL."""

import html
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from urllib.parse import quote, quote_plus

EQUAL = frozenset({
    "direction", "protocol", "platform", "operation", "subject", "method", "cause", "run", "state",
})  # fmt: skip
ONLY: Mapping[str, str] = MappingProxyType(
    {
        "findings": "findings != '[]'",
        "hint": "hint != ''",
        "refused": "(status >= 400 OR (hint != '' AND direction = 'in'))",
        "breach": "breach != ''",
    }
)
"""What `only` can ask for: with findings, with a hint, refused by a platform or a screen, against our own contract."""
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
SEARCHED_COLUMNS = ("CAST(url AS BLOB)", "request_body", "response_body")
Condition = tuple[str, list[object]]


def sql_condition(filters: Mapping[str, object]) -> Condition:
    """The condition for exchanges that every filter allows, and its values; those that are empty ask for nothing.

    Beside EQUAL there are `status` (a number or one of CLASSES), `since` and `until` (moments; until is not within),
    `text` (what URL or body hold, in whatever way it is written there) and `only`. Raises ValueError for another.
    """
    unknown = sorted(set(filters) - FILTERS)
    if unknown:
        raise ValueError(f"unknown journal filters: {unknown}")
    conditions, values = ["1"], []
    for name, value in filters.items():
        if value in (None, ""):
            continue
        condition, more = _SPECIAL[name](value) if name in _SPECIAL else (f"{name} = ?", [value])
        conditions.append(condition)
        values += more
    return " AND ".join(conditions), values


def _status(value: object) -> Condition:
    if str(value) in CLASSES:
        return "status / 100 = ?", [int(str(value)[0])]
    return "status = ?", [value]


def _since(value: object) -> Condition:
    return "julianday(at) >= julianday(?)", [_moment(value)]


def _until(value: object) -> Condition:
    return "julianday(at) < julianday(?)", [_moment(value)]


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise ValueError(f"not a moment: {value!r}")
    return value.astimezone(UTC).isoformat()


def _text(value: object) -> Condition:
    plain = str(value)
    written = {
        plain,
        quote(plain),
        quote_plus(plain),
        html.escape(plain, quote=False),
        json.dumps(plain)[1:-1],
        json.dumps(plain, ensure_ascii=False)[1:-1],
        quote_plus(json.dumps(plain)[1:-1]),
        json.dumps(plain)[1:-1].replace("/", "\\/"),
    }
    forms = sorted(form.encode() for form in written)
    held = " OR ".join(f"instr({place}, ?)" for place in SEARCHED_COLUMNS for _ in forms)
    return f"({held})", [form for _ in SEARCHED_COLUMNS for form in forms]


def _only(value: object) -> Condition:
    if value not in ONLY:
        raise ValueError(f"not one of {sorted(ONLY)}: {value!r}")
    return ONLY[str(value)], []


_SPECIAL: Mapping[str, Callable[[object], Condition]] = MappingProxyType(
    {"status": _status, "since": _since, "until": _until, "text": _text, "only": _only}
)
FILTERS = EQUAL | _SPECIAL.keys()
