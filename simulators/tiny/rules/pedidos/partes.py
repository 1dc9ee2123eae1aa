"""Reads the parts of an order that are lists or objects (tiny-api2 §5.4)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from homologa.simulators.tiny.rules import mascaras, numeros
from homologa.simulators.tiny.rules.campos import Campo
from homologa.simulators.tiny.rules.pedidos.campos import ENTREGA, INTERMEDIADOR, ITEM, PAGAMENTO, PARCELA
from homologa.simulators.tiny.rules.registros import Leitor

CASAS_DA_QUANTIDADE, CASAS_DO_VALOR = 4, 8
"""Decimals with which quantities and unit prices are shown (§1.1), and so kept [inferred]."""
MESMO_ENDERECO = ("endereco", "numero", "complemento", "bairro", "cep", "cidade", "uf")
MAIS_DIAS = 36500


def itens(
    leitor: Leitor, registro: Mapping[str, Any], campos: Sequence[Campo] = ITEM, dono: str = "do pedido"
) -> list[dict[str, Any]]:
    """The items, with the id_produto that was sent or 0; an order without any is refused [inferred]."""
    lidos = [_item(leitor, item, campos) for item in leitor.lista(registro, "itens", "item")]
    if not lidos:
        leitor.erro(f"Os itens {dono} devem ser informados")
    return lidos


def entrega(leitor: Leitor, registro: Mapping[str, Any], cliente: Mapping[str, Any]) -> dict[str, Any] | None:
    """The address of delivery, None when it says nothing that the client's does not."""
    enviado = leitor.objeto(registro, "endereco_entrega")
    lida = leitor.completos(enviado, ENTREGA)
    lida |= mascaras.nus(lida, ("cpf_cnpj", "cep", "fone"))
    if not any(lida.values()):
        return None
    mesmo = all(lida[nome] in ("", cliente[nome]) for nome in MESMO_ENDERECO)
    return None if mesmo and lida["nome_destinatario"] in ("", cliente["nome"]) else lida


def parcelas(leitor: Leitor, lidas: Sequence[Mapping[str, Any]], data_pedido: str) -> list[dict[str, Any]]:
    """The parcels; the day of one that names none is so many days after the order's, and the other way round."""
    return [_parcela(leitor, parcela, data_pedido) for parcela in lidas]


def pagamentos(leitor: Leitor, registro: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The payments made through an intermediary."""
    lidos = leitor.lista(registro, "pagamentos_integrados", "pagamento_integrado")
    return [_pagamento(leitor, pagamento) for pagamento in lidos]


def intermediador(leitor: Leitor, registro: Mapping[str, Any]) -> dict[str, Any]:
    """The intermediary of the sale."""
    return leitor.completos(leitor.objeto(registro, "intermediador"), INTERMEDIADOR)


def _item(leitor: Leitor, registro: Mapping[str, Any], campos: Sequence[Campo]) -> dict[str, Any]:
    item = leitor.completos(registro, campos)
    item["quantidade"] = round(item["quantidade"], CASAS_DA_QUANTIDADE)
    item["valor_unitario"] = round(item["valor_unitario"], CASAS_DO_VALOR)
    if registro.get("quantidade") not in ("", None) and item["quantidade"] <= 0:
        leitor.erro("A quantidade do item deve ser maior que zero")
    if item["valor_unitario"] < 0:
        leitor.erro("O valor unitário do item não pode ser negativo")
    return {"id_produto": numeros.inteiro(registro.get("id_produto")) or 0, **item}


def _parcela(leitor: Leitor, registro: Mapping[str, Any], data_pedido: str) -> dict[str, Any]:
    dias, dia = numeros.inteiro(registro.get("dias")), leitor.data(registro, "data")
    if registro.get("dias") not in ("", None) and (dias is None or dias > MAIS_DIAS):
        leitor.erro("O valor do campo dias é inválido")
        dias = 0
    inicio = date.fromisoformat(data_pedido)
    vencimento = date.fromisoformat(dia) if dia else inicio + timedelta(days=min(dias or 0, _alcance(inicio)))
    prazo = (vencimento - inicio).days if dias is None else dias
    return {"dias": prazo, "data": vencimento.isoformat(), **leitor.completos(registro, PARCELA)}


def _alcance(inicio: date) -> int:
    return (date.max - inicio).days


def _pagamento(leitor: Leitor, registro: Mapping[str, Any]) -> dict[str, Any]:
    pagamento = leitor.completos(registro, PAGAMENTO)
    return {**pagamento, **{nome: int(pagamento[nome]) for nome in ("tipo_pagamento", "codigo_bandeira")}}
