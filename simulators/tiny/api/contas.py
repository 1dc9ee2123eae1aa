"""Services of accounts to be received and to be paid, the same for both (tiny-api2 §5.8)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.api import lotes, parametros
from homologa.simulators.tiny.api.formas_do_pedido import com_mascaras
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.errors import DocumentoMalFormado, SemRegistros
from homologa.simulators.tiny.rules import contas
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.rules.lotes import um
from homologa.simulators.tiny.rules.numeros import inteiro
from homologa.simulators.tiny.wire import Retorno

FONTE = "§5.8"
SO_A_RECEBER = ("serie_documento", "nro_banco", "portador", "forma_pagamento", "link_boleto")
NA_CONTA = ("nro_documento", "historico", "categoria", "situacao", "ocorrencia", "dia_vencimento")


def pesquisar(call: Call, tipo: str) -> Retorno:
    """The accounts of one kind that pass every filter; the rows have no inner wrapper."""
    achada = contas.pesquisar(call.work, tipo, _filtro(call.data.body))
    linhas = [_linha(conta) for conta in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "contas": linhas})


def obter(call: Call, tipo: str) -> Retorno:
    """One account, with its client."""
    return Retorno({"conta": _completa(_do_parametro(call, tipo))})


def incluir(call: Call, tipo: str) -> Retorno:
    """Create one account."""
    resultado = um(call.work, _registro(call), "1", lambda work, registro: contas.incluir(work, tipo, registro))
    return lotes.retorno_com(call, [resultado], lambda conta: {"id": str(conta["id"])}, "Erro")


def alterar(call: Call, tipo: str) -> Retorno:
    """Change one account, located by the id in its document."""
    registro = _registro(call)
    conta = contas.localizar(call.work, tipo, _id({"id": str(registro.get("id") or "")}, tipo))
    contas.alterar(call.work, conta, registro)
    return Retorno({})


def baixar(call: Call, tipo: str) -> Retorno:
    """Settle one account in full."""
    contas.baixar(call.work, _do_parametro(call, tipo))
    return Retorno({})


def _declarar(tipo: str) -> None:
    comuns: dict[str, Any] = {"source": FONTE, "fidelity": Fidelity.CLIENT, "estado_em_texto": True}
    escreve = {**comuns, "writes": True}
    service(f"contas.{tipo}.pesquisa", **comuns)(partial(pesquisar, tipo=tipo))
    service(f"conta.{tipo}.obter", **comuns)(partial(obter, tipo=tipo))
    service(f"conta.{tipo}.incluir", **escreve, documento="conta")(partial(incluir, tipo=tipo))
    service(f"contas.{tipo}.alterar", **escreve, documento="conta", tambem=(f"conta.{tipo}.alterar",))(
        partial(alterar, tipo=tipo)
    )
    service(f"conta.{tipo}.baixar", **escreve)(partial(baixar, tipo=tipo))


_declarar(contas.RECEBER)
_declarar(contas.PAGAR)


@service("formas.recebimento.pesquisa", source=FONTE, fidelity=Fidelity.CLIENT)
def formas_recebimento_pesquisa(_: Call) -> Retorno:
    """Ways to be paid: their shape is not known, so the account has none."""
    raise SemRegistros(hint="as formas de recebimento não são simuladas: só o nome deste serviço é conhecido")


def _registro(call: Call) -> dict[str, Any]:
    registro = call.data.documents["conta"].get("conta")
    if not isinstance(registro, dict):
        raise DocumentoMalFormado(hint='o parâmetro conta deve ser {"conta":{…}}')
    return registro


def _do_parametro(call: Call, tipo: str) -> dict[str, Any]:
    return contas.localizar(call.work, tipo, _id(call.data.body, tipo))


def _id(dados: Mapping[str, str], tipo: str) -> int:
    return parametros.id_de(dados, contas.AUSENTES[tipo])


def _filtro(dados: Mapping[str, str]) -> contas.Filtro:
    id_origem = dados.get("id_origem", "").strip()
    return contas.Filtro(
        dados.get("nome_cliente", ""),
        dados.get("numero_doc", ""),
        dados.get("numero_banco", ""),
        (parametros.dia(dados, "data_ini_emissao"), parametros.dia(dados, "data_fim_emissao")),
        (parametros.dia(dados, "data_ini_vencimento"), parametros.dia(dados, "data_fim_vencimento")),
        dados.get("situacao", ""),
        (inteiro(id_origem) or 0) if id_origem else None,
        parametros.pagina(dados.get("pagina", "")),
    )


def _linha(conta: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": str(conta["id"]),
        "nome_cliente": conta["nome_cliente"],
        "historico": conta["historico"],
        "numero_banco": conta["nro_banco"],
        "numero_doc": conta["nro_documento"],
        "serie_doc": conta["serie_documento"],
        "data_vencimento": escrito(conta["vencimento"]),
        "data_emissao": escrito(conta["data"]),
        "valor": f"{conta['valor']:.2f}",
        "saldo": f"{conta['saldo']:.2f}",
        "situacao": conta["situacao"],
    }


def _completa(conta: Mapping[str, Any]) -> dict[str, Any]:
    """An account as `conta.*.obter` shows it; some fields are of those to be received alone."""
    return {
        "id": str(conta["id"]),
        "data": escrito(conta["data"]),
        "vencimento": escrito(conta["vencimento"]),
        "competencia": conta["competencia"],
        "valor": f"{conta['valor']:.2f}",
        "saldo": f"{conta['saldo']:.2f}",
        **{nome: conta[nome] for nome in NA_CONTA},
        "liquidacao": escrito(conta["liquidacao"]),
        **({nome: conta[nome] for nome in SO_A_RECEBER} if conta["tipo"] == contas.RECEBER else {}),
        "cliente": com_mascaras(conta["cliente"]),
    }
