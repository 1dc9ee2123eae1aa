"""Tiny ERP (Olist ERP): API v2 and its integration webhooks."""

from simulators.kernel.errors import Fidelity
from simulators.kernel.platform import Platform, Surface
from simulators.kernel.work import Work
from simulators.tiny.api import conta, produtos
from simulators.tiny.api.registry import OPERATIONS
from simulators.tiny.backoffice import ACTIONS
from simulators.tiny.rules import categorias, integracoes, mapeamentos, settings
from simulators.tiny.rules.produtos import PRODUTO
from simulators.tiny.seeds import seed
from simulators.tiny.views import VIEWS
from simulators.tiny.webhooks import TinyNotifier
from simulators.tiny.wire import TinyWire

__all__ = ["PLATFORM", "conta", "produtos"]


def _origin(_: Work) -> str:
    return "https://api.tiny.com.br"


PLATFORM = Platform(
    name="tiny",
    title="Tiny",
    article="no",
    port=1,
    hosts=("api.tiny.com.br", "www.tiny.com.br", "erp.tiny.com.br"),
    fidelity=Fidelity.DOC,
    surfaces=(Surface("/api2", "tiny-api2", TinyWire(settings.exigir_acesso, settings.limite), OPERATIONS),),
    notifier=TinyNotifier(),
    actions=ACTIONS,
    views=VIEWS,
    collections=(PRODUTO, categorias.CATEGORIA, integracoes.INTEGRACAO, mapeamentos.MAPEAMENTO),
    seed=seed,
    origin=_origin,
    secrets=frozenset({"Developer-Id"}),
)
