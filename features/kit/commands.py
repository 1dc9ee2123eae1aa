"""The commands `homologa verify`, `homologa steps` and `homologa check`."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import click

from features.kit import catalog, verdicts
from features.kit import verify as runner
from features.kit.paths import PACKAGE
from features.kit.reports import files, model, terminal
from features.kit.results import Run

_PATHS = click.argument(
    "paths",
    metavar="[CAMINHOS]...",
    nargs=-1,
    type=click.Path(exists=True, path_type=Path),
)


@click.command(short_help="Roda os cenários contra um conector.")
@_PATHS
@click.option("-t", "--tags", metavar="TAGS", help='Expressão de tags: "NOV-07 or NOV-08", "not reconstruido".')
@click.option("-k", "--name", metavar="PALAVRA", help="Só cenários com a palavra no nome (sem acento vale).")
@click.option("--connector", metavar="URL", help="Conector já no ar, que fala o protocolo de condução.")
@click.option("--command", metavar="CMD", help="Comando que põe o conector no ar.")
@click.option("--embedded", metavar="MÓDULO:FÁBRICA", help="Conector em Python, no mesmo processo (padrão: sync).")
@click.option("--simulators", metavar="URL", help="Simuladores já no ar (padrão: no mesmo processo).")
@click.option("--report", "folder", metavar="PASTA", type=click.Path(path_type=Path), help="Grava os relatórios.")
@click.option("--json", "as_json", is_flag=True, help="Imprime só o JSON do resultado.")
@click.pass_context
def verify(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    tags: str | None,
    name: str | None,
    connector: str | None,
    command: str | None,
    embedded: str | None,
    simulators: str | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Roda os cenários (todos, ou os dos CAMINHOS) e termina numa tabela por requisito.

    Sai com 0 se tudo passou, 1 se algo reprovou ou ficou bloqueado, 2 por erro de uso, 3 por erro do kit.
    """
    connectors = {"--connector": connector, "--command": command, "--embedded": embedded}
    given = {option: value for option, value in connectors.items() if value}
    if len(given) > 1:
        raise click.UsageError(f"escolha só um entre {' e '.join(given)}")
    given |= {"--simulators": simulators} if simulators else {}
    suite = runner.Suite(
        paths=paths or (PACKAGE,),
        tags=tags.replace("@", "") if tags else None,
        name=name,
        extra=tuple(f"--homologa-{option.removeprefix('--')}={value}" for option, value in given.items()),
    )
    report = model.build(_scenarios_of(ctx, _attempt(ctx, suite)), version("homologa"))
    if folder is not None:
        files.write(report, folder)
        click.echo(f"Relatórios em {folder}", err=True)
    width = shutil.get_terminal_size((120, 24)).columns
    click.echo(files.json_text(report) if as_json else terminal.render(report, width), nl=False)
    ctx.exit(report.exit_code)


@click.command(short_help="Lista os passos que os cenários podem usar.")
@click.argument("words", metavar="[PALAVRA]...", nargs=-1)
def steps(words: tuple[str, ...]) -> None:
    """Lista os passos disponíveis, com explicação e exemplo; com PALAVRA, só os que a contêm."""
    found = catalog.search(catalog.definitions(), " ".join(words))
    for step in found:
        click.echo(step.sentence)
        if step.explanation:
            click.echo(f"    {step.explanation}")
        if step.example:
            click.echo(f"    Exemplo: {step.example}")
    click.echo(f"{len(found)} passo(s).")


@click.command(short_help="Confere os arquivos .feature sem rodar.")
@_PATHS
@click.pass_context
def check(ctx: click.Context, *, paths: tuple[Path, ...]) -> None:
    """Lê os cenários sem rodar e aponta o que está errado, com arquivo, linha e correção.

    Sai com 0 se está tudo em ordem, 1 se há o que corrigir.
    """
    suite = runner.Suite(paths=paths or (PACKAGE,), extra=("--collect-only",))
    run = _attempt(ctx, suite)
    for finding in run.findings:
        click.echo(finding)
    if run.findings:
        click.echo(f"{len(run.findings)} problema(s) encontrado(s).")
        ctx.exit(verdicts.EXIT_FAILED)
    click.echo(f"{len(run.collected)} cenário(s) em ordem.")


def _attempt(ctx: click.Context, suite: runner.Suite) -> Run:
    """Run the suite; whatever keeps it from running is told on stderr and ends the command."""
    watched = sys.stderr.isatty()
    try:
        return runner.run(suite, _show_progress if watched else None)
    except runner.SuiteStopped as stop:
        click.echo(f"{stop.output}\n\nhomologa: {stop.reason}.", err=True)
        refused = isinstance(stop, runner.SuiteRefused)
        ctx.exit(verdicts.EXIT_USAGE if refused else verdicts.EXIT_KIT_ERROR)
    finally:
        if watched:
            click.echo(err=True)


def _scenarios_of(ctx: click.Context, run: Run) -> Run:
    """Refuse a run of faulty features, and one of no scenario at all."""
    if run.findings:
        for finding in run.findings:
            click.echo(finding, err=True)
        click.echo("\nhomologa: nada foi executado; corrija os cenários acima.", err=True)
        ctx.exit(verdicts.EXIT_USAGE)
    if not run.scenarios:
        where = "com essas tags ou esse nome" if run.collected else "nesses caminhos"
        raise click.UsageError(f"nenhum cenário {where}")
    return run


def _show_progress(run: Run) -> None:
    click.echo(f"\r{len(run.scenarios)} cenários executados…", nl=False, err=True)
