"""Integration jobs: asked for on the screen, done by the app, kept by the store (novaoito §2.3, N1)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import InvalidTransition, JobAlreadyRunning, NotFound, ValidationFailed
from homologa.simulators.novaoito.rules import apps, eligibility, shapes
from homologa.simulators.novaoito.rules.listing import Query
from homologa.simulators.novaoito.rules.pages import Rows
from homologa.simulators.novaoito.rules.tables import ITEMS, JOBS, PRODUCTS, moment
from homologa.simulators.novaoito.rules.validation import refuse

STATUSES = ("queued", "running", "completed", "completed_with_errors", "failed", "cancelled")
RESULTS = ("created", "linked", "skipped", "failed")
WITHOUT_RESULT = "none"
OPEN = "status IN ('queued', 'running')"
SHOWN = (
    *("id", "operation", "scope", "dry_run", "status", "total", "processed", *RESULTS),
    *("requested_at", "started_at", "finished_at", "claimed_by", "error", "code"),
)
SHOWN_ITEM = ("product_id", "sku", "result", "code", "message", "external_id")


def request(work: Work, given: Any) -> Document:
    """Take the request of a job over a snapshot of pending products; with none of them it is over at once.

    Raises ValidationFailed, AppNotInstalled, AppNotConfigured, AppDisabled or JobAlreadyRunning.
    """
    shapes.job_request().check(given)
    apps.require_ready(work)
    if current(work) is not None:
        raise JobAlreadyRunning(hint="espere o fim da integração em andamento, ou cancele-a")
    _check_known(work, given.get("product_ids", ()))
    chosen = eligibility.pending(work, given.get("product_ids"))
    job = _new(work, given, len(chosen))
    work.documents(JOBS).add(job)
    for product in chosen:
        _add_item(work, job["id"], product)
    if chosen:
        work.emit("erp.job.requested", id=job["id"])
    return job


def current(work: Work) -> Document | None:
    """The job that is queued or running, if there is one."""
    return work.documents(JOBS).first(OPEN, ())


def latest(work: Work) -> Document | None:
    """The job that was asked for last, if there was any."""
    return work.documents(JOBS).first("1", (), order="number DESC")


def get(work: Work, job_id: str) -> Document:
    """One job; raises NotFound."""
    found = work.documents(JOBS).get(job_id)
    if found is None:
        raise NotFound("Não há esta integração.")
    return found


def search(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """Jobs, newest first, by the API's query; raises ValidationFailed."""
    query = Query(parameters)
    status = query.option("status", STATUSES)
    if status is not None:
        query.where("status = ?", status)
    return query.rows(work.documents(JOBS), order="number DESC")


def items(work: Work, job_id: str, parameters: Mapping[str, Any]) -> Rows:
    """The products of a job in the order of the snapshot, by the API's query; raises NotFound, ValidationFailed."""
    get(work, job_id)
    query = Query(parameters)
    query.where("job_id = ?", job_id)
    result = query.option("result", (*RESULTS, WITHOUT_RESULT))
    if result == WITHOUT_RESULT:
        query.where("result IS NULL")
    elif result is not None:
        query.where("result = ?", result)
    return query.rows(work.documents(ITEMS))


def all_items(work: Work, job_id: str) -> list[Document]:
    """Every product of a job in the order of the snapshot."""
    return work.documents(ITEMS).find("job_id = ?", (job_id,))


def claim(work: Work, job_id: str, installation: str) -> Document:
    """Give the job to the app; again to the same one changes nothing. Raises NotFound, InvalidTransition."""
    job = get(work, job_id)
    if job["status"] == "running" and job["claimed_by"] == installation:
        return job
    if job["status"] != "queued":
        raise InvalidTransition(f"A integração está {job['status']} e não pode ser assumida.")
    return _put(work, {**job, "status": "running", "claimed_by": installation, "started_at": moment(work)})


def finish(work: Work, job_id: str, installation: str, given: Any) -> Document:
    """End the job: the store computes how, unless the app says that it failed as a whole.

    Raises NotFound, ValidationFailed, or InvalidTransition when items are open and nothing failed.
    """
    shapes.job_finish().check(given)
    job = claimed(work, job_id, installation)
    reason, code = given.get("failed"), given.get("code")
    if reason is not None:
        return fail(work, job, reason, code)
    if code is not None:
        raise refuse("code", "só é admitido com failed")
    left = job["total"] - job["processed"]
    if left:
        raise InvalidTransition(f"Ainda há {left} produto(s) sem resultado.", hint="informe os resultados ou failed")
    return _end(work, job, "completed_with_errors" if job["failed"] else "completed")


def fail(work: Work, job: Document, reason: str, code: str | None) -> Document:
    """End the job as failed; products without a result are simply pending again."""
    return _end(work, {**job, "error": reason, "code": code}, "failed")


def cancel(work: Work, job_id: str) -> Document:
    """End a queued or running job by request; raises NotFound, InvalidTransition."""
    job = get(work, job_id)
    if job["finished_at"] is not None:
        raise InvalidTransition(f"A integração já terminou ({job['status']}).")
    return _end(work, job, "cancelled")


def claimed(work: Work, job_id: str, installation: str) -> Document:
    """The running job that this installation claimed; raises NotFound, InvalidTransition."""
    job = get(work, job_id)
    if job["status"] != "running" or job["claimed_by"] != installation:
        raise InvalidTransition(
            f"A integração não está em andamento para este aplicativo (situação {job['status']}).",
            hint="assuma a integração com POST /erp/jobs/{id}/claim",
        )
    return job


def shown(job: Document) -> Document:
    """A job as the API shows it."""
    return {name: job[name] for name in SHOWN}


def shown_item(item: Document) -> Document:
    """A product of a job as the API shows it."""
    return {name: item[name] for name in SHOWN_ITEM}


def _check_known(work: Work, ids: list[int]) -> None:
    documents = work.documents(PRODUCTS)
    unknown = [place for place, product_id in enumerate(ids) if documents.get(product_id) is None]
    if unknown:
        raise ValidationFailed({f"product_ids.{place}": ["não há este produto"] for place in unknown})


def _new(work: Work, given: Mapping[str, Any], total: int) -> Document:
    now = moment(work)
    return {
        "id": work.uuid("job"),
        "number": work.next_id("job-number"),
        "operation": given["operation"],
        "scope": given["scope"],
        "dry_run": given.get("dry_run", False),
        "status": "queued" if total else "completed",
        "total": total,
        "processed": 0,
        **dict.fromkeys(RESULTS, 0),
        "requested_at": now,
        "started_at": None if total else now,
        "finished_at": None if total else now,
        "claimed_by": None,
        "error": None,
        "code": None,
    }


def _add_item(work: Work, job_id: str, product: Document) -> None:
    item = {
        "id": work.next_id("item"),
        "job_id": job_id,
        "product_id": product["id"],
        "sku": product["sku"],
        **dict.fromkeys(("result", "code", "message", "external_id")),
    }
    work.documents(ITEMS).add(item)


def _end(work: Work, job: Document, status: str) -> Document:
    ended = _put(work, {**job, "status": status, "finished_at": moment(work)})
    work.emit("erp.job.finished", id=job["id"])
    return ended


def _put(work: Work, job: Document) -> Document:
    work.documents(JOBS).put(job)
    return job
