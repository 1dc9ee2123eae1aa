"""What the screens of price lists show."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import listas_de_precos
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS

MENU = "Cadastros > Listas de preços"


@VIEWS.screen(MENU, "Listas de preços", columns.LISTA_DE_PRECOS)
def listas_de_precos_da_conta(work: Work) -> list[dict[str, Any]]:
    """As listas de preços, com o acréscimo ou desconto e as exceções de cada uma."""
    return [
        {**lista, "excecoes": _excecoes(work, lista["id"])} for lista in work.documents(listas_de_precos.LISTA).find()
    ]


def _excecoes(work: Work, id_lista: int) -> list[dict[str, Any]]:
    achadas = work.documents(listas_de_precos.EXCECAO).find("id_lista_preco = ?", (id_lista,))
    return [
        {
            "codigo": produtos.obter(work, excecao["id_produto"])["codigo"],
            "preco": excecao["preco"],
            "preco_promocional": excecao["preco_promocional"],
        }
        for excecao in achadas
    ]
