"""The account's own webhooks: their URLs, and when one is taken away (tiny-api2 §6.3)."""

from collections.abc import Mapping
from types import MappingProxyType

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import extensoes
from homologa.simulators.tiny.rules.integracoes import e_url

VENDAS, ENVIOS, ESTOQUE, NOTAS = "vendas", "envios", "estoque", "notas"
AVISOS: Mapping[str, str] = MappingProxyType(
    {
        VENDAS: "Notificações de vendas",
        ENVIOS: "Notificações de pedidos enviados",
        ESTOQUE: "Notificações de estoque",
        NOTAS: "Notificações de notas fiscais autorizadas",
    }
)
"""What the screen offers, and its labels [inferred]."""
TOLERANCIA = 20
"""Answers other than 200, one after another, after which a URL is removed [client]."""


def url(work: Work, aviso: str) -> str:
    """The URL of a kind of notices; "" for none, or while the extension Webhooks is not in force."""
    return urls(work)[aviso] if extensoes.instalada(work, extensoes.WEBHOOKS) else ""


def urls(work: Work) -> dict[str, str]:
    """The URL of each kind of notices, as the screen shows them."""
    guardadas: dict[str, str] = work.setting("urls_da_conta", {})
    return {aviso: guardadas.get(aviso, "") for aviso in AVISOS}


def salvar(work: Work, novas: Mapping[str, str]) -> dict[str, str]:
    """Save URLs; one that is new or changed gets the empty-body ping, and its failures are forgotten.

    What waits for a URL that went away is given up [inferred]. Raises ScreenRefusal.
    """
    if not extensoes.instalada(work, extensoes.WEBHOOKS):
        raise ScreenRefusal(f"Instale a extensão “{extensoes.WEBHOOKS}” em Início > Extensões.")
    antigas = urls(work)
    for aviso, nova in novas.items():
        if nova and not e_url(nova):
            raise ScreenRefusal(f"A URL de {AVISOS[aviso].lower()} não é válida: {nova}")
        if nova != antigas[aviso]:
            _trocar(work, aviso, nova)
    return urls(work)


def contar(work: Work, aviso: str, aceito: bool) -> None:
    """Note how an attempt ended; the URL is removed when TOLERANCIA of them in a row were not taken."""
    falhas = 0 if aceito else work.setting(f"falhas_da_conta/{aviso}", 0) + 1
    if falhas >= TOLERANCIA:
        _trocar(work, aviso, "")
    else:
        work.set_setting(f"falhas_da_conta/{aviso}", falhas)


def falhas(work: Work, aviso: str) -> int:
    """How many attempts in a row were not taken."""
    contadas: int = work.setting(f"falhas_da_conta/{aviso}", 0)
    return contadas


def _trocar(work: Work, aviso: str, nova: str) -> None:
    work.cancel_deliveries("aviso_da_conta", aviso)
    work.set_setting("urls_da_conta", {**urls(work), aviso: nova})
    work.set_setting(f"falhas_da_conta/{aviso}", 0)
    if nova:
        work.emit("url_da_conta_salva", aviso=aviso, url=nova)
