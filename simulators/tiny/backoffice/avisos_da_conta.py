"""The screen of the account's own webhooks (tiny-api2 §6.3)."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.registry import ACTIONS
from homologa.simulators.tiny.rules import avisos_da_conta
from homologa.simulators.tiny.rules.avisos_da_conta import ENVIOS, ESTOQUE, NOTAS, VENDAS

MENU = "Configurações > Geral > Outras configurações > Webhooks"


@ACTIONS.screen(MENU, "Salvar")
def salvar_webhooks_da_conta(
    work: Work,
    *,
    url_vendas: str | None = None,
    url_envios: str | None = None,
    url_estoque: str | None = None,
    url_notas: str | None = None,
) -> dict[str, Any]:
    """Guarda as URLs informadas; a vazia desliga o aviso, e a nova recebe uma verificação sem corpo.

    Exige a extensão Webhooks.
    """
    dadas = {VENDAS: url_vendas, ENVIOS: url_envios, ESTOQUE: url_estoque, NOTAS: url_notas}
    novas = {aviso: url.strip() for aviso, url in dadas.items() if url is not None}
    return avisos_da_conta.salvar(work, novas)
