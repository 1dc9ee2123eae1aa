"""The list of Tiny's actions, and what they have in common."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.screens import Screens
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import numeros
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.rules.rotulos import ROTULOS

ACTIONS = Screens(ROTULOS)


def informados(parametros: Mapping[str, Any], *fixos: str) -> dict[str, Any]:
    """The parameters of a screen that have a value, but for `work` and those that say which record is meant."""
    return {nome: valor for nome, valor in parametros.items() if nome not in ("work", *fixos) and valor is not None}


def um_produto(work: Work, codigo: str) -> dict[str, Any]:
    """The only product of this code; raises ScreenRefusal."""
    achados = produtos.por_codigo(work, codigo)
    if len(achados) != 1:
        raise ScreenRefusal(f"Há {len(achados)} produtos com o código “{codigo}”; a tela precisa de um.")
    return achados[0]


def decimal(valor: float, campo: str) -> float:
    """A number as the account keeps it, in ten decimals; raises ScreenRefusal for one out of reach."""
    try:
        return numeros.decimal(valor, campo)
    except ValueError as erro:
        raise ScreenRefusal(f"{erro}.") from None
