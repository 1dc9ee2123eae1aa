"""The screen "Cadastros > Categorias dos produtos"."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.registry import ACTIONS
from homologa.simulators.tiny.rules import categorias


@ACTIONS.screen("Cadastros > Categorias dos produtos", "Incluir categoria")
def incluir_categoria(work: Work, *, caminho: str) -> dict[str, Any]:
    """Inclui as categorias de um caminho "Pai >> Filha" que ainda não existem."""
    return {"ids": [categoria["id"] for categoria in categorias.garantir(work, caminho)]}
