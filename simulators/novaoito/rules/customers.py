"""Customers: made by the orders of shoppers (novaoito §2.3 Customers and orders; their fields are [inferred])."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import NotFound
from homologa.simulators.novaoito.rules import shapes
from homologa.simulators.novaoito.rules.listing import Query
from homologa.simulators.novaoito.rules.pages import Rows
from homologa.simulators.novaoito.rules.tables import CUSTOMERS, moment

SORTABLE = ("id", "name", "created_at", "updated_at")


def search(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """Customers by the filters of the API's query; raises ValidationFailed."""
    query = Query(parameters)
    query.same("email")
    query.same("document", 14)
    query.moments()
    return query.rows(work.documents(CUSTOMERS), SORTABLE)


def everything(work: Work) -> list[Document]:
    """Every customer by id."""
    return work.documents(CUSTOMERS).find()


def get(work: Work, customer_id: int) -> Document:
    """One customer; raises NotFound."""
    found = work.documents(CUSTOMERS).get(customer_id) if 0 < customer_id <= shapes.MAX_ID else None
    if found is None:
        raise NotFound("Não há este cliente.")
    return found


def reach(work: Work, person: Mapping[str, Any], address: Document) -> Document:
    """The customer with this CPF or CNPJ, else with this e-mail, brought up to date; made where there is none."""
    known = _known(work, person)
    if known is None:
        return _add(work, {**person, "addresses": [address]})
    addresses = known["addresses"] if address in known["addresses"] else [*known["addresses"], address]
    changed = {**known, **person, "addresses": addresses}
    if changed != known:
        changed["updated_at"] = moment(work)
        work.documents(CUSTOMERS).put(changed)
    return changed


def _known(work: Work, person: Mapping[str, Any]) -> Document | None:
    customers = work.documents(CUSTOMERS)
    if person["document"] is not None:
        return customers.first("document = ?", (person["document"],))
    return customers.first("email = ? AND document IS NULL", (person["email"],))


def _add(work: Work, fields: Document) -> Document:
    now = moment(work)
    customer = {"id": work.next_id("customer"), **fields, "created_at": now, "updated_at": now}
    work.documents(CUSTOMERS).add(customer)
    return customer
