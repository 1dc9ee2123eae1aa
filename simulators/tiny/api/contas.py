"""Services of accounts to be received and to be paid, the same for both; little is known of them (tiny-api2 §5.8)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.api import lotes, parametros
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.errors import DocumentoMalFormado, SemRegistros
from homologa.simulators.tiny.rules import contas
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.rules.lotes import um
from homologa.simulators.tiny.rules.numeros import numero
from homologa.simulators.tiny.rules.paginas import paginar
from homologa.simulators.tiny.wire import Retorno

AUSENTE = "Conta não localizada"
TEXTOS = ("nome_cliente", "historico", "numero_banco", "numero_doc", "serie_doc")
FONTE = "§5.8"


def pesquisar(call: Call, tipo: str) -> Retorno:
    """The accounts of one kind; the rows have no inner wrapper, and no filter is known."""
    pagina = parametros.pagina(call.data.body.get("pagina", ""))
    achada = paginar(call.work.documents(contas.CONTA), "tipo = ?", (tipo,), pagina)
    linhas = [{"id": conta["id"], **_conta(conta)} for conta in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "contas": linhas})


def obter(call: Call, tipo: str) -> Retorno:
    """One account, with its client."""
    conta = contas.localizar(call.work, tipo, parametros.id_de(call.data.body, AUSENTE))
    return Retorno({"conta": {"id": str(conta["id"]), **_conta(conta), "cliente": {"nome": conta["nome_cliente"]}}})


def incluir(call: Call, tipo: str) -> Retorno:
    """Create one account."""
    resultado = um(call.work, _registro(call), "1", lambda work, registro: contas.incluir(work, tipo, registro))
    return lotes.retorno_com(call, [resultado], lambda conta: {"id": str(conta["id"])}, "Erro")


def alterar(call: Call, tipo: str) -> Retorno:
    """Change one account, located by the id in its document."""
    registro = _registro(call)
    conta = contas.localizar(call.work, tipo, parametros.id_de({"id": str(registro.get("id") or "")}, AUSENTE))
    contas.alterar(call.work, conta, registro)
    return Retorno({})


def baixar(call: Call, tipo: str) -> Retorno:
    """Settle one account in full."""
    contas.baixar(call.work, contas.localizar(call.work, tipo, parametros.id_de(call.data.body, AUSENTE)))
    return Retorno({})


def _declarar(tipo: str) -> None:
    comuns: dict[str, Any] = {"source": FONTE, "fidelity": Fidelity.CLIENT, "estado_em_texto": True}
    escreve = {**comuns, "writes": True}
    service(f"contas.{tipo}.pesquisa", **comuns)(partial(pesquisar, tipo=tipo))
    service(f"conta.{tipo}.obter", **comuns)(partial(obter, tipo=tipo))
    service(f"conta.{tipo}.incluir", **escreve, documento="conta")(partial(incluir, tipo=tipo))
    service(f"contas.{tipo}.alterar", **escreve, documento="conta")(partial(alterar, tipo=tipo))
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


def _conta(conta: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{nome: conta[nome] for nome in TEXTOS},
        "data_vencimento": escrito(conta["data_vencimento"]),
        "data_emissao": escrito(conta["data_emissao"]),
        "valor": numero(conta["valor"]),
        "saldo": numero(conta["saldo"]),
        "situacao": conta["situacao"],
    }
