"""Categories: a tree of names (novaoito §2.3 Catalogue)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import NotFound
from homologa.simulators.novaoito.rules import shapes
from homologa.simulators.novaoito.rules.listing import Query
from homologa.simulators.novaoito.rules.pages import Rows
from homologa.simulators.novaoito.rules.tables import CATEGORIES
from homologa.simulators.novaoito.rules.validation import refuse

SEPARATOR = " >> "
SORTABLE = ("id", "name")


def create(work: Work, given: Any) -> Document:
    """Add a category; raises ValidationFailed, also for a parent that does not exist."""
    shapes.category().check(given)
    parent_id = given.get("parent_id")
    parent = work.documents(CATEGORIES).get(parent_id) if parent_id else None
    if parent_id and parent is None:
        raise refuse("parent_id", "não há esta categoria")
    return _add(work, given["name"], parent)


def get(work: Work, category_id: int) -> Document:
    """One category; raises NotFound."""
    found = work.documents(CATEGORIES).get(category_id) if category_id <= shapes.MAX_ID else None
    if found is None:
        raise NotFound("Não há esta categoria.")
    return found


def search(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """Categories by the filters of the API's query; raises ValidationFailed."""
    query = Query(parameters)
    query.referred("parent_id")
    query.same("name", 120)
    return query.rows(work.documents(CATEGORIES), SORTABLE)


def below(work: Work, category_id: int) -> set[int]:
    """The ids of a category and of all that hang from it."""
    found, fresh = {category_id}, {category_id}
    while fresh:
        marks = ", ".join("?" * len(fresh))
        children = work.documents(CATEGORIES).find(f"parent_id IN ({marks})", tuple(sorted(fresh)))
        fresh = {child["id"] for child in children} - found
        found |= fresh
    return found


def missing(work: Work, ids: list[int]) -> list[int]:
    """The positions in `ids` that name no category."""
    documents = work.documents(CATEGORIES)
    return [place for place, category_id in enumerate(ids) if documents.get(category_id) is None]


def reach(work: Work, path: str) -> Document:
    """The category of a path such as "Roupas > Infantil", made where it is missing; raises ValidationFailed."""
    root, *below = [name.strip() for name in path.replace(">>", ">").split(">") if name.strip()] or [""]
    if not root:
        raise refuse("category_ids", "informe o nome da categoria")
    found = _child(work, root, None)
    for name in below:
        found = _child(work, name, found)
    return found


def _child(work: Work, name: str, parent: Document | None) -> Document:
    where, params = ("parent_id = ?", (parent["id"],)) if parent else ("parent_id IS NULL", ())
    known = work.documents(CATEGORIES).first(f"name = ? AND {where}", (name, *params))
    return known or _add(work, name, parent)


def _add(work: Work, name: str, parent: Document | None) -> Document:
    path = f"{parent['path']}{SEPARATOR}{name}" if parent else name
    category = {
        "id": work.next_id("category"),
        "name": name,
        "parent_id": parent["id"] if parent else None,
        "path": path,
    }
    work.documents(CATEGORIES).add(category)
    return category
