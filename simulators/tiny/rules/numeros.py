"""Numbers as clients write them: JSON numbers, or text with a decimal point (tiny-api2 §1.1)."""

import re
from decimal import Decimal
from typing import Any

MAIOR_DECIMAL = 10**12
DECIMAL = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)\s*", re.ASCII)
CASAS = range(2, 11)
"""How many decimals a measure is written with."""
INTEIRO = re.compile(r"\d{1,18}", re.ASCII)


def decimal(valor: Any, nome: str) -> float:
    """A number of up to 10 decimals, 0 when empty; raises ValueError with the validation text."""
    if valor is None or valor == "":
        return 0.0
    invalido = ValueError(f"O valor do campo {nome} é inválido")
    if isinstance(valor, bool) or not isinstance(valor, str | int | float):
        raise invalido
    if isinstance(valor, str):
        if not DECIMAL.fullmatch(valor):
            raise invalido
        valor = float(valor)
    if not abs(valor) <= MAIOR_DECIMAL:
        raise invalido
    # Adding zero makes the negative zero a plain one.
    return round(float(valor), 10) + 0.0


def medida(valor: Any, nome: str) -> str:
    """A decimal in the scale in which it was written, of two places or more; raises ValueError (fact 57)."""
    lida = decimal(valor, nome)
    escrita = valor.strip() if isinstance(valor, str) else format(Decimal(repr(valor or 0)), "f")
    casas = len(escrita.partition(".")[2])
    return f"{lida:.{min(max(casas, CASAS[0]), CASAS[-1])}f}"


def inteiro(valor: Any) -> int | None:
    """A whole number of up to 18 digits, as an id has it; None for anything else."""
    if isinstance(valor, bool) or not isinstance(valor, str | int):
        return None
    texto = str(valor).strip()
    return int(texto) if INTEIRO.fullmatch(texto) else None


def texto_decimal(valor: float) -> str:
    """A number as text, with a point and without trailing zeros: `10`, `2.5`."""
    return f"{valor:.10f}".rstrip("0").rstrip(".")


def numero(valor: float) -> int | float:
    """A number as quantities are shown: a whole one without its decimal point, `7` and not `7.0`."""
    return int(valor) if valor.is_integer() else valor
