"""The screens of stock and of deposits; their menu paths are [inferred]."""

from typing import Any

from homologa.simulators.kernel.screens import Lines
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.registry import ACTIONS, decimal, um_produto
from homologa.simulators.tiny.rules import depositos, estoques, lancamentos
from homologa.simulators.tiny.rules.produtos import kits

ESTOQUE = "Suprimentos > Controle de estoques"
DEPOSITOS = "Configurações > Suprimentos > Depósitos de estoque"
SIMULADOR = "Simulador > Estoque"


@ACTIONS.screen(ESTOQUE, "Entrada")
def entrada_de_estoque(
    work: Work,
    *,
    codigo: str,
    quantidade: float,
    deposito: str = "",
    preco_unitario: float = 0.0,
    observacoes: Lines = "",
) -> dict[str, Any]:
    """Soma a quantidade ao saldo do produto num depósito (o padrão, se nenhum é informado)."""
    return _lancar(work, estoques.ENTRADA, codigo, quantidade, deposito, preco_unitario, observacoes)


@ACTIONS.screen(ESTOQUE, "Saída")
def saida_de_estoque(
    work: Work,
    *,
    codigo: str,
    quantidade: float,
    deposito: str = "",
    preco_unitario: float = 0.0,
    observacoes: Lines = "",
) -> dict[str, Any]:
    """Tira a quantidade do saldo do produto num depósito (o padrão, se nenhum é informado)."""
    return _lancar(work, estoques.SAIDA, codigo, quantidade, deposito, preco_unitario, observacoes)


@ACTIONS.screen(ESTOQUE, "Balanço")
def balanco_de_estoque(
    work: Work,
    *,
    codigo: str,
    quantidade: float,
    deposito: str = "",
    preco_unitario: float = 0.0,
    observacoes: Lines = "",
) -> dict[str, Any]:
    """Faz da quantidade o saldo do produto num depósito (o padrão, se nenhum é informado)."""
    return _lancar(work, estoques.BALANCO, codigo, quantidade, deposito, preco_unitario, observacoes)


@ACTIONS.screen(DEPOSITOS, "Incluir depósito")
def incluir_deposito(work: Work, *, nome: str, empresa: str = "", desconsiderar: bool = False) -> dict[str, Any]:
    """Cria um depósito da empresa (a da conta, se nenhuma é informada); desconsiderar tira o que há nele dos saldos."""
    return {"id": depositos.incluir(work, nome, empresa=empresa, desconsiderar=desconsiderar)["id"]}


@ACTIONS.screen(DEPOSITOS, "Desconsiderar saldo")
def desconsiderar_deposito(work: Work, *, deposito: str, desconsiderar: bool) -> dict[str, Any]:
    """Tira dos saldos o que há num depósito, ou volta a contá-lo."""
    return {"desconsiderar": estoques.desconsiderar(work, deposito, desconsiderar)["desconsiderar"]}


@ACTIONS.screen(SIMULADOR, "Reservar")
def reservar_estoque(work: Work, *, codigo: str, quantidade: float) -> dict[str, Any]:
    """Reserva mais tantas unidades de um produto, de um kit as partes, como os pedidos; uma negativa libera."""
    produto = um_produto(work, codigo)
    for reservado, quantos in kits.abrir(work, produto, decimal(quantidade, "quantidade")):
        estoques.reservar(work, reservado, quantos)
    return {"reservado": estoques.saldos(work, produto).reservado}


def _lancar(
    work: Work, tipo: str, codigo: str, quantidade: float, deposito: str, preco_unitario: float, observacoes: Lines
) -> dict[str, Any]:
    registro = {
        "idProduto": um_produto(work, codigo)["id"],
        "tipo": tipo,
        "quantidade": quantidade,
        "deposito": deposito,
        "precoUnitario": preco_unitario,
        "observacoes": observacoes,
    }
    return {"saldo": lancamentos.lancar(work, registro)["saldo_depois"]}
