"""Passos sobre as configurações do aplicativo Tiny ERP na loja."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, when

from homologa.features.kit import tables, text
from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.stage import Stage
from homologa.features.kit.text import count

AUTOMATIC = ("produtos", "estoque", "precos", "pedidos", "situacoes", "chamados")
"""The fields of the screen "Troca automática"; the others are of "Configurar"."""
PRICE_LIST = "lista_de_precos"


@given("que as configurações do aplicativo Tiny ERP são:")
@when("as configurações do aplicativo Tiny ERP passam a ser:")
def configuracoes_sao(stage: Stage, datatable: list[list[str]]) -> None:
    """Muda na tela do aplicativo só o que a tabela diz, com os campos de "Configurar" e de "Troca automática".

    A lista de preços se diz pela descrição que ela tem no Tiny. O conector é avisado da mudança.

    Exemplo: Dado que as configurações do aplicativo Tiny ERP são:
    """
    (filled,) = tables.rows(datatable)
    known = {name: _meant(stage, name, cell) for name, cell in filled.items()}
    for action, fields in (
        ("configurar", {name: value for name, value in known.items() if name not in AUTOMATIC}),
        ("troca_automatica", {name: value for name, value in known.items() if name in AUTOMATIC}),
    ):
        if fields:
            stage.act("novaoito", action, **fields)


def _meant(stage: Stage, name: str, cell: str) -> Any:
    """What a cell says: for a price list its id in Tiny, for `(vazio)` nothing."""
    if cell == text.EMPTY:
        return None
    if name != PRICE_LIST:
        return cell
    lists = stage.world.view("tiny", "listas_de_precos_da_conta")
    found = [each["id"] for each in lists if each["descricao"] == cell]
    if len(found) != 1:
        raise ScenarioMistake(f"o Tiny tem {count(len(found), 'lista', 'listas')} de preços com a descrição {cell}")
    return found[0]
