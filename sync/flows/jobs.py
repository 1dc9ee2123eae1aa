"""The frame of an integration job (N1 and N2): claim, snapshot, work on each product, report, finish.

Every step leaves its mark in the memory before the next begins: the job can be entered again anywhere.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from homologa.sync.core.clock import Clock
from homologa.sync.core.engine import Flow
from homologa.sync.core.errors import NotFound, Refused, Rejected
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Id, Intent, Memory
from homologa.sync.core.ports import Account, JobPort
from homologa.sync.flows.outcome import Outcome, failed
from homologa.sync.flows.stages import DECIDED, JOB, OPEN, REPORTED, SETTLED, UNSETTLED

REPORT_LIMIT = 100
OPERATIONS = {"send": "Enviar produtos da loja para o ERP", "map": "Mapear produtos da loja com o ERP"}
INCOMPLETE = {"failed": "A loja não aceitou os resultados da integração.", "code": "items_without_result"}

Job = dict[str, Any]
Verdict = dict[str, Any]


class Worker(Protocol):
    """Integrates products, a batch of them at a time."""

    def advance(self, job: Job, items: Sequence[Intent], left: int) -> None:
        """Bring up to 20 items at least one stage further; `left` of them all have no result yet."""


def _part(item: Mapping[str, Any]) -> tuple[Id, str, str]:
    """An item for the memory; one that has a result already needs nothing more."""
    return item["product_id"], (item["sku"] or "").strip(), REPORTED if item["result"] else OPEN


def _stream(key: str) -> str:
    return f"job:{key}"


class JobOver(Exception):
    """The store says that the job is not ours to go on with: cancelled, over, or another's."""


class JobFlow(Flow):
    """Runs the integration job whose id is the work's key."""

    def __init__(self, store: JobPort, erp: Account, worker: Worker, memory: Memory, clock: Clock, log: Log) -> None:
        self._store = store
        self._erp = erp
        self._worker = worker
        self._memory = memory
        self._clock = clock
        self._log = log

    def run(self, key: str) -> bool:
        """Claim the job and work on a batch of it; finish it when there is none left."""
        try:
            job = self._claim(key)
            if job["failure"] is None and self._advance(job):
                return True
            self._report(key)
            self._finish(job)
        except JobOver as over:
            self._log.warning(f"Integração {key} encerrada pela loja: {over}.")
        self._forget(key)
        return False

    def abandon(self, key: str, code: str, reason: str) -> bool:
        """Remember why the job failed; false when telling the store of it failed as well."""
        job = self._memory.cursor(_stream(key))
        if job is None or job["failure"] is not None:
            self._forget(key)
            return False
        self._fail(job, code, reason)
        return True

    def _claim(self, key: str) -> Job:
        known = self._memory.cursor(_stream(key))
        if known is not None:
            return dict(known)
        try:
            claimed = self._store.claim(key)
        except (NotFound, Rejected) as error:
            raise JobOver(str(error)) from error
        operation, total = claimed["operation"], claimed["total"]
        self._log.info(f"Integração {key} iniciada: {OPERATIONS[operation]}, {total} produto(s).")
        snapshot = {"next_page": 1, "position": 0}
        return self._keep(
            {"id": key, "operation": operation, "dry_run": claimed["dry_run"], **snapshot, "failure": None}
        )

    def _keep(self, job: Job) -> Job:
        self._memory.move(_stream(job["id"]), job)
        return job

    def _take_snapshot(self, job: Job) -> None:
        while job["next_page"] is not None:
            items, next_page = self._store.job_items(job["id"], job["next_page"])
            self._memory.add_intents(JOB, job["id"], map(_part, items), job["position"])
            job |= {"next_page": next_page, "position": job["position"] + len(items)}
            self._keep(job)

    def _advance(self, job: Job) -> bool:
        """Work on the next batch; false when there is none, or when the ERP serves this account no more (N1.6).

        Results are reported as soon as a report is full, so that people see how far the job is.
        """
        self._take_snapshot(job)
        items = self._memory.intents(JOB, job["id"], *UNSETTLED, limit=self._erp.batch)
        if not items:
            return False
        try:
            self._worker.advance(job, items, self._memory.count(JOB, job["id"], *UNSETTLED))
        except Refused as error:
            if error.code not in self._erp.ending_codes:
                raise
            reason = f"{self._erp.name.subject} recusou o acesso: {error}."
            self._log.error(reason)
            self._fail(job, "access_refused", reason)
            return False
        if self._memory.count(JOB, job["id"], DECIDED) >= REPORT_LIMIT:
            self._report(job["id"])
        return True

    def _forget(self, key: str) -> None:
        self._memory.forget(JOB, key)
        self._memory.close(_stream(key))

    def _fail(self, job: Job, code: str, reason: str) -> None:
        job["failure"] = {"failed": reason[:1000], "code": code}
        self._keep(job)

    def _report(self, key: str) -> None:
        while items := self._memory.intents(JOB, key, DECIDED, limit=REPORT_LIMIT):
            outcomes = [Outcome.of(item.detail) for item in items]
            results = [outcome.report(item.part) for item, outcome in zip(items, outcomes, strict=True)]
            try:
                verdicts = self._store.report(key, results)
            except (NotFound, Rejected) as error:
                raise JobOver(str(error)) from error
            steps = zip(items, outcomes, verdicts, strict=True)
            self._memory.advance([self._after(*step) for step in steps], self._clock.now(), *SETTLED)

    def _after(self, item: Intent, outcome: Outcome, verdict: Verdict) -> tuple[Intent, str, dict[str, Any]]:
        """The item's stage after the store judged its result; a link that is gone makes a failure of it."""
        if verdict["status"] == 200:
            return item, REPORTED, outcome.detail
        self._log.warning(f"Resultado do produto {item.part} recusado pela loja: {verdict['detail']}")
        if outcome.result in ("created", "linked"):
            message = f"O vínculo não está mais na loja: {verdict['detail']}"
            return item, DECIDED, failed("result_refused", message).detail
        return item, REPORTED, outcome.detail

    def _finish(self, job: Job) -> None:
        try:
            ended = self._store.finish(job["id"], job["failure"])
        except Rejected:
            ended = self._end_anyhow(job["id"])
        except NotFound as error:
            raise JobOver(str(error)) from error
        counts = f"{ended['created']} criado(s), {ended['linked']} vinculado(s), "
        counts += f"{ended['skipped']} ignorado(s), {ended['failed']} com falha"
        self._log.info(f"Integração {job['id']} encerrada ({ended['status']}): {counts}.")

    def _end_anyhow(self, key: str) -> Job:
        """A job whose results do not satisfy the store must not stay running."""
        try:
            return self._store.finish(key, INCOMPLETE)
        except (NotFound, Rejected) as error:
            raise JobOver(str(error)) from error
