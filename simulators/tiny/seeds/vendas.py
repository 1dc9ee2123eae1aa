"""What the company sold: orders in every situation, with the invoices and expeditions that brought them there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import formas_envio, vendedores
from homologa.simulators.tiny.rules.expedicoes import agrupamentos, alteracao, conclusao, modelo, objetos
from homologa.simulators.tiny.rules.notas import emissao, geracao
from homologa.simulators.tiny.rules.notas.modelo import NFE
from homologa.simulators.tiny.rules.pedidos import inclusao, mudancas
from homologa.simulators.tiny.rules.pedidos.modelo import obter
from homologa.simulators.tiny.rules.pedidos.situacoes import ENTREGUE, ENVIADO, FATURADO, SITUACOES
from homologa.simulators.tiny.seeds.pessoas import TRANSPORTADORA

VOLTAS = 2
"""How many orders there are in each situation."""
DIAS = 28
"""In so many days, until today, the orders were made."""
ENVIOS = (("C", "SEDEX", ""), ("C", "PAC", ""), ("T", "Normal", TRANSPORTADORA))
PENDENTE, AUTORIZADA, AGRUPADA, CONCLUIDA = range(1, 5)
ANDAMENTO: Mapping[str, int] = MappingProxyType(
    {
        "preparando_envio": PENDENTE,
        FATURADO: AUTORIZADA,
        "pronto_envio": AGRUPADA,
        ENVIADO: CONCLUIDA,
        ENTREGUE: CONCLUIDA,
        "nao_entregue": CONCLUIDA,
    }
)
"""How far the invoice and the expedition of an order are, by its situation; no invoice in the others."""


def semear(
    work: Work, clientes: Sequence[Mapping[str, Any]], a_venda: Sequence[Mapping[str, Any]], loja: Mapping[str, Any]
) -> None:
    """Sell these products to these customers: two orders in three came from the store, the others from the counter."""
    sorte = work.stream("vendas")
    equipe = [vendedor["nome"] for vendedor in work.documents(vendedores.VENDEDOR).find()]
    a_agrupar: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    chegadas = []
    for lugar, situacao in enumerate(list(SITUACOES) * VOLTAS):
        origem = _da_loja(loja, lugar) if lugar % 3 else {"nome_vendedor": sorte.choice(equipe)}
        pedido = _vender(work, sorte, sorte.choice(clientes), a_venda, origem)
        andamento = ANDAMENTO.get(situacao, 0)
        if expedicao := _faturar(work, pedido, andamento):
            a_agrupar[expedicao["forma_envio"], andamento].append(expedicao)
        chegadas.append((pedido["id"], situacao))
    for (_, andamento), expedicoes in a_agrupar.items():
        _expedir(work, expedicoes, andamento)
    for id_pedido, situacao in chegadas:
        mudancas.mudar_situacao(work, obter(work, id_pedido), situacao)


def _vender(
    work: Work,
    sorte: Random,
    cliente: Mapping[str, Any],
    a_venda: Sequence[Mapping[str, Any]],
    origem: Mapping[str, Any],
) -> dict[str, Any]:
    forma, frete, transportador = sorte.choice(ENVIOS)
    dia = work.now.date() - timedelta(days=sorte.randint(0, DIAS))
    itens = [_item(sorte, produto) for produto in sorte.sample(a_venda, sorte.randint(1, 3))]
    registro = {
        "cliente": cliente,
        "data_pedido": dia.strftime("%d/%m/%Y"),
        "itens": [{"item": item} for item in itens],
        "valor_frete": sorte.choice((0.0, 12.9, 24.5)),
        "forma_envio": forma,
        "forma_frete": frete,
        "nome_transportador": transportador,
        **origem,
    }
    return inclusao.incluir(work, registro)


def _item(sorte: Random, produto: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "codigo": produto["codigo"],
        "descricao": produto["nome"],
        "unidade": produto["unidade"],
        "quantidade": sorte.choice((1, 1, 1, 2)),
        "valor_unitario": produto["preco_promocional"] or produto["preco"],
    }


def _da_loja(loja: Mapping[str, Any], lugar: int) -> dict[str, Any]:
    return {"id_ecommerce": loja["id"], "ecommerce": loja["nome"], "numero_pedido_ecommerce": f"{100000 + lugar}"}


def _faturar(work: Work, pedido: dict[str, Any], andamento: int) -> dict[str, Any] | None:
    """Bring an order as far as its invoice; gives its expedition, when it has to leave."""
    if andamento == 0:
        return None
    nota = geracao.gerar(work, pedido, NFE)
    if andamento < AUTORIZADA:
        return None
    emissao.emitir(work, nota)
    mudancas.lancar_estoque(work, obter(work, pedido["id"]))
    if andamento < AGRUPADA:
        return None
    (expedicao,) = objetos.liberar(work, modelo.NOTA_FISCAL, [nota["id"]])
    if expedicao["forma_envio"] == formas_envio.CORREIOS:
        return expedicao
    return alteracao.alterar(work, {"id": expedicao["id"], "codigoRastreamento": f"EM{pedido['numero']:08}"})


def _expedir(work: Work, expedicoes: Sequence[Mapping[str, Any]], andamento: int) -> None:
    agrupamento = agrupamentos.incluir(work, [expedicao["id"] for expedicao in expedicoes])
    if andamento == CONCLUIDA:
        conclusao.concluir(work, agrupamento["id"])
