"""How `nota.fiscal.obter.xml` puts the XML of an invoice inside its answer: clients have seen three ways (§5.5)."""

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work

NA_RESPOSTA, CDATA, ESCAPADO = "inline", "cdata", "escapado"
FORMAS = (NA_RESPOSTA, CDATA, ESCAPADO)


def forma_do_xml(work: Work) -> str:
    """The way of this account, one of FORMAS."""
    forma: str = work.setting("forma_do_xml", NA_RESPOSTA)
    return forma


def mudar_forma_do_xml(work: Work, forma: str) -> None:
    """Choose the way; raises ScreenRefusal."""
    if forma not in FORMAS:
        raise ScreenRefusal(f"Não há forma “{forma}”. Formas: {', '.join(FORMAS)}.")
    work.set_setting("forma_do_xml", forma)
