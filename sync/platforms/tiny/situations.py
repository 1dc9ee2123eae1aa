"""The situations of Tiny's orders: codes, the descriptions that answers have, and which is further (tiny-api2, 4.1)."""

from collections.abc import Mapping
from types import MappingProxyType

CANCELLED = "cancelado"
PROGRESS = (
    "aberto", "aprovado", "preparando_envio", "faturado", "pronto_envio", "enviado", "entregue",
)  # fmt: skip
FINAL = frozenset({"entregue", "nao_entregue", CANCELLED})
CODES: Mapping[str, str] = MappingProxyType(
    {
        "em aberto": "aberto",
        "preparando envio": "preparando_envio",
        "atendido": "faturado",
        "faturado (atendido)": "faturado",
        "pronto para envio": "pronto_envio",
        "não entregue": "nao_entregue",
        "dados incompletos": "dados_incompletos",
    }
)
"""The descriptions that are not their own codes, in lower case."""


def code_of(description: str) -> str:
    """The code of a description, whatever its capitals; an unknown one is its own code."""
    known = description.strip().lower()
    return CODES.get(known, known)


def is_forward(present: str, wanted: str) -> bool:
    """Whether an order may go from one situation to another: never back, and nowhere from a final one."""
    if present in FINAL or wanted == present:
        return False
    if wanted in FINAL or present not in PROGRESS:
        return True
    return wanted in PROGRESS and PROGRESS.index(wanted) > PROGRESS.index(present)
