"""Mending the data of an invoice that the authority does not have, or has given back.

Tiny's page tells of no such service: it is done on screens, whose fields are [inferred]. What is not named stays.
"""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import campos as do_produto
from homologa.simulators.tiny.rules import mascaras
from homologa.simulators.tiny.rules.notas import leitura, situacoes
from homologa.simulators.tiny.rules.notas.geracao import NATUREZA, cfop
from homologa.simulators.tiny.rules.notas.modelo import gravar
from homologa.simulators.tiny.rules.pedidos.campos import ENTREGA
from homologa.simulators.tiny.rules.registros import Leitor

NUS = ("cpf_cnpj", "cep", "fone")
DA_NOTA = tuple(
    campo
    for campo in leitura.TEXTOS
    if campo.nome in {"natureza_operacao", "forma_pagamento", "placa", "uf_placa", "obs"}
    or campo.nome.endswith("_volumes")
)
DO_ITEM = (
    *(campo for campo in leitura.ITEM if campo.tipo != "decimal"),
    *(campo for campo in do_produto.CAMPOS if campo.nome in {"gtin", "cest"}),
)
"""What tells of an item; quantities and prices belong to the order."""


def editar(work: Work, nota: dict[str, Any], registro: Mapping[str, Any]) -> None:
    """Change texts of the invoice as a whole, and the name of its carrier; raises ValidacaoRecusada."""
    _exigir(nota)
    leitor = Leitor()
    nota |= leitor.campos(registro, DA_NOTA)
    leitor.exigir()
    nota["quantidade_volumes"] = int(nota["quantidade_volumes"])
    nota["natureza_operacao"] = nota["natureza_operacao"] or NATUREZA
    if "transportador" in registro:
        nota["transportador"] = {**nota["transportador"], "nome": registro["transportador"]}
    gravar(work, nota)


def editar_cliente(work: Work, nota: dict[str, Any], registro: Mapping[str, Any]) -> None:
    """Change the customer, and the CFOP of the items with him; raises ValidacaoRecusada."""
    _exigir(nota)
    leitor = Leitor()
    cliente = leitor.completos({**nota["cliente"], **registro}, leitura.CLIENTE)
    leitor.exigir()
    nota["cliente"] = {**cliente, **mascaras.nus(cliente, NUS)}
    nota["itens"] = [{**item, "cfop": cfop(work, nota)} for item in nota["itens"]]
    gravar(work, nota)


def editar_entrega(work: Work, nota: dict[str, Any], registro: Mapping[str, Any]) -> None:
    """Change the address of delivery; raises ValidacaoRecusada."""
    _exigir(nota)
    leitor = Leitor()
    entrega = leitor.completos({**(nota["endereco_entrega"] or {}), **registro}, ENTREGA)
    leitor.exigir()
    nota["endereco_entrega"] = {**entrega, **mascaras.nus(entrega, NUS)}
    gravar(work, nota)


def editar_item(work: Work, nota: dict[str, Any], lugar: int, registro: Mapping[str, Any]) -> None:
    """Change what tells of the item at a place, counted from 1; raises ValidacaoRecusada."""
    _exigir(nota)
    if not 1 <= lugar <= len(nota["itens"]):
        raise ValidacaoRecusada(f"A nota fiscal não tem o item {lugar}")
    leitor = Leitor()
    item = nota["itens"][lugar - 1]
    leitor.completos({**item, **registro}, DO_ITEM)
    item |= leitor.campos(registro, DO_ITEM)
    leitor.exigir()
    gravar(work, nota)


def _exigir(nota: Mapping[str, Any]) -> None:
    if nota["situacao"] not in situacoes.A_EDITAR:
        raise ValidacaoRecusada(
            f"A nota fiscal está na situação {situacoes.SITUACOES[nota['situacao']]} e não pode ser alterada"
        )
