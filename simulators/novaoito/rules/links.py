"""Links of products to the other system: one to one, written by the app (novaoito §2.3, facts 9 and 41)."""

from typing import Any

from simulators.kernel.store import Document
from simulators.kernel.work import Work
from simulators.novaoito.errors import AlreadyLinked, NotFound
from simulators.novaoito.rules import eligibility, products, shapes
from simulators.novaoito.rules.tables import LINKS, moment

SYSTEMS = ("tiny",)
SHOWN = ("system", "product_id", "external_id", "mapping_id", "external_sku", "active", "linked_at")


def get(work: Work, system: str, product_id: int) -> Document:
    """The product's link; raises NotFound."""
    found = _find(work, system, product_id)
    if found is None:
        raise NotFound("O produto não está vinculado.")
    return found


def put(work: Work, system: str, product_id: int, given: Any) -> Document:
    """Link the product; raises NotFound, ValidationFailed or AlreadyLinked."""
    _check_system(system)
    product = products.get(work, product_id)
    shapes.link().check(given)
    before = _find(work, system, product_id)
    _check_free(work, system, product_id, given["external_id"], before)
    link = {
        "mapping_id": None,
        "external_sku": None,
        **given,
        "id": f"{system}/{product_id}",
        "system": system,
        "product_id": product_id,
        "active": True,
        "linked_at": before["linked_at"] if before else moment(work),
    }
    links = work.documents(LINKS)
    if before:
        links.put(link)
    else:
        links.add(link)
    eligibility.mark(work, product, linked=True)
    return link


def remove(work: Work, system: str, product_id: int) -> None:
    """Unlink the product, which is then pending again if it is active; raises NotFound."""
    link = get(work, system, product_id)
    work.documents(LINKS).remove(link["id"])
    eligibility.mark(work, products.get(work, product_id), linked=False)


def deactivate_all(work: Work) -> None:
    """Keep every link, but as one that nobody works with any more."""
    links = work.documents(LINKS)
    for link in links.find():
        links.put({**link, "active": False})


def holds(work: Work, product_id: int, external_id: str) -> bool:
    """Whether the product is linked to this id of Tiny."""
    link = eligibility.link_of(work, product_id)
    return link is not None and link["external_id"] == external_id


def shown(link: Document) -> Document:
    """A link as the API shows it."""
    return {name: link[name] for name in SHOWN}


def _check_system(system: str) -> None:
    if system not in SYSTEMS:
        raise NotFound(f"Não há integração com o sistema {system}.")


def _find(work: Work, system: str, product_id: int) -> Document | None:
    return work.documents(LINKS).get(f"{system}/{product_id}")


def _check_free(work: Work, system: str, product_id: int, external_id: str, before: Document | None) -> None:
    if before is not None and before["external_id"] != external_id:
        raise AlreadyLinked(f"O produto já está vinculado ao cadastro {before['external_id']}.")
    holder = work.documents(LINKS).first("system = ? AND external_id = ?", (system, external_id))
    if holder is not None and holder["product_id"] != product_id:
        raise AlreadyLinked(f"O cadastro {external_id} já está vinculado ao produto {holder['product_id']}.")
