"""The queues of changed products."""

from collections.abc import Callable, Mapping
from typing import Any

from homologa.simulators.kernel.operations import Call
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.api import formas, parametros
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.errors import ParametroNaoInformado, ValidacaoRecusada
from homologa.simulators.tiny.rules import atualizacoes, estoques, numeros, precos
from homologa.simulators.tiny.rules.atualizacoes import Tipo
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.wire import Retorno

Linha = Callable[[Work, Mapping[str, Any]], dict[str, Any]]


@service("lista.atualizacoes.produtos", source="§5.2, §9 Q15", writes=True)
def lista_atualizacoes_produtos(call: Call) -> Retorno:
    """Products that were included or changed since `dataAlteracao`; what was read leaves the queue."""
    return _ler(call, "produto", _registro)


@service("lista.atualizacoes.estoque", source="§5.2, §9 Q15", writes=True, bloqueio_em_texto=True)
def lista_atualizacoes_estoque(call: Call) -> Retorno:
    """Products whose stock changed since `dataAlteracao`, with their balances; what was read leaves the queue."""
    return _ler(call, "estoque", _saldos)


def _ler(call: Call, tipo: Tipo, linha: Linha) -> Retorno:
    atualizacoes.exigir_acesso(call.work)
    dados: Mapping[str, str] = call.data.body
    data = dados.get("dataAlteracao", "").strip()
    if not data:
        raise ParametroNaoInformado("O parâmetro dataAlteracao deve ser informado")
    desde = parametros.momento(data)
    if desde is None:
        raise ValidacaoRecusada("A data de alteração é inválida", hint="use dd/mm/aaaa ou dd/mm/aaaa hh:mm:ss")
    lidas = atualizacoes.ler(call.work, tipo, desde, parametros.pagina(dados.get("pagina", "")))
    linhas = [{"produto": _linha(call.work, lida, linha)} for lida in lidas.registros]
    return Retorno({"pagina": lidas.pagina, "numero_paginas": lidas.paginas, "produtos": linhas})


def _linha(work: Work, lida: Mapping[str, Any], linha: Linha) -> dict[str, Any]:
    produto = produtos.obter(work, lida["id_produto"])
    return {**linha(work, produto), "data_alteracao": escrito(lida["alterado_em"])}


def _registro(work: Work, produto: Mapping[str, Any]) -> dict[str, Any]:
    return formas.documentada(precos.com_efetivos(work, produto))


def _saldos(work: Work, produto: Mapping[str, Any]) -> dict[str, Any]:
    saldos = estoques.saldos(work, produto)
    return {
        "id": produto["id"],
        "nome": produto["nome"],
        "codigo": produto["codigo"],
        "unidade": produto["unidade"],
        "tipo_variacao": produto["tipo_variacao"],
        "localizacao": produto["localizacao"],
        "saldo": numeros.numero(saldos.fisico),
        "saldoReservado": numeros.numero(saldos.reservado),
        "depositos": [
            {
                "deposito": {
                    "nome": deposito.nome,
                    "desconsiderar": "S" if deposito.desconsiderar else "N",
                    "saldo": numeros.numero(deposito.saldo),
                }
            }
            for deposito in saldos.depositos
        ],
    }
