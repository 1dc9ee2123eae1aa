"""What a person sees on Tiny's screens; importing the package declares every view."""

from homologa.simulators.tiny.views import (
    categorias,
    conta,
    contas,
    contatos,
    estoques,
    expedicao,
    integracoes,
    notas,
    pedidos,
    precos,
    produtos,
    tags,
)
from homologa.simulators.tiny.views.registry import VIEWS

__all__ = [
    "VIEWS",
    "categorias",
    "conta",
    "contas",
    "contatos",
    "estoques",
    "expedicao",
    "integracoes",
    "notas",
    "pedidos",
    "precos",
    "produtos",
    "tags",
]
