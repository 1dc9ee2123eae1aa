"""The screens on which the data of an invoice are mended; their menu paths are [inferred]."""

from typing import Any

from homologa.simulators.kernel.screens import Lines
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.notas import NOTAS, com_nota
from homologa.simulators.tiny.backoffice.registry import ACTIONS, informados
from homologa.simulators.tiny.rules.notas import edicao


@ACTIONS.screen(NOTAS, "Editar")
def editar_nota(
    work: Work,
    *,
    nota: int,
    natureza_operacao: str | None = None,
    forma_pagamento: str | None = None,
    transportador: str | None = None,
    placa: str | None = None,
    uf_placa: str | None = None,
    quantidade_volumes: int | None = None,
    especie_volumes: str | None = None,
    marca_volumes: str | None = None,
    numero_volumes: str | None = None,
    obs: Lines | None = None,
) -> dict[str, Any]:
    """Muda só o que é informado de uma nota pendente, emitida ou rejeitada."""
    registro = informados(locals(), "nota", "item")
    return com_nota(work, nota, lambda achada: edicao.editar(work, achada, registro))


@ACTIONS.screen(NOTAS, "Editar cliente")
def editar_cliente_da_nota(
    work: Work,
    *,
    nota: int,
    nome: str | None = None,
    tipo_pessoa: str | None = None,
    cpf_cnpj: str | None = None,
    ie: str | None = None,
    endereco: str | None = None,
    numero: str | None = None,
    complemento: str | None = None,
    bairro: str | None = None,
    cep: str | None = None,
    cidade: str | None = None,
    uf: str | None = None,
    fone: str | None = None,
    email: str | None = None,
) -> dict[str, Any]:
    """Muda só os dados informados do cliente de uma nota pendente, emitida ou rejeitada; o contato fica como está."""
    registro = informados(locals(), "nota", "item")
    return com_nota(work, nota, lambda achada: edicao.editar_cliente(work, achada, registro))


@ACTIONS.screen(NOTAS, "Editar entrega")
def editar_entrega_da_nota(
    work: Work,
    *,
    nota: int,
    nome_destinatario: str | None = None,
    cpf_cnpj: str | None = None,
    endereco: str | None = None,
    numero: str | None = None,
    complemento: str | None = None,
    bairro: str | None = None,
    cep: str | None = None,
    cidade: str | None = None,
    uf: str | None = None,
    fone: str | None = None,
) -> dict[str, Any]:
    """Muda só os dados informados do endereço de entrega de uma nota pendente, emitida ou rejeitada."""
    registro = informados(locals(), "nota", "item")
    return com_nota(work, nota, lambda achada: edicao.editar_entrega(work, achada, registro))


@ACTIONS.screen(NOTAS, "Editar item")
def editar_item_da_nota(
    work: Work,
    *,
    nota: int,
    item: int,
    codigo: str | None = None,
    descricao: Lines | None = None,
    unidade: str | None = None,
    ncm: str | None = None,
    cest: str | None = None,
    gtin: str | None = None,
    origem: str | None = None,
    info_adicional: str | None = None,
) -> dict[str, Any]:
    """Muda só o que é informado do item, pelo seu lugar na nota (1 é o primeiro); o produto fica como está."""
    registro = informados(locals(), "nota", "item")
    return com_nota(work, nota, lambda achada: edicao.editar_item(work, achada, item, registro))
