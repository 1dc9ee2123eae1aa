"""Results of a job's products, as the app reports them (novaoito §2.3 ERP & CRM, facts 24 to 26)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.rules import eligibility, jobs, links, shapes
from homologa.simulators.novaoito.rules.tables import ITEMS, JOBS

LINKING = ("created", "linked")
TAKEN: Mapping[str, Any] = {"status": 200, "code": None, "detail": None}


def report(work: Work, job_id: str, installation: str, given: Any) -> list[Document]:
    """Take up to 100 results and give a verdict on each, in the order sent.

    Raises NotFound, ValidationFailed, or InvalidTransition when the job is not this app's or does not run.
    """
    shapes.job_report().check(given)
    job = jobs.claimed(work, job_id, installation)
    verdicts = []
    for result in given["results"]:
        complete = {"code": None, "message": None, "external_id": None, **result}
        verdicts.append({"product_id": result["product_id"], **_take(work, job, complete)})
    work.documents(JOBS).put(job)
    return verdicts


def _take(work: Work, job: Document, result: Document) -> Mapping[str, Any]:
    item = work.documents(ITEMS).first("job_id = ? AND product_id = ?", (job["id"], result["product_id"]))
    if item is None:
        return _refused(404, "not_found", "O produto não está nesta integração.")
    if item["result"] is not None:
        return TAKEN if _says_the_same(item, result) else _refused(409, "invalid_transition", "Já há outro resultado.")
    refusal = _flaw(work, job, result)
    if refusal is not None:
        return refusal
    work.documents(ITEMS).put({**item, **result})
    job["processed"] += 1
    job[result["result"]] += 1
    if result["result"] not in LINKING and not job["dry_run"]:
        _note_attempt(work, result)
    return TAKEN


def _flaw(work: Work, job: Document, result: Document) -> Mapping[str, Any] | None:
    if result["result"] not in LINKING or job["dry_run"]:
        return None
    if result["external_id"] is None:
        return _refused(422, "validation_failed", "external_id é obrigatório com created e linked.")
    if not links.holds(work, result["product_id"], result["external_id"]):
        detail = "O produto não está vinculado a este external_id; grave antes o vínculo."
        return _refused(409, "invalid_transition", detail)
    return None


def _says_the_same(item: Document, result: Document) -> bool:
    return all(item[name] == result[name] for name in ("result", "code", "external_id"))


def _note_attempt(work: Work, result: Document) -> None:
    failed = result["result"] == "failed"
    error = {"code": result["code"], "message": result["message"]} if failed else None
    eligibility.note_attempt(work, result["product_id"], error)


def _refused(status: int, code: str, detail: str) -> Mapping[str, Any]:
    return {"status": status, "code": code, "detail": detail}
