"""What a person does on Tiny's screens; importing the package declares every action."""

from homologa.simulators.tiny.backoffice import (
    avisos_da_conta,
    categorias,
    conta,
    contatos,
    edicao_da_nota,
    estoques,
    expedicao,
    integracoes,
    notas,
    pedidos,
    precos,
    produtos,
    tags,
)
from homologa.simulators.tiny.backoffice.registry import ACTIONS

__all__ = [
    "ACTIONS",
    "avisos_da_conta",
    "categorias",
    "conta",
    "contatos",
    "edicao_da_nota",
    "estoques",
    "expedicao",
    "integracoes",
    "notas",
    "pedidos",
    "precos",
    "produtos",
    "tags",
]
