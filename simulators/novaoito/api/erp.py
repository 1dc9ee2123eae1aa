"""ERP & CRM: systems, the product list, jobs and links (novaoito §2.3 ERP & CRM)."""

from homologa.simulators.kernel.operations import Call
from homologa.simulators.kernel.store import Document
from homologa.simulators.novaoito.api.registry import NO_CONTENT, batch_rows, listed, operation, paged
from homologa.simulators.novaoito.rules import apps, eligibility, jobs, links, results
from homologa.simulators.novaoito.wire import Answer

SOURCE = "§2.3 ERP & CRM"
SCOPE = "erp:manage"
LINK = "/erp/links/<system>/<int:product_id>"


@operation("erp.systems", "GET", "/erp/systems", source=SOURCE, scope=SCOPE)
def list_systems(call: Call) -> Answer:
    """Systems that can be chosen on the integration page."""
    installed = apps.find(call.work, apps.SLUG)["installed"]
    return listed([{"slug": "tiny", "label": "Tiny", "installed": installed, "operations": ["send", "map"]}])


@operation("erp.products", "GET", "/erp/products", source=f"{SOURCE}, N0", scope=SCOPE)
def list_products(call: Call) -> Answer:
    """The list "ERP & CRM > Produtos"."""
    apps.require_ready(call.work)
    rows = eligibility.search(call.work, call.data.parameters)
    return paged(call, rows, lambda product: eligibility.row(call.work, product))


@operation("erp.jobs.list", "GET", "/erp/jobs", source=SOURCE, scope=SCOPE)
def list_jobs(call: Call) -> Answer:
    """Jobs, newest first."""
    return paged(call, jobs.search(call.work, call.data.parameters), jobs.shown)


@operation("erp.jobs.request", "POST", "/erp/jobs", source=f"{SOURCE}, N1", scope=SCOPE, body="required")
def request_job(call: Call) -> Answer:
    """Ask for an integration job."""
    job = jobs.request(call.work, call.data.body)
    return Answer(202, {name: job[name] for name in ("id", "status", "total")})


@operation("erp.jobs.get", "GET", "/erp/jobs/<id>", source=SOURCE, scope=SCOPE)
def get_job(call: Call) -> Answer:
    """One job."""
    return _job(jobs.get(call.work, _id(call)))


@operation("erp.jobs.items", "GET", "/erp/jobs/<id>/items", source=SOURCE, scope=SCOPE)
def list_items(call: Call) -> Answer:
    """The job's products, in the order of the snapshot."""
    return paged(call, jobs.items(call.work, _id(call), call.data.parameters), jobs.shown_item)


@operation(
    "erp.jobs.report",
    "POST",
    "/erp/jobs/<id>/items",
    source=f"{SOURCE}, N1",
    scope=SCOPE,
    admin=False,
    body="required",
    batch=batch_rows,
)
def report_items(call: Call) -> Answer:
    """The app reports results of items."""
    verdicts = results.report(call.work, _id(call), _installation(call), call.data.body)
    call.findings += [f"produto {each['product_id']}: {each['detail']}" for each in verdicts if each["code"]]
    return Answer(207, {"data": verdicts})


@operation("erp.jobs.claim", "POST", "/erp/jobs/<id>/claim", source=SOURCE, scope=SCOPE, admin=False)
def claim_job(call: Call) -> Answer:
    """The app takes the job."""
    return _job(jobs.claim(call.work, _id(call), _installation(call)))


@operation(
    "erp.jobs.finish",
    "POST",
    "/erp/jobs/<id>/finish",
    source=f"{SOURCE}, N1",
    scope=SCOPE,
    admin=False,
    body="optional",
)
def finish_job(call: Call) -> Answer:
    """The app ends the job."""
    return _job(jobs.finish(call.work, _id(call), _installation(call), call.data.body))


@operation("erp.jobs.cancel", "POST", "/erp/jobs/<id>/cancel", source=f"{SOURCE}, N1", scope=SCOPE)
def cancel_job(call: Call) -> Answer:
    """Cancel a queued or running job."""
    return _job(jobs.cancel(call.work, _id(call)))


@operation("erp.links.get", "GET", LINK, source=SOURCE, scope=SCOPE)
def get_link(call: Call) -> Answer:
    """The product's link."""
    return Answer(200, links.shown(call.work, links.get(call.work, *_link(call))))


@operation("erp.links.put", "PUT", LINK, source=f"{SOURCE}, N3", scope=SCOPE, admin=False, body="required")
def put_link(call: Call) -> Answer:
    """Link the product."""
    return Answer(200, links.shown(call.work, links.put(call.work, *_link(call), call.data.body)))


@operation("erp.links.delete", "DELETE", LINK, source=f"{SOURCE}, N0", scope=SCOPE)
def delete_link(call: Call) -> Answer:
    """Unlink the product."""
    links.remove(call.work, *_link(call))
    return Answer(NO_CONTENT)


def _job(job: Document) -> Answer:
    return Answer(200, jobs.shown(job))


def _id(call: Call) -> str:
    call.subject = call.request.arguments["id"]
    return call.subject


def _link(call: Call) -> tuple[str, int]:
    return call.request.arguments["system"], call.request.arguments["product_id"]


def _installation(call: Call) -> str:
    return str(call.credential["installation_id"])
