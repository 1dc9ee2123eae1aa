"""The sums of an invoice: each item in cents, what is of the whole shared between the items, and the totals.

The items' amounts add up to the sum of quantities times prices, rounded once, as the total of an order is: so an
invoice and its order agree to the cent, and no item is a cent or more away from its own product. The simulator charges
no tax: every base and every tax is zero [inferred].
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from homologa.simulators.tiny.errors import ValidacaoRecusada

CENTAVO = Decimal("0.01")
RATEADOS = ("valor_frete", "valor_seguro", "valor_desconto", "valor_outras")
"""What an invoice has as a whole and each of its items has a share of."""
SEM_IMPOSTO = (
    "base_icms",
    "valor_icms",
    "base_icms_st",
    "valor_icms_st",
    "valor_ipi",
    "valor_issqn",
    "valor_total_ibs_uf",
    "valor_total_cbs",
)
TOTAIS = (*SEM_IMPOSTO, *RATEADOS, "valor_produtos", "valor_servicos", "valor_nota", "valor_faturado")


def centavos(valor: float | Decimal) -> Decimal:
    """An amount in cents, half of one going up."""
    exato = valor if isinstance(valor, Decimal) else Decimal(repr(valor))
    return exato.quantize(CENTAVO, ROUND_HALF_UP)


def somar(nota: dict[str, Any]) -> None:
    """Fill in the totals of an invoice, and the amounts of its items, from its quantities, prices and RATEADOS.

    Raises ValidacaoRecusada when the discount is larger than all the rest, or when a price or a quantity makes an
    amount below zero.
    """
    itens: list[dict[str, Any]] = nota["itens"]
    exatos = [Decimal(repr(item["quantidade"])) * Decimal(repr(item["valor_unitario"])) for item in itens]
    if min(exatos, default=Decimal(0)) < 0:
        raise ValidacaoRecusada("O valor de um item da nota fiscal não pode ser negativo")
    valores = ratear(centavos(sum(exatos, Decimal(0))), exatos)
    for item, valor in zip(itens, valores, strict=True):
        item["valor_total"] = float(valor)
    for nome in RATEADOS:
        inteiro = centavos(nota[nome])
        if inteiro < 0:
            raise ValidacaoRecusada(f"O valor do campo {nome} não pode ser negativo")
        nota[nome] = float(inteiro)
        for item, parte in zip(itens, ratear(inteiro, valores), strict=True):
            item[nome] = float(parte)
    nota |= dict.fromkeys(SEM_IMPOSTO, 0.0)
    nota["valor_produtos"] = _soma(item["valor_total"] for item in itens if item["tipo"] != "S")
    nota["valor_servicos"] = _soma(item["valor_total"] for item in itens if item["tipo"] == "S")
    nota["valor_nota"] = nota["valor_faturado"] = _valor_da_nota(nota)


def ratear(inteiro: Decimal, pesos: Sequence[Decimal]) -> list[Decimal]:
    """Share an amount by weight, in cents that add up to it; without any weight all of it is of the first."""
    total = sum(pesos, Decimal(0))
    if not pesos:
        return []
    if not total:
        return [inteiro, *(Decimal(0) for _ in pesos[1:])]
    partes = []
    dado = acumulado = Decimal(0)
    for peso in pesos:
        # What is due up to here, less what was given: so the cents never drift apart from the whole.
        acumulado += peso
        parte = centavos(inteiro * acumulado / total) - dado
        dado += parte
        partes.append(parte)
    return partes


def _valor_da_nota(nota: dict[str, Any]) -> float:
    parcelas = ("valor_produtos", "valor_servicos", "valor_frete", "valor_seguro", "valor_outras")
    valor = _soma((*(nota[nome] for nome in parcelas), -nota["valor_desconto"]))
    if valor < 0:
        raise ValidacaoRecusada("O desconto não pode ser maior que o valor da nota fiscal")
    return valor


def _soma(valores: Any) -> float:
    return float(sum((Decimal(repr(valor)) for valor in valores), Decimal(0)))
