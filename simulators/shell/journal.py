"""The command `homologa journal`: what was exchanged."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from homologa.simulators.shell import exchanges
from homologa.simulators.shell.failures import Misuse
from homologa.simulators.shell.formatting import count
from homologa.simulators.shell.session import Session, to_json_line, with_options, world_command

PAGE, MOST = 50, 1_000
Render = Callable[[Mapping[str, Any]], str]


FILTERS = (
    click.option("--platform", metavar="NOME", help="Só de uma plataforma."),
    click.option("--operation", metavar="NOME", help="Só de uma operação, ação ou tipo de notificação."),
    click.option("--direction", type=click.Choice(["in", "out"]), help="in: à plataforma; out: o que ela enviou."),
    click.option(
        "--protocol",
        type=click.Choice(["http", "ftp", "tela", "tarefa"]),
        help="tela: o que pessoas fizeram; tarefa: o que a plataforma fez na hora marcada.",
    ),
    click.option("--subject", metavar="TEXTO", help="Só sobre um assunto, como um SKU."),
    click.option("--method", metavar="MÉTODO", help="Só de um método HTTP."),
    click.option("--status", metavar="N", help="Só com este status HTTP, como 404 ou 4xx."),
    click.option("--cause", metavar="CAUSA", help="Só desta causa, como entrega:ID."),
    click.option("--run", metavar="NOME", help="Só do que foi feito sob este nome (veja world run)."),
    click.option(
        "--state", type=click.Choice(["aberta", "fechada", "interrompida"]), help="Só as trocas nesta situação."
    ),
    click.option("--since", metavar="MOMENTO", help="Só deste momento em diante, como 2026-11-03T09:00."),
    click.option("--until", metavar="MOMENTO", help="Só antes deste momento."),
    click.option("--text", metavar="TEXTO", help="Só com este texto na URL ou no corpo."),
    click.option(
        "--only",
        type=click.Choice(["findings", "hint", "refused", "breach"]),
        help="Só com achados do contrato, com dica, recusadas, ou em que o simulador errou.",
    ),
)
_filter_options = with_options(FILTERS)
"""Give a command the options that choose exchanges."""


@click.command(short_help="Mostra o diário: chamadas, notificações e telas, com dicas.")
@click.argument("number", metavar="[N]", type=int, required=False)
@_filter_options
@click.option("--after", type=int, metavar="N", help="A partir da troca seguinte à de número N.")
@click.option("--limit", type=int, metavar="N", help=f"No máximo N trocas (padrão: {PAGE}; {MOST} em arquivo).")
@click.option("--full", is_flag=True, help="Mostra cabeçalhos e corpos.")
@click.option("--follow", is_flag=True, help="Continua mostrando, à medida que acontecem; Ctrl+C encerra.")
@click.option("--har", type=click.Path(path_type=Path, dir_okay=False), help="Grava num arquivo HAR 1.2.")
@click.option("--curl", is_flag=True, help="Imprime as chamadas como linhas de curl.")
@click.option("--findings", is_flag=True, help="O que contratos e limites têm contra os pedidos, cada coisa uma vez.")
@click.option("--breaches", is_flag=True, help="Só as trocas em que um simulador descumpriu o próprio contrato.")
@click.option("--strangers", is_flag=True, help="Chamadas que não são de mundo nenhum.")
@world_command
def journal(
    session: Session,
    number: int | None,
    after: int | None,
    limit: int | None,
    full: bool,
    follow: bool,
    har: Path | None,
    curl: bool,
    findings: bool,
    breaches: bool,
    strangers: bool,
    **filters: Any,
) -> None:
    """Mostra as últimas trocas do mundo, da mais antiga para a mais nova; com --after, as seguintes.

    Com um número N, mostra a troca N inteira, o que a causou e o que ela causou. Segredos e dados de pessoas saem
    mascarados. A dica diz o que mudar em quem chamou.
    """
    given = {name: value for name, value in filters.items() if value is not None}
    alone = {"N": number, "--findings": findings, "--breaches": breaches, "--strangers": strangers}
    _check([name for name, value in alone.items() if value], [follow, har is not None, curl], given)
    render = exchanges.full_text if full else exchanges.summary
    if number is not None:
        session.world.exchanges.one(number)
        session.show(exchanges.full_text_with_causes)
    elif findings:
        session.world.findings()
        session.show(_list(exchanges.finding))
    elif strangers:
        session.control.strangers(after or 0)
        session.show(_list(exchanges.unrouted))
    elif breaches:
        session.world.breaches(after or 0)
        session.show(_list(render))
    else:
        given |= {"after": after or 0, "newest": after is None}
        _show_filtered(session, given, limit, render, follow=follow, har=har, curl=curl)


def _check(alone: list[str], forms: list[bool], given: Mapping[str, Any]) -> None:
    if len(alone) + any(forms) > 1 or (alone and given):
        raise Misuse(f"{alone[0]} vai sozinho, sem filtro nem outra forma de ver")
    if forms.count(True) > 1:
        raise Misuse("escolha só um entre --follow, --har e --curl")


def _show_filtered(
    session: Session,
    given: dict[str, Any],
    limit: int | None,
    render: Render,
    *,
    follow: bool,
    har: Path | None,
    curl: bool,
) -> None:
    book, as_file = session.world.exchanges, {**given, "newest": str(given["newest"]).lower(), "limit": limit or MOST}
    if har is not None:
        many = len(book.har(**as_file)["log"]["entries"])
        har.write_text(session.recorder.text, "utf-8")
        session.show(lambda _: f"{count(many, 'troca gravada', 'trocas gravadas')} em {har}.")
    elif curl:
        session.echo("\n".join(book.curl(**as_file)))
    elif follow:
        _follow(session, {**given, "limit": limit or PAGE}, render)
    else:
        book.page(**given, limit=limit or PAGE)
        session.show(_list(render))


def _follow(session: Session, given: dict[str, Any], render: Render) -> None:
    """Print the exchanges that match, and those that follow, until Ctrl+C.

    The API ends a stream now and then: the next one goes on where it ended.
    """

    def echo(exchange: Mapping[str, Any]) -> None:
        session.echo(to_json_line(exchange) if session.as_json else render(exchange))

    with suppress(KeyboardInterrupt):
        book = session.world.exchanges
        page = book.page(**given)
        printed = {exchange["seq"] for exchange in page.data}
        filters = {name: value for name, value in given.items() if name not in ("after", "newest", "limit")}
        for exchange in page.data:
            echo(exchange)
        resume = page.settled
        while True:
            for streamed in book.follow(after=resume, **filters):
                resume = streamed.resume
                if streamed.exchange["seq"] not in printed:
                    echo(streamed.exchange)
            printed.clear()


def _list(render: Render) -> Render:
    return lambda answer: "\n".join(map(render, answer["data"])) or "Nada no diário."
