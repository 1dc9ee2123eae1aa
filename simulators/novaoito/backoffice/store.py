"""The screen "Configurações"."""

from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.backoffice.registry import ACTIONS
from homologa.simulators.novaoito.rules import settings

MENU = "Configurações"


@ACTIONS.screen(MENU, "Suspender loja")
def suspender_loja(work: Work) -> None:
    """Suspende a loja: toda chamada à API é recusada."""
    settings.suspend(work, True)


@ACTIONS.screen(MENU, "Reativar loja")
def reativar_loja(work: Work) -> None:
    """Reativa a loja suspensa."""
    settings.suspend(work, False)
