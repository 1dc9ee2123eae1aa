"""The registry of API v1, and how its operations are declared and paged."""

from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call, Handler, Registry
from homologa.simulators.kernel.store import Document
from homologa.simulators.novaoito.rules.pages import Rows
from homologa.simulators.novaoito.wire import Answer

OPERATIONS = Registry()
BASE = "/api/v1"
NO_CONTENT = 204


def operation(
    name: str,
    method: str,
    path: str,
    *,
    source: str,
    scope: str = "",
    admin: bool = True,
    app: bool = True,
    body: Literal["required", "optional"] | None = None,
    batch: Callable[[Any], list[Any]] | None = None,
) -> Callable[[Handler], Handler]:
    """Declare an operation: the scope it asks of an app, whether app and admin may call it, its body."""
    return OPERATIONS.operation(
        name,
        method,
        BASE + path,
        source=f"novaoito {source}",
        fidelity=Fidelity.RECONSTRUCTED,
        writes=method != "GET",
        scope=scope,
        admin=admin,
        app=app,
        body=body,
        batch=batch,
    )


def paged(call: Call, rows: Rows, show: Callable[[Document], Any]) -> Answer:
    """One page of a list, with `meta` and the links to the pages beside it."""
    page = rows.page
    meta = {"page": page.number, "per_page": page.size, "total": rows.total, "last_page": rows.last_page}
    links = {
        "next": _link(call, page.number + 1) if page.number < rows.last_page else None,
        "prev": _link(call, min(page.number - 1, rows.last_page)) if page.number > 1 else None,
    }
    return Answer(200, {"data": [show(row) for row in rows.found], "meta": meta, "links": links})


def listed(rows: list[Any]) -> Answer:
    """A list that is never long."""
    return Answer(200, {"data": rows})


def batch_rows(answer: Answer) -> list[Any]:
    """The results of a batch within its answer."""
    rows: list[Any] = answer.body["data"]
    return rows


def _link(call: Call, number: int) -> str:
    request = call.request
    query = [(name, value) for name, value in request.query if name != "page"]
    address = urlsplit(request.url)
    return address._replace(query=urlencode([*query, ("page", number)]), fragment="").geturl()
