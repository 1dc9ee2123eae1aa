"""The screens of tags; their menu path is [inferred]."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.registry import ACTIONS, um_produto
from homologa.simulators.tiny.rules import tags
from homologa.simulators.tiny.rules.produtos import gravacao

MENU = "Cadastros > Produtos > Tags"


@ACTIONS.screen(MENU, "Incluir grupo")
def incluir_grupo_de_tags(work: Work, *, nome: str) -> dict[str, Any]:
    """Cria um grupo de tags."""
    return {"id": tags.incluir_grupo(work, {"nome": nome}).id}


@ACTIONS.screen(MENU, "Incluir tag")
def incluir_tag(work: Work, *, nome: str, grupo: str = "") -> dict[str, Any]:
    """Cria uma tag, no grupo deste nome ou em nenhum."""
    return {"id": tags.incluir(work, {"nome": nome, "id_grupo": tags.grupo_por_nome(work, grupo)}).id}


@ACTIONS.screen("Cadastros > Produtos", "Definir tags")
def definir_tags(work: Work, *, codigo: str, tags: list[str]) -> dict[str, Any]:
    """Troca as tags de um produto pelas destes nomes."""
    return {"id": gravacao.editar(work, um_produto(work, codigo), {"tags": _ids(work, tags)}).id}


def _ids(work: Work, nomes: list[str]) -> list[int]:
    return [tags.por_nome(work, nome) for nome in nomes]
