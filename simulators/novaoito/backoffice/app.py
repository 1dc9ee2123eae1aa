"""The screens "Aplicativos > Tiny ERP"."""

from typing import Any

from homologa.simulators.kernel import tax_ids
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.backoffice.registry import ACTIONS, KEEP, chosen, given
from homologa.simulators.novaoito.rules import apps, installation
from homologa.simulators.novaoito.rules.catalogue import VISIBILITY_LABELS
from homologa.simulators.novaoito.rules.labels import ORDER_STATUSES, STOCK_SOURCES

MENU = "Aplicativos > Tiny ERP"


@ACTIONS.screen(MENU, "Instalar")
def instalar(work: Work) -> dict[str, Any]:
    """Instala o aplicativo; instalado de novo, é a mesma instalação."""
    shown, is_new = installation.install(work, apps.SLUG, {})
    return {"instalacao": shown["installation_id"], "nova": is_new}


@ACTIONS.screen(MENU, "Configurar")
def configurar(
    work: Work,
    *,
    cnpj: str | None = KEEP,
    identificador: int | None = KEEP,
    token: str | None = KEEP,
    visibilidade_padrao: str = KEEP,
    criar_categorias: bool = KEEP,
    importar_a_partir_de: str = KEEP,
    enviar_pedidos: bool = KEEP,
    fonte_do_estoque: str = KEEP,
    lista_de_precos: int | None = KEEP,
) -> dict[str, Any]:
    """Preenche os dados da conta do Tiny e as preferências; o que não é informado fica como está."""
    fields = given(
        cnpj=tax_ids.bare(cnpj) if isinstance(cnpj, str) else cnpj,
        integrator_id=identificador,
        tiny_token=token,
        create_categories=criar_categorias,
        auto_send_orders=enviar_pedidos,
        price_list=lista_de_precos,
    )
    labelled = (
        ("default_visibility", visibilidade_padrao, VISIBILITY_LABELS, "Visibilidade padrão"),
        ("import_status", importar_a_partir_de, ORDER_STATUSES, "Importar a partir de"),
        ("stock_source", fonte_do_estoque, STOCK_SOURCES, "Fonte do estoque"),
    )
    for name, value, options, label in labelled:
        if value is not KEEP:
            fields[name] = chosen(value, options, label)
    apps.change_settings(work, fields)
    return {"configurado": apps.is_configured(apps.require_installed(work))}


@ACTIONS.screen(MENU, "Troca automática")
def troca_automatica(
    work: Work,
    *,
    produtos: bool = KEEP,
    estoque: bool = KEEP,
    precos: bool = KEEP,
    pedidos: bool = KEEP,
    situacoes: bool = KEEP,
    chamados: bool = KEEP,
) -> dict[str, Any]:
    """Liga ou desliga o que o aplicativo troca por si; o que não é informado fica como está."""
    present = apps.require_installed(work)["settings"]["automatic"]
    changed = given(
        products=produtos, stock=estoque, prices=precos, orders_in=pedidos, order_updates=situacoes, tickets=chamados
    )
    automatic = {**present, **changed}
    apps.change_settings(work, {"automatic": automatic})
    return automatic


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
