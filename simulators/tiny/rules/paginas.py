"""Searches that come in pages of a hundred (tiny-api2 §1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.store import Documents
from homologa.simulators.tiny.errors import PaginaInexistente, SemRegistros

POR_PAGINA = 100


@dataclass(frozen=True)
class Pagina:
    """One page of a search."""

    registros: list[dict[str, Any]]
    pagina: int
    paginas: int


def paginar(documentos: Documents, condicao: str, valores: Sequence[object], pagina: int, ordem: str = "id") -> Pagina:
    """The page of the documents that satisfy a condition; raises SemRegistros or PaginaInexistente."""
    # Read first: from a page that is not full the total is known.
    achados = documentos.find(
        condicao, valores, order=ordem, limit=POR_PAGINA, offset=(max(pagina, 1) - 1) * POR_PAGINA
    )
    total = documentos.count(condicao, valores)
    if total == 0:
        raise SemRegistros
    paginas = -(-total // POR_PAGINA)
    if not 1 <= pagina <= paginas:
        raise PaginaInexistente(hint=f"a pesquisa tem {paginas} página(s); foi pedida a {pagina}")
    return Pagina(achados, pagina, paginas)
