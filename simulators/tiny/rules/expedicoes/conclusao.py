"""The conclusion of a grouping: its expeditions have left (tiny-api2 §5.6)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules.expedicoes import modelo


def concluir(work: Work, id_agrupamento: int) -> dict[str, Any]:
    """Conclude a grouping; raises NaoLocalizado, or ValidacaoRecusada when it is concluded already [inferred].

    The situation of its orders stays what it is [inferred].
    """
    agrupamento = modelo.agrupamento(work, id_agrupamento)
    if agrupamento["situacao"] == modelo.CONCLUIDO:
        raise ValidacaoRecusada(f"O agrupamento {id_agrupamento} já está concluído")
    agrupamento |= {"situacao": modelo.CONCLUIDO, "concluido_em": work.now.isoformat(timespec="seconds")}
    work.documents(modelo.AGRUPAMENTO).put(agrupamento)
    return agrupamento


def exigir(work: Work, expedicao: Mapping[str, Any]) -> None:
    """Raise ValidacaoRecusada unless the expedition is in a concluded grouping."""
    nome, id_agrupamento = expedicao["identificacao"], expedicao["id_agrupamento"]
    if not id_agrupamento:
        raise ValidacaoRecusada(f"{nome}: gere antes o agrupamento (PLP ou Coleta) no módulo de expedição")
    agrupamento = modelo.agrupamento(work, id_agrupamento)
    if agrupamento["situacao"] != modelo.CONCLUIDO:
        raise ValidacaoRecusada(f"{nome}: conclua antes o agrupamento {id_agrupamento} ({agrupamento['tipo']})")


def concluidas(work: Work) -> list[dict[str, Any]]:
    """The expeditions of concluded groupings."""
    feitos = work.documents(modelo.AGRUPAMENTO).find("situacao = ?", (modelo.CONCLUIDO,))
    return [expedicao for feito in feitos for expedicao in modelo.do_agrupamento(work, feito["id"])]
