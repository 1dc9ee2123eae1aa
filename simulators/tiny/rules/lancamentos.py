"""Reads the document `estoque` of `produto.atualizar.estoque` (tiny-api2 §5.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import estoques
from homologa.simulators.tiny.rules.campos import Campo
from homologa.simulators.tiny.rules.produtos import modelo as produtos

TIPO = Campo("tipo", "opcao", padrao=estoques.BALANCO, opcoes=(estoques.ENTRADA, estoques.SAIDA, estoques.BALANCO))
QUANTIDADE = Campo("quantidade", "decimal")
PRECO_UNITARIO = Campo("precoUnitario", "decimal")
OBSERVACOES = Campo("observacoes", maximo=100)
DEPOSITO = Campo("deposito")
DATA = Campo("data")
FORMA_DA_DATA = "%Y-%m-%d %H:%M:%S"


def lancar(work: Work, registro: Mapping[str, Any]) -> dict[str, Any]:
    """Make the movement that a record describes, and give it.

    Raises ValidacaoRecusada with every text of what is wrong, or NaoLocalizado for the product: what is wrong with
    the record is told before the product is looked for [inferred].
    """
    lidos, erros = _ler(registro)
    if erros:
        raise ValidacaoRecusada(*erros)
    return estoques.movimentar(work, produtos.localizar(work, registro["idProduto"]), estoques.Lancamento(**lidos))


def _ler(registro: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    lidos: dict[str, Any] = {}
    erros = []
    if registro.get("idProduto") in ("", None):
        erros.append("O idProduto deve ser informado")
    if registro.get("quantidade") in ("", None):
        erros.append("A quantidade deve ser informada")
    for nome, campo in CAMPOS.items():
        try:
            lidos[nome] = campo.ler(registro.get(campo.nome))
        except ValueError as erro:
            erros.append(str(erro))
    if lidos.get("quantidade", 0.0) < 0:
        erros.append("A quantidade não pode ser negativa")
    if lidos.get("data") and not _e_data(lidos["data"]):
        erros.append("A data é inválida")
    return lidos, erros


CAMPOS: Mapping[str, Campo] = {
    "tipo": TIPO,
    "quantidade": QUANTIDADE,
    "deposito": DEPOSITO,
    "preco_unitario": PRECO_UNITARIO,
    "observacoes": OBSERVACOES,
    "data": DATA,
}
"""The fields of a movement and those of the document that they come from."""


def _e_data(texto: str) -> bool:
    """Whether this is a moment as this service, unlike all others, writes it (§9 Q12)."""
    try:
        return datetime.strptime(texto, FORMA_DA_DATA).strftime(FORMA_DA_DATA) == texto
    except ValueError:
        return False
