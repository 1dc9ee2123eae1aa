"""The totals of an order (tiny-api2 §5.4)."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENTAVO = Decimal("0.01")


def soma(valores: Iterable[float]) -> float:
    """A sum of amounts, in cents."""
    return _em_centavos(sum((Decimal(repr(valor)) for valor in valores), Decimal()))


def dos_itens(itens: Iterable[Mapping[str, Any]]) -> float:
    """The `total_produtos`: quantities times unit prices, rounded to cents at the end [inferred]."""
    parcelas = (Decimal(repr(item["quantidade"])) * Decimal(repr(item["valor_unitario"])) for item in itens)
    return _em_centavos(sum(parcelas, Decimal()))


def aplicar(pedido: dict[str, Any]) -> None:
    """Give an order its totals: `total_pedido` is products + freight + expenses - discount [inferred]."""
    pedido["total_produtos"] = dos_itens(pedido["itens"])
    valores = (pedido["total_produtos"], pedido["valor_frete"], pedido["outras_despesas"], -pedido["valor_desconto"])
    pedido["total_pedido"] = soma(valores)


def _em_centavos(valor: Decimal) -> float:
    return float(valor.quantize(CENTAVO, ROUND_HALF_UP)) + 0.0
