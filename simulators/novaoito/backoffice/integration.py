"""The screens "ERP & CRM > Produtos"."""

from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.backoffice.registry import ACTIONS, chosen
from homologa.simulators.novaoito.rules import catalogue, jobs, links
from homologa.simulators.novaoito.rules.labels import JOB_STATUSES, OPERATIONS, SYSTEMS

MENU = "ERP & CRM > Produtos"
INTEGRATE = f"{MENU} > Integrar"


@ACTIONS.screen(INTEGRATE, "Integrar produtos pendentes")
def integrar_produtos_pendentes(
    work: Work, *, sistema: str, operacao: str, produtos: list[str] | None = None
) -> dict[str, Any]:
    """Pede a integração dos pendentes, ou só dos SKUs em `produtos`; quem a executa é o aplicativo."""
    wanted: dict[str, Any] = {
        "system": chosen(sistema, SYSTEMS, "Sistema"),
        "operation": chosen(operacao, OPERATIONS, "Operação"),
        "scope": "pending",
    }
    if produtos is not None:
        wanted |= {"scope": "selection", "product_ids": _ids(work, produtos)}
    job = jobs.request(work, wanted)
    return {"job": job["id"], "situacao": JOB_STATUSES[job["status"]], "total": job["total"]}


@ACTIONS.screen(INTEGRATE, "Cancelar integração")
def cancelar_integracao(work: Work) -> dict[str, Any]:
    """Cancela a integração na fila ou em andamento."""
    job = jobs.current(work)
    if job is None:
        raise ScreenRefusal("Não há integração na fila nem em andamento.")
    cancelled = jobs.cancel(work, job["id"])
    return {"job": job["id"], "situacao": JOB_STATUSES[cancelled["status"]]}


@ACTIONS.screen(MENU, "Desvincular produto")
def desvincular_produto(work: Work, *, sku: str, sistema: str = "Tiny") -> None:
    """Desfaz o vínculo do produto, que volta a ser pendente se estiver Ativo."""
    system = chosen(sistema, SYSTEMS, "Sistema")
    for product_id in _ids(work, [sku]):
        links.remove(work, system, product_id)


def _ids(work: Work, skus: list[str]) -> list[int]:
    ids: list[int] = []
    for sku in skus:
        found = catalogue.bearing(work, str(sku))
        if not found:
            raise ScreenRefusal(f"Não há produto com o SKU {sku}.")
        ids += [product["id"] for product in found if product["id"] not in ids]
    return ids
