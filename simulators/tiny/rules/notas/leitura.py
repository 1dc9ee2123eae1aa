"""Reads the document of an invoice as a client sends it, before anything is stored (tiny-api2 §5.5)."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import marcadores, mascaras, vendedores
from homologa.simulators.tiny.rules.campos import Campo
from homologa.simulators.tiny.rules.notas import geracao
from homologa.simulators.tiny.rules.notas.chave import Chave
from homologa.simulators.tiny.rules.notas.emissao import agora
from homologa.simulators.tiny.rules.notas.modelo import NFCE
from homologa.simulators.tiny.rules.pedidos import campos, partes
from homologa.simulators.tiny.rules.pedidos.inclusao import com_produtos
from homologa.simulators.tiny.rules.registros import Leitor

NOME = Campo("nome", maximo=60, obrigatorio=True, titulo="nome do cliente")
CLIENTE = tuple(NOME if campo.nome == NOME.nome else campo for campo in campos.CLIENTE)
"""The client of an order, whose name may be as long as that of an NF-e [inferred]."""
ANONIMO = tuple(campo for campo in CLIENTE if campo != NOME)
ITEM = (
    *(Campo("codigo", maximo=60) if campo.nome == "codigo" else campo for campo in campos.ITEM),
    Campo("tipo", "opcao", opcoes=("P", "S"), titulo="tipo do item"),
    Campo("origem", "opcao", opcoes=tuple("012345678"), titulo="origem do item"),
    Campo("ncm", maximo=10),
)
TRANSPORTADOR = tuple(Campo(nome) for nome in geracao.TRANSPORTADOR)
FINALIDADES = ("1", "2", "3", "4")
TEXTOS = (
    Campo("tipo", "opcao", padrao="S", opcoes=("E", "S"), titulo="tipo da nota fiscal"),
    Campo("natureza_operacao"),
    Campo("finalidade", "opcao", padrao="1", opcoes=FINALIDADES),
    Campo("forma_pagamento"),
    Campo("meio_pagamento"),
    Campo("forma_envio"),
    Campo("forma_frete"),
    campos.FRETE_POR_CONTA,
    Campo("placa", maximo=8),
    Campo("uf_placa", maximo=2),
    Campo("quantidade_volumes", "inteiro", padrao="0"),
    Campo("especie_volumes", maximo=60),
    Campo("marca_volumes", maximo=60),
    Campo("numero_volumes", maximo=60),
    Campo("numero_pedido_ecommerce", maximo=50),
    Campo("ecommerce"),
    Campo("obs"),
)
VALORES = (
    Campo("valor_frete", "decimal", padrao=0.0),
    Campo("valor_seguro", "decimal", padrao=0.0),
    Campo("valor_desconto", "decimal", padrao=0.0),
    Campo("valor_despesas", "decimal", padrao=0.0),
    Campo("peso_bruto", "decimal", padrao=0.0),
    Campo("peso_liquido", "decimal", padrao=0.0),
)
HORA = re.compile(r"\d{2}:\d{2}(:\d{2})?", re.ASCII)
MAIS_VOLUMES = 10**9


def incluir(work: Work, registro: Mapping[str, Any], modelo: str) -> dict[str, Any]:
    """Create the invoice that a document describes, pendente, and give it.

    It is of no order, whatever order of an e-commerce it names; the customer is kept in it and not registered
    [inferred]. Raises ValidacaoRecusada with the text of everything that is wrong.
    """
    leitor = Leitor()
    emissao = leitor.data(registro, "data_emissao") or agora(work)[:10]
    lidos = leitor.completos(registro, TEXTOS)
    valores = leitor.completos(registro, VALORES)
    parcelas = partes.parcelas(leitor, leitor.lista(registro, "parcelas", "parcela"), emissao)
    cliente = _cliente(leitor, registro, modelo)
    dados = {
        **lidos,
        **valores,
        "numero_ecommerce": lidos.pop("numero_pedido_ecommerce").strip(),
        "finalidade": int(lidos["finalidade"]),
        "quantidade_volumes": int(lidos["quantidade_volumes"]),
        "forma_envio": lidos["forma_envio"].strip().upper(),
        "frete_por_conta": _frete(lidos["frete_por_conta"]),
        "valor_outras": valores.pop("valor_despesas"),
        "data_emissao": f"{emissao} {agora(work)[11:]}",
        "data_saida": _saida(leitor, registro),
        "cliente": cliente,
        "endereco_entrega": partes.entrega(leitor, registro, cliente),
        "itens": com_produtos(work, partes.itens(leitor, registro, ITEM, "da nota fiscal")),
        "condicao_pagamento": " ".join(str(parcela["dias"]) for parcela in parcelas),
        "parcelas": parcelas,
        "pagamentos_integrados": partes.pagamentos(leitor, registro),
        "intermediador": partes.intermediador(leitor, registro),
        "transportador": leitor.completos(leitor.objeto(registro, "transportador"), TRANSPORTADOR),
        "refs": _refs(leitor, registro),
        **_vendedor(leitor, work, registro),
    }
    if dados["quantidade_volumes"] > MAIS_VOLUMES:
        leitor.erro("O valor do campo quantidade_volumes é inválido")
    nomeados = leitor.lista(registro, "marcadores", "marcador")
    leitor.exigir()
    return geracao.criar(work, modelo, {**dados, "marcadores": marcadores.com(work, [], nomeados)})


def _cliente(leitor: Leitor, registro: Mapping[str, Any], modelo: str) -> dict[str, Any]:
    """The customer; an NFC-e may have none [inferred]."""
    enviado = leitor.objeto(registro, "cliente")
    lido = leitor.completos(enviado, CLIENTE if modelo != NFCE or enviado else ANONIMO)
    lido |= mascaras.nus(lido, ("cpf_cnpj", "cep", "fone"))
    return {NOME.nome: "", **lido}


def _saida(leitor: Leitor, registro: Mapping[str, Any]) -> str:
    """The day of `data_entrada_saida` with the time of `hora_entrada_saida`, which may leave out the seconds."""
    dia = leitor.data(registro, "data_entrada_saida")
    hora = str(registro.get("hora_entrada_saida") or "00:00:00")
    lida = leitor.tentar(lambda: _hora(hora), "00:00:00")
    return f"{dia} {lida}" if dia else ""


def _hora(texto: str) -> str:
    """A time `hh:mm[:ss]` with its seconds; raises ValueError with the validation text."""
    invalida = ValueError("A hora de entrada ou saída é inválida")
    if not HORA.fullmatch(texto):
        raise invalida
    try:
        return time.fromisoformat(texto).isoformat()
    except ValueError:
        raise invalida from None


def _refs(leitor: Leitor, registro: Mapping[str, Any]) -> list[str]:
    ref = str(registro.get("refNFe") or "").strip()
    if ref:
        leitor.tentar(lambda: Chave.ler(ref), None)
    return [ref] if ref else []


def _frete(enviado: str) -> str:
    return campos.REMETENTE if enviado == campos.EMITENTE else enviado


def _vendedor(leitor: Leitor, work: Work, registro: Mapping[str, Any]) -> dict[str, Any]:
    try:
        id_vendedor, nome = vendedores.escolher(work, registro.get("id_vendedor"), registro.get("nome_vendedor"))
    except ValidacaoRecusada as erro:
        leitor.erro(str(erro))
        id_vendedor, nome = 0, ""
    return {"id_vendedor": id_vendedor, "nome_vendedor": nome}
