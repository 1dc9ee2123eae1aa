"""Links of products to the other system: one to one, written by the app (novaoito §2.3, facts 9, 41 and 46).

What was linked when the app was uninstalled keeps its former link, `active` False, which binds nobody.
"""

from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import AlreadyLinked, NotFound, ValidationFailed
from homologa.simulators.novaoito.rules import eligibility, products, shapes
from homologa.simulators.novaoito.rules.eligibility import SYSTEMS
from homologa.simulators.novaoito.rules.tables import LINKS, VARIANT_LINKS, moment

OF_A_VARIANT = ("external_id", "mapping_id", "external_sku")
SHOWN = ("system", "product_id", "external_id", "mapping_id", "external_sku", "active", "linked_at")


def get(work: Work, system: str, product_id: int) -> Document:
    """The product's link; raises NotFound."""
    found = _find(work, system, product_id)
    if found is None:
        raise NotFound("O produto não está vinculado.")
    return found


def put(work: Work, system: str, product_id: int, given: Any) -> Document:
    """Link the product, and those of its variants that are named; raises NotFound, ValidationFailed or AlreadyLinked.

    The whole link is written: a variant that is left out, or has no `external_id`, is not linked.
    """
    _check_system(system)
    product = products.get(work, product_id)
    shapes.link().check(given)
    variants = _named(product, given.get("variants", []))
    before = _find(work, system, product_id)
    _check_mine(before, given["external_id"])
    _check_free(work, system, product_id, [given["external_id"], *(each["external_id"] for each in variants)])
    link = {
        "mapping_id": None,
        "external_sku": None,
        **{name: value for name, value in given.items() if name != "variants"},
        "id": f"{system}/{product_id}",
        "system": system,
        "product_id": product_id,
        "active": True,
        "linked_at": before["linked_at"] if before and before["active"] else moment(work),
    }
    links = work.documents(LINKS)
    if before:
        links.put(link)
    else:
        links.add(link)
    _forget_variants(work, system, product_id)
    for each in variants:
        work.documents(VARIANT_LINKS).add(_variant_link(system, product_id, each))
    eligibility.mark(work, product, linked=True)
    return link


def remove(work: Work, system: str, product_id: int) -> None:
    """Unlink the product, which is then pending again if it is active; raises NotFound."""
    link = get(work, system, product_id)
    work.documents(LINKS).remove(link["id"])
    _forget_variants(work, system, product_id)
    eligibility.mark(work, products.get(work, product_id), linked=False)


def deactivate_all(work: Work) -> None:
    """Keep every link as a former one: its product is pending again if it is active."""
    links = work.documents(LINKS)
    for link in links.find():
        links.put({**link, "active": False})
        eligibility.mark(work, products.get(work, link["product_id"]), linked=False)


def holds(work: Work, product_id: int, external_id: str) -> bool:
    """Whether the product is linked to this id of Tiny."""
    link = eligibility.link_of(work, product_id)
    return link is not None and link["active"] and link["external_id"] == external_id


def shown(work: Work, link: Document) -> Document:
    """A link as the API shows it, with an entry for each variant of the product."""
    product = products.get(work, link["product_id"])
    known = {each["variant_id"]: each for each in eligibility.variant_links(work, link["product_id"])}
    variants = [
        {"variant_id": each["id"], **{name: known.get(each["id"], {}).get(name) for name in OF_A_VARIANT}}
        for each in product["variants"]
    ]
    return {**{name: link[name] for name in SHOWN}, "variants": variants}


def _check_system(system: str) -> None:
    if system not in SYSTEMS:
        raise NotFound(f"Não há integração com o sistema {system}.")


def _find(work: Work, system: str, product_id: int) -> Document | None:
    return work.documents(LINKS).get(f"{system}/{product_id}")


def _named(product: Document, given: list[Document]) -> list[Document]:
    """The entries that link a variant; raises ValidationFailed for one that the product has not, or has named twice."""
    known = {variant["id"] for variant in product["variants"]}
    errors: dict[str, list[str]] = {}
    for place, each in enumerate(given):
        if each["variant_id"] not in known:
            errors[f"variants.{place}.variant_id"] = ["não há esta variação no produto"]
        elif each["variant_id"] in [other["variant_id"] for other in given[:place]]:
            errors[f"variants.{place}.variant_id"] = ["a variação está repetida"]
    if errors:
        raise ValidationFailed(errors)
    return [each for each in given if each.get("external_id") is not None]


def _check_mine(before: Document | None, external_id: str) -> None:
    if before is not None and before["active"] and before["external_id"] != external_id:
        raise AlreadyLinked(f"O produto já está vinculado ao cadastro {before['external_id']}.")


def _check_free(work: Work, system: str, product_id: int, external_ids: list[str]) -> None:
    """Raise AlreadyLinked for an id of the other system that is named twice, or is another product's.

    A product that had one of them by a former link has that no longer.
    """
    for place, external_id in enumerate(external_ids):
        if external_id in external_ids[:place]:
            raise AlreadyLinked(f"O cadastro {external_id} está repetido no vínculo.")
        for links in map(work.documents, (LINKS, VARIANT_LINKS)):
            holder = links.first("system = ? AND external_id = ?", (system, external_id))
            if holder is not None and holder["product_id"] != product_id:
                _forget_former(work, system, holder["product_id"], external_id)


def _forget_former(work: Work, system: str, product_id: int, external_id: str) -> None:
    link = get(work, system, product_id)
    if link["active"]:
        raise AlreadyLinked(f"O cadastro {external_id} já está vinculado ao produto {product_id}.")
    work.documents(LINKS).remove(link["id"])
    _forget_variants(work, system, product_id)


def _forget_variants(work: Work, system: str, product_id: int) -> None:
    links = work.documents(VARIANT_LINKS)
    for link in links.find("system = ? AND product_id = ?", (system, product_id)):
        links.remove(link["id"])


def _variant_link(system: str, product_id: int, given: Document) -> Document:
    return {
        "mapping_id": None,
        "external_sku": None,
        **given,
        "id": f"{system}/{given['variant_id']}",
        "system": system,
        "product_id": product_id,
    }
