"""The coverage page, in Portuguese Markdown, and what is amiss in what it is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from homologa.features.kit import requirements
from homologa.features.kit.coverage import citations, pages
from homologa.features.kit.coverage.citations import Citations, Proof
from homologa.features.kit.coverage.pages import Page, Statement
from homologa.features.kit.reports.labels import origin_title, platform_title
from homologa.features.kit.requirements import Requirement

if TYPE_CHECKING:
    from homologa.features.kit.embedded import Operation

HEAD = """# Cobertura

O que os simuladores e o conector afirmam, e quem o prova. Esta página é gerada: `homologa cobertura` a renova, e um
teste compara as duas. Uma prova citada aqui existe; se ela reprova quando o comportamento quebra é coisa que só a sua
leitura diz."""
FIDELITY = {"doc": "documentada", "client": "vista em uso", "reconstructed": "reconstruída"}
NOT_YET = "ainda não"


@dataclass(frozen=True)
class Coverage:
    """What a checkout claims and what proves it."""

    cited: Citations
    operations: tuple[Operation, ...]
    pages: tuple[Page, ...]
    requirements: tuple[Requirement, ...]

    @property
    def faults(self) -> list[str]:
        """Marks and tags that cite what does not exist or that nobody can read, and absences without a reason."""
        known = {(page.name, number) for page in self.pages for number in page.statements}
        wrong = [
            f"{proof.file}: {proof.name}: não há a afirmação {number} de {page}"
            for (page, number), proofs in sorted(self.cited.statements.items())
            for proof in sorted(proofs)
            if (page, number) not in known
        ]
        silent = [
            f"{page.name}: o serviço {service} não é simulado e não se diz por quê"
            for page in self.pages
            for service, reason in self.absent(page)
            if not reason
        ]
        return [*self.cited.faults, *wrong, *silent]

    @property
    def unproved(self) -> list[str]:
        """The statements of what is built that nothing proves."""
        return [
            f"{page.name} {statement.number}: {statement.text}"
            for page in self.pages
            for statement in page.statements.values()
            if not statement.awaits and not self.proofs(page, statement)
        ]

    def proofs(self, page: Page, statement: Statement) -> list[Proof]:
        """The proofs of a statement, in the order of their files."""
        return sorted(self.cited.statements.get((page.name, statement.number), ()))

    def absent(self, page: Page) -> list[tuple[str, str]]:
        """The documented services of a page that no API of its platform serves, with the reason."""
        platforms = {one.platform for one in self.operations if one.contract == page.name}
        of_platform = [one for one in self.operations if one.platform in platforms]
        served = {name for one in of_platform for name in (one.name, *one.calls)}
        return [(service, reason) for service, reason in page.services.items() if service not in served]


def of(root: Path) -> Coverage:
    """Read a checkout, and the registries of the installed platforms."""
    from homologa.features.kit import embedded

    known = tuple(pages.load().values())
    return Coverage(citations.read(root), embedded.operations(), known, tuple(requirements.load().values()))


def markdown(coverage: Coverage) -> str:
    """Return the page; the same checkout gives the same text."""
    parts = [HEAD, *_summary(coverage), *_requirements(coverage), *_statements(coverage), *_operations(coverage)]
    return "\n\n".join(parts) + "\n"


def _summary(coverage: Coverage) -> Iterator[str]:
    yield "## Resumo"
    rows = []
    for page in coverage.pages:
        states = [_state(coverage, page, statement) for statement in page.statements.values()]
        rows.append((f"afirmações de {page.name}", *_counts(states)))
    for platform, held in _by_platform(coverage.requirements):
        states = [_requirement_state(coverage, row) for row in held]
        rows.append((f"requisitos de {platform_title(platform)}", *_counts(states)))
    yield _table(("", "com prova", "sem prova", NOT_YET), rows)


def _counts(states: Sequence[str]) -> tuple[str, str, str]:
    waiting = sum(state.startswith(NOT_YET) for state in states)
    proved = states.count("")
    return str(proved), str(len(states) - proved - waiting), str(waiting)


def _state(coverage: Coverage, page: Page, statement: Statement) -> str:
    """What is said in the place of the proofs of a statement, "" when there are any."""
    if coverage.proofs(page, statement):
        return ""
    return f"{NOT_YET}: {statement.awaits}" if statement.awaits else "sem prova"


def _requirement_state(coverage: Coverage, row: Requirement) -> str:
    if row.id in coverage.cited.requirements:
        return ""
    built = {one.platform for one in coverage.operations}
    return "sem cenário" if row.platform in built else NOT_YET


def _requirements(coverage: Coverage) -> Iterator[str]:
    yield "## Requisitos e seus cenários"
    for platform, held in _by_platform(coverage.requirements):
        yield f"### {platform_title(platform)}"
        for row in held:
            proofs = sorted(coverage.cited.requirements.get(row.id, ()))
            title = f"**{row.id}** ({origin_title(row.origin)}; {row.subject}) {row.text}"
            yield _entry(title, _requirement_state(coverage, row), proofs)


def _statements(coverage: Coverage) -> Iterator[str]:
    yield "## Afirmações e suas provas"
    for page in coverage.pages:
        yield f"### {page.name}"
        for statement in page.statements.values():
            title = f"**{statement.number}** ({origin_title(statement.origin)}; {statement.subject}) {statement.text}"
            yield _entry(title, _state(coverage, page, statement), coverage.proofs(page, statement))


def _entry(title: str, state: str, proofs: Iterable[Proof]) -> str:
    files: dict[str, list[str]] = {}
    for proof in proofs:
        files.setdefault(proof.file, []).append(proof.name)
    lines = [f"- `{file}`" + "".join(f"\n  - {name}" for name in names if name) for file, names in files.items()]
    return "\n\n".join([title, "\n".join(lines) if lines else f"- *{state}*"])


def _operations(coverage: Coverage) -> Iterator[str]:
    yield "## Operações"
    for contract in dict.fromkeys(one.contract for one in coverage.operations):
        yield f"### {contract}"
        rows = [
            (
                f"`{one.name}`",
                f"parcial: {one.partial}" if one.partial else "simulada",
                FIDELITY[one.fidelity],
                one.source,
            )
            for one in coverage.operations
            if one.contract == contract
        ]
        missing = [row for page in coverage.pages if page.name == contract for row in coverage.absent(page)]
        rows += [(f"`{service}`", f"ausente: {reason}", "", "") for service, reason in missing]
        yield _table(("operação", "estado", "fidelidade", "fonte"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _by_platform(rows: Iterable[Requirement]) -> list[tuple[str, list[Requirement]]]:
    held: dict[str, list[Requirement]] = {}
    for row in rows:
        held.setdefault(row.platform, []).append(row)
    return list(held.items())
