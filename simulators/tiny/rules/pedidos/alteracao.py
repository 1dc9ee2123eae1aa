"""What can be changed in an order: by the API a few fields, on the screen its items and values too (§5.4)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import CampoRecusado, ValidacaoRecusada
from homologa.simulators.tiny.rules.campos import Campo
from homologa.simulators.tiny.rules.pedidos import estoque, partes, totais
from homologa.simulators.tiny.rules.pedidos.campos import PARCELA, VALORES
from homologa.simulators.tiny.rules.pedidos.inclusao import com_produtos
from homologa.simulators.tiny.rules.pedidos.modelo import gravar
from homologa.simulators.tiny.rules.registros import Leitor

OBSERVACOES = (Campo("obs", maximo=100), Campo("obs_interna", maximo=100))
TOTAL_DAS_PARCELAS = "O valor total das parcelas deve ser igual ao valor total da venda."
ITENS_OU_VALORES = frozenset({"itens", *(campo.nome for campo in VALORES)})


def alterar(work: Work, pedido: dict[str, Any], dados: Mapping[str, Any]) -> None:
    """Apply `dados_pedido`: what it does not name stays, items and client are never altered.

    Raises CampoRecusado, which names the field.
    """
    novos: dict[str, Any] = {}
    for nome, com_hora in (("data_prevista", False), ("data_envio", True)):
        if nome in dados:
            novos[nome] = _de_um(nome, lambda leitor, nome=nome, hora=com_hora: leitor.data(dados, nome, com_hora=hora))
    for campo in OBSERVACOES:
        if campo.nome in dados:
            novos |= _de_um(campo.nome, lambda leitor, campo=campo: leitor.campos(dados, (campo,)))
    if "parcelas" in dados:
        novos["parcelas"] = _parcelas(pedido, dados["parcelas"])
        novos["condicao_pagamento"] = " ".join(str(parcela["dias"]) for parcela in novos["parcelas"])
    if "pagamentos_integrados" in dados:
        novos["pagamentos_integrados"] = _de_um(
            "pagamentos_integrados", lambda leitor: partes.pagamentos(leitor, {"pagamentos_integrados": _soltos(dados)})
        )
    pedido |= novos
    gravar(work, pedido)


def editar(work: Work, pedido: dict[str, Any], registro: Mapping[str, Any]) -> None:
    """Apply what a person edited on the screen: values, items and texts; raises ValidacaoRecusada.

    Items and values of an order whose stock or accounts are launched are not edited [inferred].
    """
    lancado = pedido["estoque_lancado"] or pedido["contas_lancadas"]
    if lancado and ITENS_OU_VALORES & registro.keys():
        raise ValidacaoRecusada("Estorne o estoque e as contas do pedido antes de mudar itens ou valores")
    leitor = Leitor()
    novos = {**pedido, **leitor.campos(registro, (*VALORES, *OBSERVACOES))}
    if "itens" in registro:
        novos["itens"] = com_produtos(work, partes.itens(leitor, registro))
    totais.aplicar(novos)
    if novos["total_pedido"] < 0:
        leitor.erro("O valor do desconto é maior que o total do pedido")
    leitor.exigir()
    if novos["total_pedido"] != pedido["total_pedido"]:
        novos |= {"parcelas": [], "condicao_pagamento": ""}
    estoque.reservar(work, novos)
    pedido |= novos
    gravar(work, pedido)


def _parcelas(pedido: Mapping[str, Any], enviadas: Any) -> list[dict[str, Any]]:
    """The parcels of a change, with or without their wrapper; together they are the total of the order."""
    lista = enviadas if isinstance(enviadas, list) else [enviadas]
    lidas: list[dict[str, Any]] = []
    for lugar, parcela in enumerate(lista):
        registro = parcela.get("parcela", parcela) if isinstance(parcela, dict) else parcela
        if not isinstance(registro, dict):
            raise CampoRecusado("A parcela é inválida", f"parcelas.[{lugar}]")
        for campo in PARCELA:
            _de_um(f"parcelas.[{lugar}].{campo.nome}", lambda leitor, r=registro, c=campo: leitor.campos(r, (c,)))
        data = pedido["data_pedido"]
        lidas += _de_um(f"parcelas.[{lugar}].data", lambda leitor, r=registro, d=data: partes.parcelas(leitor, [r], d))
    if totais.soma(parcela["valor"] for parcela in lidas) != pedido["total_pedido"]:
        raise CampoRecusado(TOTAL_DAS_PARCELAS, "parcelas")
    return lidas


def _soltos(dados: Mapping[str, Any]) -> list[Any]:
    """The payments in their wrapper, however they were sent."""
    enviados = dados["pagamentos_integrados"]
    lista = enviados if isinstance(enviados, list) else [enviados]
    return [
        item if isinstance(item, dict) and "pagamento_integrado" in item else {"pagamento_integrado": item}
        for item in lista
    ]


def _de_um(campo: str, ler: Any) -> Any:
    """What is read of one field; raises CampoRecusado with its first error."""
    leitor = Leitor()
    lido = ler(leitor)
    if leitor.erros:
        raise CampoRecusado(leitor.erros[0], campo)
    return lido
