"""What the screen "Cadastros > Categorias dos produtos" shows."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import categorias
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS


@VIEWS.screen("Cadastros > Categorias dos produtos", "Árvore de categorias", columns.CATEGORIA)
def arvore_de_categorias(work: Work) -> list[dict[str, Any]]:
    """As categorias, cada uma com as suas filhas."""
    return categorias.arvore(work)
