"""The screens "Aplicativos > Tiny ERP"."""

from typing import Any

from simulators.kernel.work import Work
from simulators.novaoito.backoffice.registry import ACTIONS, KEEP, given
from simulators.novaoito.rules import apps, installation

MENU = "Aplicativos > Tiny ERP"


@ACTIONS.screen(MENU, "Instalar")
def instalar(work: Work) -> dict[str, Any]:
    """Instala o aplicativo; instalado de novo, é a mesma instalação."""
    shown, is_new = installation.install(work, apps.SLUG, {})
    return {"instalacao": shown["installation_id"], "nova": is_new}


@ACTIONS.screen(MENU, "Configurar")
def configurar(
    work: Work, *, cnpj: str | None = KEEP, identificador: int | None = KEEP, token: str | None = KEEP
) -> dict[str, Any]:
    """Preenche os dados da conta do Tiny; o que não é informado fica como está."""
    digits = "".join(sign for sign in cnpj if sign.isdigit()) if isinstance(cnpj, str) else cnpj
    fields = given(cnpj=digits, integrator_id=identificador, tiny_token=token)
    apps.change_settings(work, fields)
    return {"configurado": apps.is_configured(apps.require_installed(work))}


@ACTIONS.screen(MENU, "Desinstalar")
def desinstalar(work: Work) -> None:
    """Desinstala o aplicativo: o token é revogado e os vínculos ficam guardados como inativos."""
    installation.uninstall(work, apps.SLUG)


@ACTIONS.screen(MENU, "Desativar")
def desativar(work: Work) -> None:
    """Desliga o aplicativo sem desinstalar: as chamadas dele são recusadas."""
    apps.switch(work, enabled=False)


@ACTIONS.screen(MENU, "Ativar")
def ativar(work: Work) -> None:
    """Liga de novo o aplicativo desativado."""
    apps.switch(work, enabled=True)


@ACTIONS.screen(MENU, "Testar")
def testar(work: Work) -> dict[str, Any]:
    """Pede ao aplicativo que teste a conexão com o Tiny; quem responde é o aplicativo."""
    return {"teste": apps.request_test(work)}
