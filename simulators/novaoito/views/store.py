"""The screen "Configurações"."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.rules import apps, settings
from homologa.simulators.novaoito.views import columns
from homologa.simulators.novaoito.views.registry import VIEWS


@VIEWS.screen("Configurações", "Credenciais", columns.CREDENTIALS)
def credenciais(work: Work) -> dict[str, Any]:
    """Endereço e tokens da loja, e as configurações do aplicativo sem máscara."""
    app = apps.state(work)
    return {
        "store_id": settings.store_id(work),
        "loja": settings.store_name(work),
        "host": settings.host(work),
        "admin_token": settings.admin_token(work),
        "app_token": app["access_token"],
        "configuracao": app["settings"],
    }
