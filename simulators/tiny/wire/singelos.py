"""Lists as some accounts see them: of one element the bare element, of none "" (tiny-api2 §1.1, §9 Q5)."""

from typing import Any

COLHIDAS = frozenset({"variacoes", "kit", "anexos", "imagens_externas", "mapeamentos"})


def colher(valor: Any) -> Any:
    """The same answer with the lists that collapse in their bare form."""
    if isinstance(valor, dict):
        return {nome: _lista(item) if nome in COLHIDAS else colher(item) for nome, item in valor.items()}
    return [colher(item) for item in valor] if isinstance(valor, list) else valor


def _lista(valor: Any) -> Any:
    colhida = colher(valor)
    if not isinstance(colhida, list) or len(colhida) > 1:
        return colhida
    return colhida[0] if colhida else ""
