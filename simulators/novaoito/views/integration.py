"""The screens "ERP & CRM > Produtos"."""

from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.rules import eligibility, jobs
from homologa.simulators.novaoito.rules.labels import JOB_STATUSES, NO_RESULT, OPERATIONS, RESULTS
from homologa.simulators.novaoito.views import columns
from homologa.simulators.novaoito.views.registry import VIEWS

INTEGRATE = "ERP & CRM > Produtos > Integrar"


@VIEWS.screen("ERP & CRM > Produtos", "Produtos pendentes", columns.PENDING)
def pendentes(work: Work) -> list[dict[str, Any]]:
    """Os produtos Ativos ainda não integrados com o Tiny; o que já foi vinculado mostra o id que tinha lá."""
    return [_pending(work, product) for product in eligibility.pending(work)]


@VIEWS.screen(INTEGRATE, "Integração", columns.JOB)
def integracao(work: Work, *, job: str | None = None) -> dict[str, Any] | None:
    """A última integração, ou a deste id; nada quando não houve nenhuma."""
    found = jobs.latest(work) if job is None else jobs.get(work, job)
    return None if found is None else _job(found)


@VIEWS.screen(INTEGRATE, "Resultados", columns.RESULT)
def resultados(work: Work, *, job: str | None = None) -> list[dict[str, Any]]:
    """O resultado de cada produto da última integração, ou da deste id."""
    found = jobs.latest(work) if job is None else jobs.get(work, job)
    return [] if found is None else [_item(item) for item in jobs.all_items(work, found["id"])]


def _pending(work: Work, product: Document) -> dict[str, Any]:
    former = eligibility.link_of(work, product["id"])
    return {
        "id": product["id"],
        "sku": product["sku"],
        "nome": product["name"],
        "situacao": eligibility.STATUS_LABELS[product["status"]],
        "id_tiny_anterior": former["external_id"] if former else None,
        "ultimo_erro": product["last_error"],
        "tentativas": product["attempts"],
    }


def _job(job: Document) -> dict[str, Any]:
    return {
        "job": job["id"],
        "situacao": JOB_STATUSES[job["status"]],
        "operacao": OPERATIONS[job["operation"]],
        "total": job["total"],
        "processados": job["processed"],
        "criados": job["created"],
        "vinculados": job["linked"],
        "ignorados": job["skipped"],
        "falhas": job["failed"],
        "motivo": job["error"],
        "codigo": job["code"],
        "registro": jobs.shown(job),
    }


def _item(item: Document) -> dict[str, Any]:
    return {
        "id": item["product_id"],
        "sku": item["sku"],
        "resultado": RESULTS.get(item["result"], NO_RESULT),
        "codigo": item["code"],
        "mensagem": item["message"],
        "id_tiny": item["external_id"],
    }
