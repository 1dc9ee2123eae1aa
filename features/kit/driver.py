"""A client of the driver protocol: how the suite puts a connector under test (openapi/driver.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeVar, get_args

import httpx

from homologa.features.kit.errors import Blocked, IntegrationUnknown, NotThere, OperationRefused
from homologa.simulators.control.client import Caller

TIMEOUT = 70.0
LEAST_TIMEOUT = 5.0
"""Seconds that a connector has for one answer, however short the patience."""
YEARS = range(2000, 2100)
"""Of the moments that the clocks of the simulators can show."""
SETUP_HEADER = "Homologa-Setup"
SEVERAL = "several"
"""The capability of a connector that takes several set-ups side by side."""
OF_PROGRAM = frozenset({"clock", "restart", "log", "work", SEVERAL})
"""Capabilities of a program, whichever the integration."""
StateName = Literal["idle", "busy", "waiting"]
STATES: tuple[StateName, ...] = get_args(StateName)
UNKNOWN_PATH = (404, 405)
"""What answers so to a path of the protocol does not speak it."""
UNKNOWN_INTEGRATION = 422
"""What a connector answers to the set-up of an integration that it does not have."""
LONGEST_QUOTE = 200
KINDS: Mapping[type, str] = {dict: "um objeto", list: "uma lista", str: "um texto"}
T = TypeVar("T")


@dataclass(frozen=True)
class Capabilities:
    """What a connector answered to its set-up: its receivers by kind, what it can do and, maybe, what it is called."""

    receivers: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    title: str | None = None

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def require(self, known: frozenset[str], first: Capabilities | None) -> None:
        """Raise Blocked for those that are not known, and when they are not the first ones."""
        strange = sorted(self.names - known)
        if strange:
            raise Blocked(f"o conector diz ter capacidades que não existem: {', '.join(strange)}")
        if first is not None and first.names != self.names:
            before, now = (", ".join(sorted(found.names)) or "nenhuma" for found in (first, self))
            raise Blocked(f"o conector respondeu ao /setup com outras capacidades: de início {before}; agora {now}")


@dataclass(frozen=True)
class State:
    """What a connector says that it is doing."""

    name: StateName
    waiting_until: datetime | None = None
    wakes_at: datetime | None = None
    """When the connector acts by itself, beside idle above all: nobody has to wait for it."""

    def is_idle(self, limit: datetime | None) -> bool:
        """Whether it has nothing to do, or nothing before a moment beyond the limit."""
        if self.waiting_until is None:
            return self.name != "busy"
        return limit is not None and self.waiting_until > limit


class Driver:
    """One connector; every method raises Blocked when it cannot be reached or refuses.

    `name` is that of the set-up, for a connector that has several.
    """

    def __init__(
        self, url: str, transport: httpx.BaseTransport | None = None, *, patience: float = TIMEOUT, name: str = ""
    ) -> None:
        self.url = url
        self._given_up = ""
        try:
            timeout = max(patience, LEAST_TIMEOUT)
            named = {SETUP_HEADER: name} if name else {}
            self._caller = Caller(url, transport, timeout=timeout, headers=named)
        except httpx.InvalidURL:
            raise NotThere(_nowhere(url)) from None

    def probe(self) -> None:
        """Look whether a connector answers; raises NotThere."""
        try:
            self.state(0)
        except NotThere:
            raise
        except Blocked:
            return

    @property
    def is_given_up(self) -> bool:
        """Whether nobody talks to the connector any more."""
        return bool(self._given_up)

    def give_up(self, reason: str) -> Blocked:
        """Talk no more to the connector, for this reason, which every later call raises."""
        self._given_up = reason
        return Blocked(reason)

    def setup(self, setup: Mapping[str, Any]) -> Capabilities:
        """Hand an integration over; the connector forgets everything before.

        Raises IntegrationUnknown when it answers 422.
        """
        answer = self._answer("PUT", "/setup", json=setup)
        if answer.status_code == UNKNOWN_INTEGRATION:
            raise IntegrationUnknown(f"o conector respondeu 422 a PUT /setup: {_brief(answer.text)}")
        return _capabilities(self._content("PUT", "/setup", answer))

    def change(self, change: Mapping[str, Any]) -> Capabilities:
        """Hand a change of settings or credentials over; the connector forgets nothing."""
        return _capabilities(self._call("PATCH", "/setup", json=change))

    def run(self, operation: str, arguments: Mapping[str, Any] | None = None) -> None:
        """Start one operation by hand; raises OperationRefused when the connector does not offer it."""
        given = {"arguments": dict(arguments)} if arguments else {}
        answer = self._answer("POST", "/run", json={"operation": operation, **given})
        if answer.is_client_error:
            reason = f"o conector recusou a operação “{operation}” com {answer.status_code}: {_brief(answer.text)}"
            raise OperationRefused(reason, answer.status_code, _detail(answer))
        self._content("POST", "/run", answer)

    def state(self, wait: float) -> State:
        """What the connector is doing, waiting up to `wait` seconds for it to leave `busy`."""
        return _state(self._call("GET", "/state", params={"wait": wait}))

    def clock(self, now: datetime) -> None:
        """Tell the connector what time it is (capability `clock`)."""
        self._call("PUT", "/clock", json={"now": now.isoformat()})

    def restart(self) -> None:
        """Have the connector start again from its durable memory (capability `restart`)."""
        self._call("POST", "/restart")

    def close(self) -> None:
        """Close the connections."""
        self._caller.close()

    def _call(self, method: str, path: str, **options: Any) -> Any:
        return self._content(method, path, self._answer(method, path, **options))

    def _content(self, method: str, path: str, answer: httpx.Response) -> Any:
        if not answer.is_success:
            kind = NotThere if answer.status_code in UNKNOWN_PATH else Blocked
            raise kind(f"o conector respondeu {answer.status_code} a {method} {path}: {_brief(answer.text)}")
        try:
            return answer.json() if answer.content else None
        except ValueError as error:
            raise NotThere(f"o conector respondeu a {method} {path} o que não é JSON") from error

    def _answer(self, method: str, path: str, **options: Any) -> httpx.Response:
        if self._given_up:
            raise Blocked(self._given_up)
        try:
            return self._caller.request(method, path, **options)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise NotThere(_nowhere(self.url)) from None
        except httpx.ConnectError as error:
            raise NotThere(f"ninguém responde em {self.url}; ponha o conector no ar, ou corrija a URL") from error
        except httpx.TimeoutException as error:
            self.give_up(f"o conector não respondeu a tempo a {method} {path}")
            raise NotThere(self._given_up) from error
        except httpx.HTTPError as error:
            raise NotThere(f"o conector não respondeu a {method} {path} ({type(error).__name__})") from error


def _capabilities(data: Any) -> Capabilities:
    answer = _object(data, "PUT /setup")
    receivers, names = _key(answer, "receivers", dict, "PUT /setup"), _key(answer, "capabilities", list, "PUT /setup")
    for kind, url in receivers.items():
        if not isinstance(url, str):
            raise Blocked(f"na resposta do conector a PUT /setup o receptor “{kind}” não é um texto")
    return Capabilities(receivers, frozenset(map(str, names)), answer.get("name") or None)


def _state(data: Any) -> State:
    answer = _object(data, "GET /state")
    name = _key(answer, "state", str, "GET /state")
    found = next((state for state in STATES if state == name), None)
    if found is None:
        raise Blocked(f"o conector respondeu a GET /state com o estado {name!r}; os estados são {', '.join(STATES)}")
    until = _moment(_key(answer, "waiting_until", str, "GET /state")) if found == "waiting" else None
    wakes_at = answer.get("wakes_at")
    return State(found, until, _moment(str(wakes_at)) if wakes_at else None)


def _nowhere(url: str) -> str:
    return f"«{url}» não é um endereço; use um como http://127.0.0.1:8010"


def _brief(text: str) -> str:
    return " ".join(text.split())[:LONGEST_QUOTE]


def _detail(answer: httpx.Response) -> str:
    try:
        problem = answer.json()
    except ValueError:
        return ""
    return str(problem.get("detail") or "") if isinstance(problem, dict) else ""


def _object(data: Any, call: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise Blocked(f"o conector respondeu a {call} o que não é um objeto JSON")
    return data


def _key(answer: Mapping[str, Any], name: str, kind: type[T], call: str) -> T:
    if name not in answer:
        raise Blocked(f"na resposta do conector a {call} falta a chave “{name}”")
    value = answer[name]
    if not isinstance(value, kind):
        raise Blocked(f"na resposta do conector a {call} a chave “{name}” não é {KINDS[kind]}")
    return value


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Blocked(f"o conector espera até {text!r}, que não é data e hora ISO 8601") from None
    if moment.tzinfo is None:
        raise Blocked(f"o conector espera até {text!r}, sem o fuso horário")
    if moment.year not in YEARS:
        raise Blocked(f"o conector espera até {text!r}, e os relógios daqui vão de {YEARS[0]} a {YEARS[-1]}")
    return moment
