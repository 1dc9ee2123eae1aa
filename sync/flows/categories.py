"""The store's category of a path of the ERP, created level by level where it is missing (N3.7, statement 45)."""

from collections.abc import Sequence
from threading import Lock

from homologa.sync.core.errors import Rejected
from homologa.sync.core.log import Log
from homologa.sync.core.ports import CategoryPort, Id


class StoreCategories:
    """Finds categories in the store; with `creates` it makes those that are missing.

    Products come at the same moment, each on a thread of its own, and the store takes a name twice: each looks alone.
    """

    def __init__(self, store: CategoryPort, log: Log, *, creates: bool) -> None:
        self._store = store
        self._log = log
        self._creates = creates
        self._looking = Lock()

    def reach(self, path: Sequence[str], sku: str) -> Id | None:
        """The id of the category of this path, from the root down; None, and a line in the log, when there is none."""
        with self._looking:
            return self._reach(path, sku)

    def _reach(self, path: Sequence[str], sku: str) -> Id | None:
        known: dict[tuple[Id | None, str], Id] = {}
        for row in self._store.categories():
            known.setdefault((row["parent_id"], row["name"].strip()), row["id"])
        found: Id | None = None
        for depth, name in enumerate(path, start=1):
            found = known.get((found, name)) or self._add(path[:depth], found, sku)
            if found is None:
                return None
        return found

    def _add(self, path: Sequence[str], parent_id: Id | None, sku: str) -> Id | None:
        written = " >> ".join(path)
        if not self._creates:
            self._log.warning(
                f"Produto {sku} sem categoria: a loja não tem “{written}”, e criar categorias é opção desligada."
            )
            return None
        try:
            created = self._store.create_category(path[-1], parent_id)
        except Rejected as error:
            self._log.warning(f"Produto {sku} sem categoria: a loja recusou “{written}”: {error}.")
            return None
        self._log.info(f"Categoria “{written}” criada na loja.")
        found: Id = created["id"]
        return found
