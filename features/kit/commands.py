"""The commands `homologa verify` and `homologa check`."""

from __future__ import annotations

import shutil
import signal
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from homologa.features.kit import tags as labels
from homologa.features.kit import usage
from homologa.features.kit.console import echo
from homologa.features.kit.paths import PACKAGE
from homologa.features.kit.reports import outcome
from homologa.features.kit.results import Run
from homologa.features.kit.selection import Selection, is_expression, without_at_signs
from homologa.features.kit.text import count
from homologa.features.kit.usage import Target, UsageProblem

if TYPE_CHECKING:
    from homologa.features.kit import verify as runner
    from homologa.features.kit.reports.model import Report

ENDED = 128 + signal.SIGTERM
"""The exit code of a run that was told to end, as shells give it."""
_TARGETS = click.argument("targets", metavar="[CAMINHO[:LINHA]]...", nargs=-1, callback=usage.targets)


@click.command(short_help="Roda os cenários contra um conector.")
@_TARGETS
@click.option("-t", "--tags", metavar="TAGS", help='Expressão de tags: "NOV-07 or NOV-08", "not reconstruido".')
@click.option("-k", "--name", metavar="PALAVRA", help="Só cenários com a palavra no nome (sem acento vale).")
@click.option("--connector", metavar="URL", help="Conector já no ar, que fala o protocolo de condução.")
@click.option("--command", metavar="CMD", help="Comando que põe o conector no ar.")
@click.option("--embedded", metavar="MÓDULO:FÁBRICA", help="Conector em Python, no mesmo processo (padrão: sync).")
@click.option("--simulators", metavar="URL", help="Simuladores já no ar (padrão: no mesmo processo).")
@click.option(
    "--patience",
    metavar="SEGUNDOS",
    type=click.FloatRange(min=0, min_open=True),
    help="Quanto esperar por um conector ocupado em que nada acontece (padrão: 90).",
)
@click.option(
    "--keep",
    metavar="PASTA",
    type=click.Path(path_type=Path, file_okay=False),
    help="Guarda os mundos dos cenários que não passam; «homologa serve --data PASTA --world MUNDO» abre um.",
)
@click.option(
    "-j",
    "--jobs",
    metavar="N|auto",
    default="1",
    callback=usage.jobs,
    help="Em quantos processos rodar; auto: um por processador. Conector de fora: só com a capacidade several.",
)
@click.option("--report", "folder", metavar="PASTA", type=click.Path(path_type=Path), help="Grava os relatórios.")
@click.option("--json", "as_json", is_flag=True, help="Imprime só o JSON do resultado.")
@click.option("--accept-warnings", is_flag=True, help="Com ressalvas, sai com 0, e o JUnit as dá por aprovadas.")
@click.pass_context
def verify(
    ctx: click.Context,
    *,
    targets: tuple[Target, ...],
    tags: str | None,
    name: str | None,
    connector: str | None,
    command: str | None,
    embedded: str | None,
    simulators: str | None,
    patience: float | None,
    keep: Path | None,
    jobs: int,
    folder: Path | None,
    as_json: bool,
    accept_warnings: bool,
) -> None:
    """Roda os cenários (todos, ou os dos CAMINHOS, ou só o da LINHA) e termina numa palavra.

    Sai com 0 se homologado; 1 se não homologado, com ressalvas (0 com --accept-warnings) ou incompleto por algo
    bloqueado ou sem prova; 2 por erro de uso ou do roteiro; 3 por erro do kit ou do simulador.
    """
    from homologa.features.kit import verify as runner
    from homologa.features.kit.reports import model
    from homologa.features.kit.reports.model import Circumstances

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))
    began = datetime.now().astimezone()
    options = _chosen({"connector": connector, "command": command, "embedded": embedded, "simulators": simulators})
    suite = runner.Suite(
        **_places(targets),
        tags=_expression(tags) if tags else None,
        name=name,
        command=command,
        extra=tuple(
            f"--homologa-{option}={value}"
            for option, value in {**options, **_settings(patience, keep)}.items()
            if option != "command"
        ),
        workers=_workers(jobs, keep),
    )
    _prepare(folder)
    run = _scenarios_of(ctx, _attempt(ctx, suite), tags or "")
    selection = Selection(tuple(target.text for target in targets), tags, name)
    circumstances = Circumstances(version("homologa"), began, selection, accept_warnings, options, keep, jobs)
    report = model.build(run, circumstances)
    _tell(report, run, folder, as_json=as_json)
    ctx.exit(report.exit_code)


def _prepare(folder: Path | None) -> None:
    """Make the folder of the reports, before anything runs for them; raises UsageProblem."""
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageProblem(f"não foi possível criar a pasta {folder} dos relatórios: {error.strerror}") from None


def _tell(report: Report, run: Run, folder: Path | None, *, as_json: bool) -> None:
    """Write the reports into the folder, if there is one, and the result to the terminal."""
    from homologa.features.kit.reports import files, terminal

    if folder is not None:
        files.write(report, folder)
        echo(f"Relatórios em {folder}", err=True)
    width = shutil.get_terminal_size((120, 24)).columns
    echo(files.json_text(report) if as_json else terminal.render(report, width), nl=False)
    for warning in labels.uncounted(run.scenarios):
        echo(warning, err=True)


@click.command(short_help="Confere os arquivos .feature sem rodar.")
@_TARGETS
@click.pass_context
def check(ctx: click.Context, *, targets: tuple[Target, ...]) -> None:
    """Lê os cenários sem rodar e aponta o que está errado, com arquivo, linha e correção.

    Sai com 0 se está tudo em ordem, 1 se há o que corrigir, 2 se não há cenário nenhum.
    """
    from homologa.features.kit import verify as runner

    suite = runner.Suite(**_places(targets), extra=("--collect-only",))
    run = _attempt(ctx, suite)
    for finding in run.findings:
        echo(finding)
    if run.findings:
        echo(f"{count(len(run.findings), 'problema encontrado', 'problemas encontrados')}.")
        ctx.exit(outcome.EXIT_FAILED)
    if not run.collected:
        _refuse_emptiness(run)
    for warning in (*labels.uncounted(run.collected), *labels.unproved(run.collected)):
        echo(warning)
    echo(f"{count(len(run.collected), 'cenário', 'cenários')} em ordem.")


def _places(targets: tuple[Target, ...]) -> dict[str, Any]:
    """The paths and lines of a suite: the whole package when nothing is asked for."""
    paths = tuple(dict.fromkeys(target.path for target in targets))
    lines = tuple((target.path, target.line) for target in targets if target.line is not None)
    return {"paths": paths or (PACKAGE,), "lines": lines}


def _settings(patience: float | None, keep: Path | None) -> dict[str, str]:
    """The options given that say how to run."""
    given = {"patience": f"{patience:g}" if patience else "", "keep": str(keep.resolve()) if keep else ""}
    return {option: value for option, value in given.items() if value}


def _workers(jobs: int, keep: Path | None) -> int:
    """Return how many processes run; raises UsageProblem where several would get into each other's way."""
    if jobs > 1 and keep is not None:
        raise UsageProblem("uma pasta de mundos é de um processo só: use --keep sem -j")
    return jobs


def _chosen(options: dict[str, str | None]) -> dict[str, str]:
    """Keep the options given; raises UsageProblem for empty ones, and for those that do not go together."""
    empty = [f"--{option}" for option, value in options.items() if value is not None and not value.strip()]
    if empty:
        raise UsageProblem(f"{' e '.join(empty)} veio sem valor")
    given = {option: value for option, value in options.items() if value}
    connectors = [f"--{option}" for option in given if option != "simulators"]
    if len(connectors) > 1:
        raise UsageProblem(f"escolha só um entre {' e '.join(connectors)}")
    if "simulators" in given and not {"connector", "command"} & set(given):
        raise UsageProblem("--simulators só vale com --connector ou --command: os outros conectores não usam rede")
    return given


def _expression(tags: str) -> str:
    if not is_expression(tags):
        raise UsageProblem(f"não entendi a expressão de tags «{tags}»: junte as tags com and, or, not e parênteses")
    return without_at_signs(tags)


def _refuse_emptiness(run: Run, tags: str = "") -> NoReturn:
    bare = labels.without_scenario(tags, run.collected)
    if bare:
        raise UsageProblem(f"ainda não há cenário nestes caminhos para {', '.join(bare)}")
    raise UsageProblem(
        "nenhum cenário " + ("com essas tags ou esse nome, nem nessa linha" if run.collected else "nesses caminhos")
    )


def _attempt(ctx: click.Context, suite: runner.Suite) -> Run:
    """Run the suite; whatever keeps it from running is told on stderr and ends the command."""
    from homologa.features.kit import verify as runner

    watched = sys.stderr.isatty()
    try:
        return runner.run(suite, _show_progress if watched else None)
    except runner.SuiteStopped as stop:
        echo(f"{stop.output}\n" if stop.output else "", nl=bool(stop.output), err=True)
        echo(f"homologa: {stop.reason}.", err=True)
        refused = isinstance(stop, runner.SuiteRefused)
        ctx.exit(outcome.EXIT_USAGE if refused else outcome.EXIT_KIT_ERROR)
    finally:
        if watched:
            echo(err=True)


def _scenarios_of(ctx: click.Context, run: Run, tags: str) -> Run:
    """Refuse a run of faulty features, and one of no scenario at all."""
    if run.findings:
        for finding in run.findings:
            echo(finding, err=True)
        echo("\nhomologa: nada foi executado; corrija os cenários acima.", err=True)
        ctx.exit(outcome.EXIT_USAGE)
    if not run.scenarios:
        _refuse_emptiness(run, tags)
    return run


def _show_progress(run: Run) -> None:
    click.echo(f"\r{len(run.scenarios)} cenários executados…", nl=False, err=True)
