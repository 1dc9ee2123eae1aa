"""A connector under test: whether it answers, what it says, and what time it has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from homologa.simulators.shell.doctor.findings import Finding, ok, problem, warning
from homologa.simulators.shell.formatting import moment

if TYPE_CHECKING:
    import httpx

CHECK, CLOCK, LOG = "conector", "relógio do conector", "capacidades do conector"
STATES = ("idle", "busy", "waiting")
TOLERANCE = timedelta(seconds=60)
TIMEOUT = 10.0
PROTOCOL = "o protocolo de condução está em openapi/driver.yaml e docs/parceiros.md"


def check(url: str, now: datetime, transport: httpx.BaseTransport | None = None) -> Iterator[Finding]:
    """What there is to say of the connector at `url`; `now` is the present moment of its world."""
    import httpx

    try:
        with httpx.Client(base_url=url, transport=transport, timeout=TIMEOUT, trust_env=False) as client:
            answer = client.get("/state", params={"wait": 0})
            yield _state(answer)
            yield _clock(answer.headers.get("Date"), now)
            yield _log(client.get("/log"))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = f"não responde em {url} ({type(error).__name__})"
        yield problem(CHECK, reason, "inicie o conector, ou corrija a URL de --connector")


def _state(answer: httpx.Response) -> Finding:
    if not answer.is_success:
        return problem(CHECK, f"respondeu {answer.status_code} a GET /state", PROTOCOL)
    said = _object(answer)
    if said.get("state") not in STATES:
        return problem(CHECK, f"a resposta a GET /state não traz state igual a {', '.join(STATES)}", PROTOCOL)
    if said["state"] == "waiting" and not said.get("waiting_until"):
        return problem(CHECK, "diz waiting, mas não diz até quando em waiting_until", PROTOCOL)
    until = f" até {said['waiting_until']}" if said["state"] == "waiting" else ""
    return ok(CHECK, f"responde; está {said['state']}{until}")


def _clock(date: str | None, now: datetime) -> Finding:
    try:
        theirs = parsedate_to_datetime(date or "")
    except ValueError:
        return ok(CLOCK, "não diz as horas (sem o cabeçalho Date)")
    skew = abs(theirs - now)
    if skew <= TOLERANCE:
        return ok(CLOCK, "de acordo com o do mundo")
    reason = f"no conector são {moment(theirs.isoformat())}, no mundo {moment(now.isoformat())}"
    mend = "com a capacidade clock, a suíte o acerta; sem ela, use um mundo de relógio real (world create --clock real)"
    return warning(CLOCK, reason, mend)


def _log(answer: httpx.Response) -> Finding:
    if answer.is_success and isinstance(_object(answer).get("entries"), list):
        return ok(LOG, "tem log; as outras só aparecem quando a suíte o configura")
    return warning(LOG, "sem log (GET /log): os relatórios não mostram o que ele fez", PROTOCOL)


def _object(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
