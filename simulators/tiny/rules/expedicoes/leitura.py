"""The search for expeditions (tiny-api2 §5.6)."""

from dataclasses import dataclass

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules.expedicoes.modelo import EXPEDICAO
from homologa.simulators.tiny.rules.paginas import Pagina, paginar


@dataclass(frozen=True)
class Filtro:
    """What a search asks for; the days of issue are ISO, "" for no bound."""

    forma_envio: str
    desde: str = ""
    ate: str = ""
    com_indefinidas: bool = False
    com_agrupadas: bool = False
    pagina: int = 1


def pesquisar(work: Work, filtro: Filtro) -> Pagina:
    """Expeditions of a shipping method, a hundred a page; raises SemRegistros or PaginaInexistente."""
    condicao, valores = "forma_envio = ?", [filtro.forma_envio]
    if filtro.com_indefinidas:
        condicao = "forma_envio IN (?, '')"
    if not filtro.com_agrupadas:
        condicao += " AND id_agrupamento = 0"
    for comparacao, dia in ((">=", filtro.desde), ("<=", filtro.ate)):
        if dia:
            condicao += f" AND data_emissao {comparacao} ?"
            valores.append(dia)
    return paginar(work.documents(EXPEDICAO), condicao, valores, filtro.pagina)
