"""The shapes in which services show orders."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import integracoes, listas_de_precos, mascaras
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.rules.numeros import numero
from homologa.simulators.tiny.rules.pedidos.situacoes import SITUACOES

IGUAIS = ("nome_transportador", "frete_por_conta", "forma_frete")
NO_FIM = ("numero_ordem_compra", "obs", "obs_interna", "codigo_rastreamento", "url_rastreamento")


def gravada(pedido: Mapping[str, Any]) -> dict[str, Any]:
    """An order as a row of `pedidos.pesquisa` with the recorded types: text for ids, null for no number (§1.2)."""
    linha = documentada(pedido)
    return {
        **linha,
        **{nome: str(linha[nome]) for nome in ("id", "numero", "id_vendedor")},
        "numero_ecommerce": linha["numero_ecommerce"] or None,
    }


def documentada(pedido: Mapping[str, Any]) -> dict[str, Any]:
    """An order as a row of `pedidos.pesquisa`: without items, and its ids as numbers."""
    return {
        "id": pedido["id"],
        "numero": pedido["numero"],
        "numero_ecommerce": pedido["numero_ecommerce"],
        "data_pedido": escrito(pedido["data_pedido"]),
        "data_prevista": escrito(pedido["data_prevista"]),
        "nome": pedido["cliente"]["nome"],
        "valor": numero(pedido["total_pedido"]),
        "id_vendedor": pedido["id_vendedor"],
        "nome_vendedor": pedido["nome_vendedor"],
        "situacao": SITUACOES[pedido["situacao"]],
        "codigo_rastreamento": pedido["codigo_rastreamento"],
        "url_rastreamento": pedido["url_rastreamento"],
    }


def completo(work: Work, pedido: Mapping[str, Any]) -> dict[str, Any]:
    """An order as `pedido.obter` shows it; `endereco_entrega` only when it is not the client's.

    Without seller or intermediary their fields are not there [recorded].
    """
    return {
        **_cabeca(work, pedido),
        "cliente": com_mascaras(pedido["cliente"]),
        **({"endereco_entrega": com_mascaras(pedido["endereco_entrega"])} if pedido["endereco_entrega"] else {}),
        "itens": [{"item": _item(item)} for item in pedido["itens"]],
        "condicao_pagamento": pedido["condicao_pagamento"],
        "forma_pagamento": pedido["forma_pagamento"],
        "meio_pagamento": pedido["meio_pagamento"] or None,
        "parcelas": [{"parcela": _parcela(parcela)} for parcela in pedido["parcelas"]],
        "marcadores": [{"marcador": {**item, "id": str(item["id"])}} for item in pedido["marcadores"]],
        **{nome: pedido[nome] for nome in IGUAIS},
        "valor_frete": _dinheiro(pedido["valor_frete"]),
        "valor_desconto": numero(pedido["valor_desconto"]),
        "outras_despesas": _dinheiro(pedido["outras_despesas"]),
        "total_produtos": _preco(pedido["total_produtos"]),
        "total_pedido": _preco(pedido["total_pedido"]),
        "situacao": SITUACOES[pedido["situacao"]],
        "id_vendedor": str(pedido["id_vendedor"]),
        **({"nome_vendedor": pedido["nome_vendedor"]} if pedido["id_vendedor"] else {}),
        **{nome: pedido[nome] for nome in NO_FIM},
        "id_nota_fiscal": str(pedido["id_nota_fiscal"]),
        "deposito": pedido["deposito"],
        "forma_envio": pedido["forma_envio"],
        "ecommerce": _ecommerce(work, pedido),
        **({"intermediador": pedido["intermediador"]} if any(pedido["intermediador"].values()) else {}),
        "id_natureza_operacao": str(pedido["id_natureza_operacao"]),
        "pagamentos_integrados": [
            {"pagamento_integrado": _pagamento(pagamento)} for pagamento in pedido["pagamentos_integrados"]
        ],
    }


def com_mascaras(pessoa: Mapping[str, Any]) -> dict[str, Any]:
    """A client or an address, with its document, CEP and phone masked."""
    return {
        **pessoa,
        "cpf_cnpj": mascaras.cpf_cnpj(pessoa["cpf_cnpj"]),
        "cep": mascaras.cep(pessoa["cep"]),
        "fone": mascaras.fone(pessoa["fone"]),
    }


def _cabeca(work: Work, pedido: Mapping[str, Any]) -> dict[str, Any]:
    id_lista = pedido["id_lista_preco"]
    lista = work.documents(listas_de_precos.LISTA).get(id_lista) if id_lista else None
    datas = ("data_pedido", "data_prevista", "data_faturamento", "data_envio", "data_entrega")
    return {
        "id": str(pedido["id"]),
        "numero": str(pedido["numero"]),
        "numero_ecommerce": pedido["numero_ecommerce"],
        **{nome: escrito(pedido[nome]) for nome in datas},
        "id_lista_preco": str(id_lista),
        "descricao_lista_preco": lista["descricao"] if lista else "",
    }


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id_produto": str(item["id_produto"]),
        **{nome: item[nome] for nome in ("codigo", "descricao", "unidade")},
        "quantidade": f"{item['quantidade']:.4f}",
        "valor_unitario": _preco(item["valor_unitario"]),
        "info_adicional": item["info_adicional"],
    }


def _parcela(parcela: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "dias": str(parcela["dias"]),
        "data": escrito(parcela["data"]),
        "valor": _dinheiro(parcela["valor"]),
        "obs": parcela["obs"],
        "forma_pagamento": parcela["forma_pagamento"],
        "meio_pagamento": parcela["meio_pagamento"] or None,
    }


def _pagamento(pagamento: Mapping[str, Any]) -> dict[str, Any]:
    return {**pagamento, "valor": numero(pagamento["valor"])}


def _ecommerce(work: Work, pedido: Mapping[str, Any]) -> dict[str, Any]:
    """The e-commerce of an order: id "0" and no name when no integration of the account has its identifier.

    Without a channel there is no canalVenda [recorded].
    """
    id_ecommerce = pedido["id_ecommerce"]
    integracao = work.documents(integracoes.INTEGRACAO).get(id_ecommerce) if id_ecommerce else None
    return {
        "id": str(id_ecommerce) if integracao else "0",
        "numeroPedidoEcommerce": pedido["numero_ecommerce"],
        "numeroPedidoCanalVenda": "",
        **({"nomeEcommerce": integracao["nome"]} if integracao else {}),
        **({"canalVenda": pedido["ecommerce"]} if pedido["ecommerce"] else {}),
    }


def _preco(valor: float) -> str:
    return f"{valor:.8f}"


def _dinheiro(valor: float) -> str:
    return f"{valor:.2f}"
