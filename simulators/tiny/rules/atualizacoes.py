"""The queues of changed products, which empty as they are read (tiny-api2 §5.2, §9 Q15, §10)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import SemAcesso, SemRegistros, ValidacaoRecusada
from homologa.simulators.tiny.rules import extensoes
from homologa.simulators.tiny.rules.paginas import Pagina, paginar

Tipo = Literal["produto", "estoque"]
ATUALIZACAO = Collection(
    "atualizacao",
    {"tipo": str, "id_produto": int, "alterado_em": str, "lido": int},
    indexes=(("tipo", "lido", "id_produto"),),
)
ALCANCE = timedelta(days=30)


def registrar(work: Work, tipo: Tipo, id_produto: int, *, novo: bool = False) -> None:
    """Put a change of a product in a queue; one that waits there already keeps its place, with the new moment.

    Of a product that is `novo` none can wait. Changes are noted whether the extension is installed or not [inferred].
    """
    fila = work.documents(ATUALIZACAO)
    agora = work.now.isoformat(timespec="seconds")
    espera = None if novo else fila.first("tipo = ? AND lido = 0 AND id_produto = ?", (tipo, id_produto))
    if espera is not None:
        fila.put({**espera, "alterado_em": agora})
        return
    numero = work.next_id("atualizacao")
    fila.add({"id": numero, "tipo": tipo, "id_produto": id_produto, "alterado_em": agora, "lido": 0})


def exigir_acesso(work: Work) -> None:
    """Raise SemAcesso (code 5, the text is reconstructed) for an account without the extension of the queues."""
    nome = extensoes.ESTOQUE_EM_TEMPO_REAL
    if not extensoes.instalada(work, nome):
        raise SemAcesso(
            f"{SemAcesso.texto}: extensão {nome} não instalada", hint=f"instale “{nome}” em Início > Extensões"
        )


def ler(work: Work, tipo: Tipo, desde: datetime, pagina: int) -> Pagina:
    """A page of the changes since a moment, oldest first, each read once.

    The first page begins a reading; what it and the following pages have shown keeps its place until the next first
    page, so that asking for pages 1, 2, 3 and asking always for the first both see every change once [inferred].
    Raises ValidacaoRecusada, SemRegistros or PaginaInexistente.
    """
    if desde < _mais_antiga(work):
        raise ValidacaoRecusada("Somente podem ser listados os registros dos últimos 30 dias")
    if pagina == 1:
        _esquecer_lidas(work, tipo)
    fila = work.documents(ATUALIZACAO)
    mostrada = paginar(fila, "tipo = ? AND alterado_em >= ?", (tipo, desde.isoformat(timespec="seconds")), pagina)
    novas = [atualizacao for atualizacao in mostrada.registros if not atualizacao["lido"]]
    if not novas:
        raise SemRegistros(hint="estes registros da fila já foram lidos")
    for atualizacao in novas:
        fila.put({**atualizacao, "lido": 1})
    return replace(mostrada, registros=novas)


def _esquecer_lidas(work: Work, tipo: Tipo) -> None:
    fila = work.documents(ATUALIZACAO)
    for atualizacao in fila.find("tipo = ? AND lido = 1", (tipo,)):
        fila.remove(atualizacao["id"])


def _mais_antiga(work: Work) -> datetime:
    """The first moment of the day thirty days ago, as `dataAlteracao` may be a day without a time [inferred]."""
    return (work.now - ALCANCE).replace(hour=0, minute=0, second=0, microsecond=0)
