"""What a request of the control API asks for; whatever is badly formed is a UsageError."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import flask

from homologa.simulators.kernel.clock import BRASILIA, FIRST, LAST, Clock, read_iso
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.exchanges.filters import CLASSES
from homologa.simulators.kernel.screens import REFUSED, UNTYPABLE

MAX_PAGE = 1_000
MAX_SECONDS = 1e9
MAX_WAIT = 30.0
MAX_LABEL = 600
PAGING = frozenset({"after", "limit"})
NAME = re.compile(r"[A-Za-z0-9_-]{1,60}", re.ASCII)


def body(known: Iterable[str] | None = None) -> dict[str, Any]:
    """The JSON object of the request, empty when there is no body; `known` are the fields that it may have."""
    text = flask.request.get_data()
    try:
        asked = json.loads(text) if text else {}
        json.dumps(asked, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise UsageError("o corpo não é JSON válido em UTF-8") from None
    if not isinstance(asked, dict):
        raise UsageError("o corpo tem de ser um objeto JSON")
    if known is not None:
        _refuse_unknown(asked, known, "campo")
    return asked


def query(known: Iterable[str], **options: Iterable[str]) -> dict[str, str]:
    """The parameters of the query, which are all among the known ones; `options` are the values that some may have."""
    asked = flask.request.args.to_dict()
    _refuse_unknown(asked, known, "parâmetro")
    for name in options.keys() & asked.keys():
        one_of(asked[name], options[name], name)
    return asked


def page(asked: dict[str, str]) -> tuple[int, int]:
    """Take `after` (0) and `limit` (100) out of the query."""
    after = count(asked.pop("after", "0"), "after", 0, 2**63 - 1)
    return after, count(asked.pop("limit", "100"), "limit", 1, MAX_PAGE)


def one_of(value: Any, options: Iterable[str], name: str) -> Any:
    """The value, which is one of the options."""
    if value not in tuple(options):
        raise UsageError(f"{name} tem de ser um de: {', '.join(options)}")
    return value


def moment(text: Any) -> datetime:
    """An ISO 8601 moment, in the time of Brasília when it names no offset."""
    try:
        read = read_iso(text)
        read = (read if read.tzinfo else read.replace(tzinfo=BRASILIA)).astimezone(BRASILIA)
    except (TypeError, ValueError, OverflowError):
        raise UsageError(f"não é data e hora ISO 8601, como 2026-11-03T09:00: {text!r}") from None
    if not FIRST <= read <= LAST:
        raise UsageError(f"a data tem de estar entre {FIRST:%Y} e {LAST:%Y}")
    return read


def clock(mode: Any, now: Any) -> Clock:
    """A clock in this mode that begins at `now`; without it, at the default moment or at the real one."""
    one_of(mode, ("real", "frozen"), "clock")
    made = Clock(mode="real") if now is None and mode == "real" else Clock()
    if now is not None:
        made.instant = moment(now)
        made.switch(mode)
    return made


def seconds(value: Any) -> float:
    """A number of seconds, zero or more; in a query it is text."""
    try:
        number = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        number = None
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= MAX_SECONDS:
        raise UsageError(f"o número de segundos não pode ser {value!r}: use um de 0 a {MAX_SECONDS:.0f}")
    return number


def wait(asked: dict[str, str]) -> float:
    """Take `wait` (0) out of the query: seconds to wait for something at most."""
    return min(seconds(asked.pop("wait", 0)), MAX_WAIT)


def whole(value: Any, name: str) -> int:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise UsageError(f"{name} tem de ser um número inteiro")
    return int(value)


def status(value: str) -> str:
    """An HTTP status, or a class of them such as `4xx`."""
    if value not in CLASSES and not (value.isascii() and value.isdigit() and len(value) == 3 and value[0] in "12345"):
        raise UsageError("status tem de ser um número inteiro de 100 a 599, ou 1xx, 2xx, 3xx, 4xx ou 5xx")
    return value


def count(value: str, name: str, least: int, most: int) -> int:
    """A whole number of a query, from `least` to `most`."""
    if not (value.isascii() and value.isdigit() and len(value) < 20 and least <= int(value) <= most):
        raise UsageError(f"{name} tem de ser um número inteiro de {least} a {most}")
    return int(value)


def title(value: Any, name: str) -> str:
    """A short text on one line, by which people know something."""
    if UNTYPABLE[False].search(text(value, name)):
        raise UsageError(f"{name} não aceita {REFUSED[False]}")
    return str(value)


def text(value: Any, name: str) -> str:
    """A short text."""
    if not isinstance(value, str) or len(value) > MAX_LABEL:
        raise UsageError(f"{name} tem de ser um texto de até {MAX_LABEL} caracteres")
    return value


def texts(value: Any, name: str) -> list[str]:
    """A list of short texts."""
    if not isinstance(value, list):
        raise UsageError(f"{name} tem de ser uma lista de textos")
    return [text(one, name) for one in value]


def snapshot_name(name: str) -> str:
    """The name of a snapshot."""
    if not NAME.fullmatch(name):
        raise UsageError("o nome da fotografia tem letras sem acento, algarismos, - e _, até 60")
    return name


def _refuse_unknown(asked: Iterable[str], known: Iterable[str], what: str) -> None:
    unknown = sorted(set(asked) - set(known))
    if unknown:
        raise UsageError(f"{what} desconhecido: {', '.join(unknown)}; há: {', '.join(sorted(known)) or 'nenhum'}")
