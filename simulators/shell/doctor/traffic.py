"""What went to and fro: deliveries that did not arrive, refusals, strangers and breaches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from homologa.simulators.shell.doctor.findings import Finding, ok, problem, warning
from homologa.simulators.shell.formatting import count

MAX_REASONS = 5
"""How many reasons are told, the most frequent first."""
ATTEMPT = re.compile(r" \(tentativa \d+ de \d+\)$")
NOT_ALLOWED = "destino não permitido"
Rows = Sequence[Mapping[str, Any]]


def deliveries(failed: Rows, pending: Rows, attempts: Rows) -> Finding:
    """Whether deliveries were given up, or failed and will be tried again; `attempts` are exchanges, oldest first."""
    last = {attempt["cause"]: attempt for attempt in attempts}
    tried = [delivery for delivery in pending if delivery["attempts"]]
    if not failed and not tried:
        return ok("entregas", f"{count(len(pending), 'à espera', 'à espera')}, nenhuma falhou")
    reasons = [_reason(delivery, last.get(f"entrega:{delivery['id']}")) for delivery in [*failed, *tried]]
    what = f"{len(failed)} sem sucesso e {len(tried)} por repetir: {_most(reasons)}"
    found = problem if failed else warning
    return found("entregas", what, _remedy([*failed, *tried], reasons))


def unrouted(rows: Rows) -> Finding:
    """Whether somebody called without a credential of any world, or where nothing is."""
    if not rows:
        return ok("desconhecidos", "nenhuma chamada sem mundo")
    reasons = [f"{row['platform']} {row['method']} {row['path']}: {row['hint']}" for row in rows]
    mend = "confira URL e credenciais do conector com «homologa world show»"
    return warning("desconhecidos", f"{_calls(len(rows))} de mundo nenhum: {_most(reasons)}", mend)


def breaches(rows: Rows) -> Finding:
    """Whether a simulator broke its own contract."""
    if not rows:
        return ok("contrato", "os simuladores cumprem os próprios contratos")
    reasons = [f"{row['platform']} {row['operation']}: {row['breach']}" for row in rows]
    mend = "o erro é nosso, não do conector: conte para nós, com a saída de «homologa journal --breaches»"
    return problem("contrato", f"um simulador descumpriu o próprio contrato: {_most(reasons)}", mend)


def refusals(rows: Rows) -> Finding:
    """What the platforms refused of late, and what callers have to change."""
    hints = [
        f"{' '.join(filter(None, (row['platform'], row['operation'])))}: {hint}"
        for row in rows
        if row["direction"] == "in"
        for hint in [*filter(None, [row["hint"]]), *row["findings"]]
    ]
    if not hints:
        return ok("recusas", "nenhuma dica nas últimas trocas")
    return warning("recusas", _most(hints), "mude o que a dica diz; «homologa journal» mostra cada troca")


def _reason(delivery: Mapping[str, Any], attempt: Mapping[str, Any] | None) -> str:
    hint = ATTEMPT.sub("", attempt["hint"]) if attempt else "ninguém mais a espera"
    return f"{delivery['platform']} {delivery['kind']} para {delivery['url']}: {hint}"


def _remedy(undone: Rows, reasons: Iterable[str]) -> str:
    barred = {
        host
        for delivery, reason in zip(undone, reasons, strict=True)
        if NOT_ALLOWED in reason and (host := urlsplit(delivery["url"]).hostname)
    }
    if barred:
        allowed = " ".join(f"--allow-target {host}" for host in sorted(barred))
        return f"sirva com «homologa serve {allowed}»"
    return "veja se o receptor está no ar e o que ele responde: «homologa deliveries list --state failed»"


def _most(reasons: Iterable[str]) -> str:
    counted = Counter(reasons)
    told = [f"{reason} ({many} vezes)" if many > 1 else reason for reason, many in counted.most_common(MAX_REASONS)]
    left = len(counted) - MAX_REASONS
    return "; ".join([*told, *([f"e mais {left}"] if left > 0 else [])])


def _calls(number: int) -> str:
    return count(number, "chamada", "chamadas")
