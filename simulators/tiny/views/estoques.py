"""What the screens of stock and of deposits show."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import depositos, estoques
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS

ESTOQUE = "Suprimentos > Controle de estoques"
DEPOSITOS = "Configurações > Suprimentos > Depósitos de estoque"
TIPOS = {"E": "Entrada", "S": "Saída", "B": "Balanço"}


@VIEWS.screen(ESTOQUE, "Estoque", columns.ESTOQUE)
def estoque(work: Work, *, codigo: str | None = None) -> list[dict[str, Any]]:
    """O saldo de cada produto: físico, reservado, disponível e por depósito."""
    condicao, valores = "situacao != ?", [produtos.EXCLUIDO]
    if codigo is not None:
        condicao, valores = f"{condicao} AND codigo = ?", [*valores, codigo]
    return [_saldos(work, produto) for produto in work.documents(produtos.PRODUTO).find(condicao, valores)]


@VIEWS.screen(ESTOQUE, "Lançamentos de estoque", columns.LANCAMENTO)
def lancamentos_de_estoque(work: Work, *, codigo: str) -> list[dict[str, Any]]:
    """Os lançamentos dos produtos deste código, do mais antigo ao mais novo."""
    return [
        {
            "id": movimento["id"],
            "tipo": TIPOS[movimento["tipo"]],
            **{nome: movimento[nome] for nome in MOSTRADOS},
        }
        for produto in produtos.por_codigo(work, codigo)
        for movimento in estoques.movimentos(work, produto["id"])
    ]


MOSTRADOS = (
    "quantidade",
    "saldo_antes",
    "saldo_depois",
    "preco_unitario",
    "observacoes",
    "deposito",
    "data",
    "criado_em",
    "criado_por",
)
"""Fields of a movement that the screen shows by their own names."""


@VIEWS.screen(DEPOSITOS, "Depósitos", columns.DEPOSITO)
def lista_de_depositos(work: Work) -> list[dict[str, Any]]:
    """Os depósitos da conta; o primeiro é o padrão."""
    padrao = depositos.padrao(work)["id"]
    return [{**deposito, "padrao": deposito["id"] == padrao} for deposito in depositos.todos(work)]


def _saldos(work: Work, produto: dict[str, Any]) -> dict[str, Any]:
    saldos = estoques.saldos(work, produto)
    return {
        "id": produto["id"],
        "codigo": produto["codigo"],
        "nome": produto["nome"],
        "unidade": produto["unidade"],
        "saldo": saldos.fisico,
        "reservado": saldos.reservado,
        "disponivel": saldos.disponivel,
        "estoque_minimo": float(produto["estoque_minimo"]),
        "estoque_maximo": float(produto["estoque_maximo"]),
        "depositos": {linha.nome: linha.saldo for linha in saldos.depositos},
    }
