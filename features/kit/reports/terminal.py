"""The report that a terminal shows: what went wrong first, then the tables, and the one word at the end."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace

from homologa.features.kit import verdicts
from homologa.features.kit.reports import differences, exchanges, labels
from homologa.features.kit.reports.labels import origin_title, platform_title, seconds, tally
from homologa.features.kit.reports.model import Report
from homologa.features.kit.reports.rows import ClaimRow
from homologa.features.kit.results import ScenarioResult
from homologa.features.kit.tags import claims_of
from homologa.features.kit.text import count

_SHOWN_EXCHANGES = 5
_SHOWN_BODY = 160


def render(report: Report, width: int = 100) -> str:
    """Return the whole report as plain text, lines cut to `width` columns where they are only a reminder."""
    parts = [
        *_problems("Erros do kit (nunca culpa do conector)", verdicts.ERROR, report, width),
        *_problems(
            "Erros do roteiro (o cenário pede o que não existe; corrija o roteiro)", verdicts.MISTAKE, report, width
        ),
        *_problems("Reprovados", verdicts.FAILED, report, width),
        *_broken_laws(report),
        *_problems("Ressalvas (decisões próprias e reconstruções)", verdicts.WARNED, report, width),
        *_blocked(report),
        *_skipped(report),
        *_invariants(report),
        *_observations(report, width),
        *_coverage(report),
        *_table("Requisitos do conector", report.of_connector(), width),
        *_table(
            "Requisitos do simulador (provam a plataforma simulada; não contam para o conector)",
            report.of_simulator(),
            width,
        ),
        *_table("Afirmações das páginas das plataformas", list(report.statements), width),
        _summary(report),
    ]
    return "\n\n".join(parts) + "\n"


def _summary(report: Report) -> str:
    total = count(len(report.scenarios), "cenário", "cenários")
    by_verdict = [tally(number, kind) for kind, number in report.kinds.items()]
    lines = [_field(name, text).strip() for name, text in labels.circumstances(report)]
    spread = f", somados {jobs} processos" if (jobs := report.circumstances.jobs) > 1 else ""
    lines.append(f"{total} em {seconds(report.seconds)}{spread} — {', '.join(by_verdict)}")
    return "\n".join([*lines, f"Resultado: {report.outcome}"])


def _problems(title: str, kind: str, report: Report, width: int) -> Iterator[str]:
    scenarios = report.having(kind)
    if scenarios:
        yield _underlined(title)
        yield from ("\n".join(_problem(scenario, report, width)) for scenario in scenarios)


def _problem(scenario: ScenarioResult, report: Report, width: int) -> Iterator[str]:
    yield f"{scenario.where}  {scenario.name}"
    for claim in claims_of(scenario.tags):
        yield _field(claim.id, claim.text)
    yield from _steps(scenario)
    yield from _difference(scenario)
    for found in scenario.violations:
        yield _field("lei", f"{found.name}: {found.detail}")
    for text in scenario.refused:
        yield _field("recusado", text)
    for entry in scenario.exchanges[-_SHOWN_EXCHANGES:]:
        yield from _exchange(exchanges.read(entry), width)
    if scenario.trace:
        yield textwrap.indent(scenario.trace, "    | ")
    if scenario.world:
        yield _field("mundo", labels.kept_world(scenario.world, report))
    yield _field("repita", report.command(scenario))


def _steps(scenario: ScenarioResult) -> Iterator[str]:
    """Yield every step with its table, the failing one marked and with its line."""
    for step in scenario.steps:
        is_failing = step.line == scenario.step_line
        mark = f"linha {step.line} →" if is_failing else ""
        yield f"    {mark:>15} {step.text}"
        yield from (f"{'':22}{row}" for row in step.table)
    if scenario.step and not scenario.steps:
        yield _field("passo", f"linha {scenario.step_line}: {scenario.step}")


def _difference(scenario: ScenarioResult) -> Iterator[str]:
    if scenario.message:
        yield _field("motivo", scenario.message)
    if scenario.expected is not None:
        where = f"em {platform_title(scenario.platform)}: " if scenario.platform else ""
        yield _field("esperado", where + scenario.expected)
        yield _field("encontrado", scenario.found or "")
        for line in differences.between(scenario.expected, scenario.found):
            yield _field("diferença", line)


def _exchange(entry: exchanges.Exchange, width: int) -> Iterator[str]:
    yield _field("troca", entry.title)
    for name, body in (("pedido", entry.request), ("resposta", entry.answer)):
        if body:
            yield f"                 {name}: {_short(body, min(_SHOWN_BODY, width))}"
    notes = [("causa", entry.cause), ("dica", entry.hint), *(("contrato", text) for text in entry.findings)]
    for name, note in notes:
        if note:
            yield f"                 {name}: {note}"


def _broken_laws(report: Report) -> Iterator[str]:
    """Yield the laws that were broken, which outweigh whatever else came out."""
    broken = [row for row in report.invariants if row.violations]
    if broken:
        yield _underlined("Invariantes violadas (reprovam, seja qual for o requisito do cenário)")
        yield "\n".join(f"{row.name}: {one['scenario']}: {one['detail']}" for row in broken for one in row.violations)


def _blocked(report: Report) -> Iterator[str]:
    reasons = report.blocked_by_reason()
    if not reasons:
        return
    yield _underlined("Bloqueados (algo de que dependem falhou antes)")
    for reason, scenarios in reasons.items():
        lines = [reason, *(f"    {scenario.where}  {scenario.name}" for scenario in scenarios)]
        lines += [_field("mundo", labels.kept_world(one.world, report)) for one in scenarios if one.world]
        yield "\n".join([*lines, _field("repita", report.command(scenarios[0]))])


def _skipped(report: Report) -> Iterator[str]:
    for title, kind in (("Pulados", verdicts.SKIPPED), ("Não se aplicam", verdicts.NOT_APPLICABLE)):
        scenarios = report.having(kind)
        if scenarios:
            lines = [f"{scenario.where}  {scenario.name}: {scenario.reason}" for scenario in scenarios]
            yield "\n".join([_underlined(title), *lines])


def _invariants(report: Report) -> Iterator[str]:
    if not report.invariants:
        return
    lines = [_underlined("Invariantes")]
    for row in report.invariants:
        broken = count(len(row.violations), "violação", "violações") if row.violations else "respeitada"
        lines.append(f"{row.name}: {broken} ({count(row.checked, 'cenário', 'cenários')})")
    yield "\n".join(lines)


def _observations(report: Report, width: int) -> Iterator[str]:
    rows = report.observations
    if not rows:
        return
    yield _underlined("Achados (contrato e limites; não mudam vereditos)")
    for row in rows:
        times = f"{count(row.times, 'vez', 'vezes')} em {count(len(row.scenarios), 'cenário', 'cenários')}"
        calls = ", ".join(f"{operation} {number}" for operation, number in row.operations.items())
        lines = [f"{platform_title(row.platform)}: {row.text} ({times})", _field("chamadas", calls)]
        if row.example:
            lines += _exchange(replace(exchanges.read(row.example), hint=None), width)
        yield "\n".join(lines)


def _table(title: str, rows: list[ClaimRow], width: int) -> Iterator[str]:
    if not rows:
        return
    lines = [title]
    for platform in dict.fromkeys(row.claim.platform for row in rows):
        own = [row for row in rows if row.claim.platform == platform]
        lines += [_group(own[0]), *_rows(own, width)]
    yield "\n".join(lines)


def _group(row: ClaimRow) -> str:
    note = " — contrato reconstruído" if row.claim.fidelity == "reconstructed" else ""
    return f"  {platform_title(row.claim.platform)}{note}"


def _rows(rows: list[ClaimRow], width: int) -> Iterator[str]:
    room = max(len(row.claim.id) for row in rows) + 2
    wide = max(13, *(len(row.label) for row in rows)) + 2
    yield f"    {'id':<{room}}{'veredito':<{wide}}{'origem':<14}{'sujeito':<11}{'cenários':>8}  texto"
    for row in rows:
        claim = row.claim
        subject = "simulador" if claim.of_simulator else claim.subject
        line = (
            f"    {claim.id:<{room}}{row.label:<{wide}}{origin_title(claim.origin):<14}{subject:<11}"
            f"{len(row.scenarios):>8}  "
        )
        yield line + _short(claim.text, max(width - len(line), 20))


def _coverage(report: Report) -> Iterator[str]:
    notes: list[str] = []
    if report.outside:
        notes.append(f"{count(report.outside, 'requisito', 'requisitos')} fora da seleção.")
    if report.uncovered:
        total = count(sum(report.uncovered.values()), "requisito", "requisitos")
        names = ", ".join(platform_title(platform) for platform in report.uncovered)
        notes.append(f"{total} de integrações sem nenhum cenário nestes caminhos: {names}.")
    if notes:
        yield "\n".join(notes)


def _field(name: str, text: str) -> str:
    first, *others = text.splitlines() or [""]
    return "\n".join([f"    {name:<11} {first}", *(f"{'':16}{line}" for line in others)])


def _short(text: str, width: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def _underlined(title: str) -> str:
    return f"{title}\n{'=' * len(title)}"
