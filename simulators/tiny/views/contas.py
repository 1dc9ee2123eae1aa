"""What the screens of receivables and payables show; their menu paths are [inferred]."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import contas
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS

MOSTRADOS = ("nome_cliente", "nro_documento", "historico", "categoria", "data", "vencimento", "valor", "saldo")


@VIEWS.screen("Finanças > Contas a receber", "Contas a receber", columns.CONTA)
def contas_a_receber(work: Work) -> list[dict[str, Any]]:
    """As contas a receber, com cliente, documento, datas, valor, saldo e situação."""
    return _contas(work, contas.RECEBER)


@VIEWS.screen("Finanças > Contas a pagar", "Contas a pagar", columns.CONTA)
def contas_a_pagar(work: Work) -> list[dict[str, Any]]:
    """As contas a pagar, com fornecedor, documento, datas, valor, saldo e situação."""
    return _contas(work, contas.PAGAR)


def _contas(work: Work, tipo: str) -> list[dict[str, Any]]:
    nomes = ("id", *MOSTRADOS, "situacao", "liquidacao")
    achadas = work.documents(contas.CONTA).find("tipo = ?", (tipo,))
    return [{nome: conta[nome] for nome in nomes} for conta in achadas]
