"""The list of Tiny's views, and the shape that several of them share."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.screens import Screens
from homologa.simulators.tiny.rules.rotulos import ROTULOS

VIEWS = Screens(ROTULOS)


def mapeamento(item: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping as screens show it."""
    return {
        "id_mapeamento": item["id"],
        "identificador": item["id_ecommerce"],
        "sku": item["sku"],
        "situacao": item["situacao"],
        "mensagem": item["mensagem"],
    }
