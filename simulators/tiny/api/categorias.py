"""Category services."""

from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.rules import categorias
from homologa.simulators.tiny.wire import Retorno


@service("produtos.categorias.arvore", source="§5.2, §9 Q7")
def produtos_categorias_arvore(call: Call) -> Retorno:
    """The category tree: `retorno` is the list itself, with no status; refusals still have the envelope."""
    return Retorno(categorias.arvore(call.work))
