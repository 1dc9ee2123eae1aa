"""The screens "Aplicativos > Tiny ERP"."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.rules import apps, subscriptions
from homologa.simulators.novaoito.rules.catalogue import VISIBILITY_LABELS
from homologa.simulators.novaoito.rules.labels import APP_STATUSES, AUTOMATIC, ORDER_STATUSES, STOCK_SOURCES
from homologa.simulators.novaoito.views import columns
from homologa.simulators.novaoito.views.registry import VIEWS


@VIEWS.screen("Aplicativos > Tiny ERP", "Aplicativo", columns.APP)
def aplicativo(work: Work) -> dict[str, Any]:
    """Situação do aplicativo e suas configurações, com o token mascarado; em `configuracao`, como a API as mostra."""
    app = apps.state(work)
    kept = app["settings"]
    return {
        "instalado": app["status"] != apps.NOT_INSTALLED,
        "situacao": APP_STATUSES[app["status"]],
        "configurado": apps.is_configured(app),
        "cnpj": kept["cnpj"],
        "identificador": kept["integrator_id"],
        "token": apps.masked(kept["tiny_token"]),
        "visibilidade_padrao": VISIBILITY_LABELS[kept["default_visibility"]],
        "criar_categorias": kept["create_categories"],
        "importar_a_partir_de": ORDER_STATUSES[kept["import_status"]],
        "enviar_pedidos": kept["auto_send_orders"],
        "fonte_do_estoque": STOCK_SOURCES[kept["stock_source"]],
        "lista_de_precos": kept["price_list"],
        "configuracao": {**kept, "tiny_token": apps.masked(kept["tiny_token"])},
    }


@VIEWS.screen("Aplicativos > Tiny ERP", "Troca automática", columns.AUTOMATIC)
def troca_automatica(work: Work) -> dict[str, bool]:
    """O que o aplicativo troca por si; o que está desligado só se faz à mão."""
    automatic = apps.state(work)["settings"]["automatic"]
    return {name: automatic[kind] for kind, name in AUTOMATIC.items()}


@VIEWS.screen("Aplicativos > Tiny ERP", "Receptores", columns.RECEIVERS)
def receptores(work: Work) -> dict[str, str | None]:
    """As URLs que o aplicativo registrou, para colar na integração do Tiny."""
    found: dict[str, str | None] = apps.state(work)["receivers"]
    return found


@VIEWS.screen("Aplicativos > Tiny ERP", "Webhooks", columns.WEBHOOK)
def webhooks(work: Work) -> list[dict[str, Any]]:
    """As assinaturas do aplicativo, cada uma com suas entregas."""
    return [
        {
            "id": subscription["id"],
            "evento": subscription["event"],
            "url": subscription["url"],
            "ativa": subscription["active"],
            "falhas_seguidas": subscription["failures"],
            "entregas": [
                subscriptions.shown_delivery(delivery)
                for delivery in subscriptions.deliveries(work, subscription["id"])
            ],
        }
        for subscription in subscriptions.everything(work)
    ]
