"""The situations of an invoice, and what takes it from one to another (tiny-api2 §4.2, §10).

Which situation may follow which is not documented: all of it is [inferred].
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.tiny.errors import NaoAutorizada, ValidacaoRecusada

PENDENTE, EMITIDA, CANCELADA, AGUARDANDO_RECIBO, REJEITADA = 1, 2, 3, 4, 5
AUTORIZADA, EMITIDA_DANFE, REGISTRADA, AGUARDANDO_PROTOCOLO, DENEGADA = 6, 7, 8, 9, 10
SITUACOES: Mapping[int, str] = MappingProxyType(
    {
        PENDENTE: "Pendente",
        EMITIDA: "Emitida",
        CANCELADA: "Cancelada",
        AGUARDANDO_RECIBO: "Enviada - aguardando recibo",
        REJEITADA: "Rejeitada",
        AUTORIZADA: "Autorizada",
        EMITIDA_DANFE: "Emitida DANFE",
        REGISTRADA: "Registrada",
        AGUARDANDO_PROTOCOLO: "Enviada - aguardando protocolo",
        DENEGADA: "Denegada",
    }
)
A_EMITIR = frozenset({PENDENTE, EMITIDA, AGUARDANDO_RECIBO, AGUARDANDO_PROTOCOLO, REJEITADA})
A_EDITAR = frozenset({PENDENTE, EMITIDA, REJEITADA})
"""Those whose data a person can mend: the authority has not got them, or has given them back."""
COM_XML = frozenset({AUTORIZADA, EMITIDA_DANFE, CANCELADA})
"""Those that were authorised once, so that their XML and their page exist."""
SEM_EFEITO = frozenset({CANCELADA, DENEGADA})
"""Those after which the order may have another invoice."""
ORIGENS: Mapping[int, frozenset[int]] = MappingProxyType(
    {
        EMITIDA: frozenset({PENDENTE, REJEITADA}),
        AGUARDANDO_RECIBO: frozenset({PENDENTE, EMITIDA, REJEITADA}),
        AGUARDANDO_PROTOCOLO: frozenset({AGUARDANDO_RECIBO}),
        AUTORIZADA: A_EMITIR,
        REJEITADA: A_EMITIR,
        DENEGADA: A_EMITIR,
        EMITIDA_DANFE: frozenset({AUTORIZADA}),
        CANCELADA: frozenset({AUTORIZADA, EMITIDA_DANFE}),
    }
)
"""From which situations each is reached; Pendente and Registrada are only those of a new one."""


def mudar(nota: dict[str, Any], para: int) -> None:
    """Change the situation; raises ValidacaoRecusada when it is not reached from the present one."""
    exigir(nota, para)
    nota["situacao"] = para


def exigir(nota: Mapping[str, Any], para: int) -> None:
    """Raise ValidacaoRecusada when a situation is not reached from the present one."""
    if nota["situacao"] not in ORIGENS[para]:
        de = SITUACOES[nota["situacao"]]
        raise ValidacaoRecusada(
            f"A nota fiscal está na situação {de} e não pode passar a {SITUACOES[para]}",
            hint=f"passa a {SITUACOES[para]} quem está em: {', '.join(SITUACOES[um] for um in sorted(ORIGENS[para]))}",
        )


def exigir_autorizada(nota: Mapping[str, Any]) -> None:
    """Raise NaoAutorizada for an invoice that never was authorised."""
    if nota["situacao"] not in COM_XML:
        raise NaoAutorizada(hint=f"a nota está na situação {SITUACOES[nota['situacao']]}: emita-a antes")
