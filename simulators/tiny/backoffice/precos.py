"""The screens of price lists; their menu path is [inferred]."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.registry import ACTIONS, decimal, um_produto
from homologa.simulators.tiny.rules import listas_de_precos, precos

MENU = "Cadastros > Listas de preços"


@ACTIONS.screen(MENU, "Incluir lista de preços")
def incluir_lista_de_precos(work: Work, *, descricao: str, acrescimo_desconto: float = 0.0) -> dict[str, Any]:
    """Cria uma lista com um acréscimo, ou um desconto se negativo, em % sobre os preços."""
    return {"id": listas_de_precos.incluir(work, descricao, acrescimo_desconto)["id"]}


@ACTIONS.screen(MENU, "Alterar lista de preços")
def alterar_lista_de_precos(work: Work, *, descricao: str, acrescimo_desconto: float) -> dict[str, Any]:
    """Muda o acréscimo ou desconto de uma lista."""
    return {"id": listas_de_precos.alterar(work, descricao, acrescimo_desconto)["id"]}


@ACTIONS.screen(MENU, "Incluir exceção")
def incluir_excecao_de_preco(
    work: Work, *, lista: str, codigo: str, preco: float, preco_promocional: float = 0.0
) -> dict[str, Any]:
    """Dá a um produto um preço próprio na lista, no lugar do que ela calcula."""
    preco, preco_promocional = decimal(preco, "preço"), decimal(preco_promocional, "preço promocional")
    precos.conferir_promocional(work, preco_promocional)
    escolhida = listas_de_precos.por_descricao(work, lista)
    produto = um_produto(work, codigo)
    return {"id": listas_de_precos.gravar_excecao(work, escolhida, produto["id"], preco, preco_promocional)["id"]}


@ACTIONS.screen(MENU, "Excluir exceção")
def excluir_excecao_de_preco(work: Work, *, lista: str, codigo: str) -> None:
    """Tira de um produto o preço próprio na lista."""
    escolhida = listas_de_precos.por_descricao(work, lista)
    listas_de_precos.excluir_excecao(work, escolhida, um_produto(work, codigo)["id"])
