"""The command `homologa cobertura`."""

from __future__ import annotations

from pathlib import Path

import click

from homologa.features.kit.console import echo
from homologa.features.kit.reports.outcome import EXIT_FAILED
from homologa.features.kit.text import count
from homologa.features.kit.usage import ExistingPath, UsageProblem

PAGE = Path("docs", "coverage.md")


@click.command(short_help="Gera a página do que está provado, e por quem.")
@click.argument("root", metavar="[PASTA]", type=ExistingPath(), default=Path())
@click.option("--check", is_flag=True, help="Só confere se a página guardada é a que as provas dão.")
@click.pass_context
def cobertura(ctx: click.Context, *, root: Path, check: bool) -> None:
    """Gera docs/coverage.md de um checkout do projeto (o da PASTA, ou o atual), e lista as afirmações sem prova.

    Sai com 1 se uma prova cita o que não existe ou, com --check, se a página guardada é outra.
    """
    from homologa.features.kit.coverage import report

    if not (root / "tests").is_dir():
        raise UsageProblem(f"«{root}» não é um checkout do projeto: não há nele a pasta tests")
    coverage = report.of(root)
    _refuse(ctx, coverage.faults)
    for statement in coverage.unproved:
        echo(f"sem prova: {statement}")
    echo(f"{count(len(coverage.unproved), 'afirmação', 'afirmações')} sem prova.")
    made, page = report.markdown(coverage), root / PAGE
    if not check:
        page.write_text(made, encoding="utf-8")
    elif not page.exists() or page.read_text("utf-8") != made:
        _refuse(ctx, [f"{PAGE.as_posix()} não é o que as provas dão: renove com «homologa cobertura»"])


def _refuse(ctx: click.Context, faults: list[str]) -> None:
    for fault in faults:
        echo(fault, err=True)
    if faults:
        ctx.exit(EXIT_FAILED)
