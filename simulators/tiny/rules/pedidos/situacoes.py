"""The situations of an order: the code goes in and into notices, the description comes out (tiny-api2 §4.1)."""

from collections.abc import Mapping
from types import MappingProxyType

from homologa.simulators.tiny.rules.municipios import dobrado

ABERTO, FATURADO, ENVIADO, ENTREGUE, CANCELADO = "aberto", "faturado", "enviado", "entregue", "cancelado"
INCOMPLETO = "dados_incompletos"
SITUACOES: Mapping[str, str] = MappingProxyType(
    {
        ABERTO: "Em aberto",
        "aprovado": "Aprovado",
        "preparando_envio": "Preparando envio",
        FATURADO: "Faturado",
        "pronto_envio": "Pronto para envio",
        ENVIADO: "Enviado",
        ENTREGUE: "Entregue",
        "nao_entregue": "Não entregue",
        CANCELADO: "Cancelado",
        INCOMPLETO: "Dados incompletos",
    }
)
"""The last has no code in API v2: ours is [inferred], and only a screen gives it to an order."""
CODIGOS = tuple(codigo for codigo in SITUACOES if codigo != INCOMPLETO)
OUTRAS: Mapping[str, str] = MappingProxyType(
    {"aberto": ABERTO, "atendido": FATURADO, "faturado (atendido)": FATURADO, "pronto para o envio": "pronto_envio"}
)
"""Older descriptions, folded."""
DATAS: Mapping[str, str] = MappingProxyType(
    {FATURADO: "data_faturamento", ENVIADO: "data_envio", ENTREGUE: "data_entrega"}
)
"""The day that an order notes when it first comes to a situation [inferred]."""


def por_codigo(texto: str) -> str | None:
    """The code that this text is, in any case; None for no code of API v2."""
    codigo = texto.strip().lower()
    return codigo if codigo in CODIGOS else None


def por_texto(texto: str) -> str | None:
    """The code that a code or a description means, in any case and without accents; None for neither."""
    procurado = dobrado(texto)
    descricoes = {dobrado(descricao): codigo for codigo, descricao in SITUACOES.items()}
    return por_codigo(texto) or descricoes.get(procurado) or OUTRAS.get(procurado)
