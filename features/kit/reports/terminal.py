"""The report that a terminal shows: what went wrong first, and the table per requirement at the end."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from homologa.features.kit import verdicts
from homologa.features.kit.reports import differences, exchanges
from homologa.features.kit.reports.labels import count, origin_title, platform_title, seconds, tally
from homologa.features.kit.reports.model import Report, RequirementRow, requirements_of
from homologa.features.kit.results import ScenarioResult

_SHOWN_EXCHANGES = 5
_SHOWN_BODY = 160


def render(report: Report, width: int = 100) -> str:
    """Return the whole report as plain text, lines cut to `width` columns where they are only a reminder."""
    parts = [
        *_problems("Erros do kit (nunca culpa do conector)", report.having(verdicts.ERROR), width),
        *_problems(
            "Erros do roteiro (o cenário pede o que não existe; corrija o roteiro)",
            report.having(verdicts.MISTAKE),
            width,
        ),
        *_problems("Reprovados", report.having(verdicts.FAILED), width),
        *_problems("Ressalvas (decisões próprias)", report.having(verdicts.WARNED), width),
        *_blocked(report),
        *_skipped(report),
        *_invariants(report),
        *_observations(report, width),
        _summary(report),
        *_coverage(report),
        *_table("Requisitos do conector", report.of_connector(), width),
        *_table(
            "Requisitos do simulador (provam a plataforma simulada; não contam para o conector)",
            report.of_simulator(),
            width,
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _summary(report: Report) -> str:
    total = count(len(report.scenarios), "cenário", "cenários")
    by_verdict = [tally(number, kind) for kind, number in report.kinds.items()]
    return f"Homologa {report.suite}: {total} em {seconds(report.seconds)} — {', '.join(by_verdict)}"


def _problems(title: str, scenarios: list[ScenarioResult], width: int) -> Iterator[str]:
    if scenarios:
        yield _underlined(title)
        yield from ("\n".join(_problem(scenario, width)) for scenario in scenarios)


def _problem(scenario: ScenarioResult, width: int) -> Iterator[str]:
    yield f"{scenario.where}  {scenario.name}"
    if requirements_of(scenario):
        yield _field("requisitos", ", ".join(requirements_of(scenario)))
    if scenario.step:
        yield _field("passo", f"linha {scenario.step_line}: {scenario.step}")
    if scenario.message:
        yield _field("motivo", scenario.message)
    if scenario.expected is not None:
        where = f"em {platform_title(scenario.platform)}: " if scenario.platform else ""
        yield _field("esperado", where + scenario.expected)
        yield _field("encontrado", scenario.found or "")
        for line in differences.between(scenario.expected, scenario.found):
            yield _field("diferença", line)
    for entry in scenario.exchanges[-_SHOWN_EXCHANGES:]:
        yield from _exchange(exchanges.read(entry), width)
    if scenario.trace:
        yield textwrap.indent(scenario.trace, "    | ")


def _exchange(entry: exchanges.Exchange, width: int) -> Iterator[str]:
    yield _field("troca", entry.title)
    for name, body in (("pedido", entry.request), ("resposta", entry.answer)):
        if body:
            yield f"                 {name}: {_short(body, min(_SHOWN_BODY, width))}"
    notes = [("causa", entry.cause), ("dica", entry.hint), *(("contrato", text) for text in entry.findings)]
    for name, note in notes:
        if note:
            yield f"                 {name}: {note}"


def _blocked(report: Report) -> Iterator[str]:
    reasons = report.blocked_by_reason()
    if not reasons:
        return
    yield _underlined("Bloqueados (algo de que dependem falhou antes)")
    for reason, scenarios in reasons.items():
        yield "\n".join([reason, *(f"    {scenario.where}  {scenario.name}" for scenario in scenarios)])


def _skipped(report: Report) -> Iterator[str]:
    scenarios = report.having(verdicts.SKIPPED, verdicts.NOT_APPLICABLE)
    if scenarios:
        lines = [f"{scenario.where}  {scenario.name}: {scenario.reason}" for scenario in scenarios]
        yield "\n".join([_underlined("Pulados"), *lines])


def _invariants(report: Report) -> Iterator[str]:
    if not report.invariants:
        return
    lines = [_underlined("Invariantes")]
    for row in report.invariants:
        broken = count(len(row.violations), "violação", "violações") if row.violations else "respeitada"
        lines.append(f"{row.name}: {broken} ({count(row.checked, 'cenário', 'cenários')})")
    yield "\n".join(lines)


def _observations(report: Report, width: int) -> Iterator[str]:
    rows = report.observations()
    if not rows:
        return
    yield _underlined("Achados (contrato e limites; não mudam vereditos)")
    for row in rows:
        times = f"{count(row.times, 'vez', 'vezes')} em {count(len(row.scenarios), 'cenário', 'cenários')}"
        lines = [f"{platform_title(row.platform)}, {row.operation}: {row.text} ({times})"]
        if row.example:
            lines += _exchange(exchanges.read(row.example), width)
        yield "\n".join(lines)


def _table(title: str, rows: list[RequirementRow], width: int) -> Iterator[str]:
    if not rows:
        return
    lines = [title]
    for platform in dict.fromkeys(row.requirement.platform for row in rows):
        own = [row for row in rows if row.requirement.platform == platform]
        lines += [_group(own[0]), *_rows(own, width)]
    yield "\n".join(lines)


def _group(row: RequirementRow) -> str:
    note = " — contrato reconstruído" if row.requirement.fidelity == "reconstructed" else ""
    return f"  {platform_title(row.requirement.platform)}{note}"


def _rows(rows: Iterable[RequirementRow], width: int) -> Iterator[str]:
    yield f"    {'id':<8}{'veredito':<17}{'origem':<11}{'sujeito':<11}{'cenários':>8}  requisito"
    for row in rows:
        requirement = row.requirement
        subject = "simulador" if requirement.of_simulator else requirement.subject
        line = (
            f"    {requirement.id:<8}{row.label:<17}{origin_title(requirement.origin):<11}{subject:<11}"
            f"{len(row.scenarios):>8}  "
        )
        yield line + _short(requirement.text, max(width - len(line), 20))


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
    return "\n".join([f"    {name:<11}{first}", *(f"{'':15}{line}" for line in others)])


def _short(text: str, width: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def _underlined(title: str) -> str:
    return f"{title}\n{'=' * len(title)}"
