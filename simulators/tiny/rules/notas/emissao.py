"""Issuing an invoice: its key, what the tax authority answers, and what follows for its order (tiny-api2 §5.5, §10).

The authority is part of the simulator and answers at once what a screen told it to [inferred].
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import settings
from homologa.simulators.tiny.rules.notas import situacoes, xml
from homologa.simulators.tiny.rules.notas.chave import Chave, codigo_da_uf
from homologa.simulators.tiny.rules.notas.modelo import gravar
from homologa.simulators.tiny.rules.pedidos import modelo as pedidos
from homologa.simulators.tiny.rules.pedidos.mudancas import mudar_situacao
from homologa.simulators.tiny.rules.pedidos.situacoes import ABERTO, FATURADO, INCOMPLETO

XML_DA_NOTA = Collection("xml_da_nota")
"""The text of each authorised invoice, as it was then: what the account changes later does not change it."""
CODIGOS = 10**8
"""How many numbers there are for the part of a key that nobody can guess."""
PAGINA = "https://tiny.com.br/doc.view.php?id="
DOCUMENTO = "documento"
"""The kind of what leads from the id of a page to its world."""
AUTORIZAR, REJEITAR, DENEGAR = "autorizar", "rejeitar", "denegar"
RESPOSTAS = (AUTORIZAR, REJEITAR, DENEGAR)
MOTIVOS: Mapping[str, str] = MappingProxyType(
    {
        REJEITAR: "Rejeição: Falha no Schema XML do lote de NFe",
        DENEGAR: "Uso Denegado: Irregularidade fiscal do destinatário",
    }
)
ANTES_DE_FATURADO = frozenset({ABERTO, "aprovado", "preparando_envio", INCOMPLETO})
"""Situations from which the authorisation of its invoice brings an order to faturado [inferred]."""


def emitir(work: Work, nota: dict[str, Any], *, enviar_email: bool = False) -> None:
    """Send an invoice to the authority, which authorises, rejects or denies it; raises ValidacaoRecusada."""
    resposta = resposta_da_sefaz(work)
    if resposta == AUTORIZAR:
        autorizar(work, nota, enviar_email=enviar_email)
    else:
        {REJEITAR: rejeitar, DENEGAR: denegar}[resposta](work, nota, MOTIVOS[resposta])


def autorizar(work: Work, nota: dict[str, Any], *, enviar_email: bool = False) -> None:
    """The authority authorises it: the XML and the page exist, the platforms are told, its order is invoiced.

    Raises ValidacaoRecusada.
    """
    situacoes.mudar(nota, situacoes.AUTORIZADA)
    com_chave(work, nota)
    nota |= {"protocolo": _protocolo(work, nota), "autorizada_em": agora(work), "motivo": ""}
    nota["email_enviado"] = nota["email_enviado"] or enviar_email
    publicar(work, nota, xml.escrever(nota, settings.conta(work)))
    gravar(work, nota)


def publicar(work: Work, nota: dict[str, Any], texto: str) -> None:
    """Keep the XML of an authorised invoice, open its page, invoice its order and tell of it; the caller stores it."""
    nota["documento"] = work.secret(DOCUMENTO, 32)
    work.mint(DOCUMENTO, nota["documento"], id_nota=nota["id"])
    work.documents(XML_DA_NOTA).add({"id": nota["id"], "xml": texto})
    _faturar(work, nota["id_venda"])
    work.emit("nota_autorizada", id_nota=nota["id"])


def rejeitar(work: Work, nota: dict[str, Any], motivo: str) -> None:
    """The authority rejects it: it may be sent again. Raises ValidacaoRecusada."""
    situacoes.mudar(nota, situacoes.REJEITADA)
    com_chave(work, nota)
    nota["motivo"] = motivo
    gravar(work, nota)


def denegar(work: Work, nota: dict[str, Any], motivo: str) -> None:
    """The authority denies it, for good: its number is spent. Raises ValidacaoRecusada."""
    situacoes.mudar(nota, situacoes.DENEGADA)
    com_chave(work, nota)
    nota |= {"protocolo": _protocolo(work, nota), "motivo": motivo}
    gravar(work, nota)


def passar_a(work: Work, nota: dict[str, Any], situacao: int) -> None:
    """One of the other situations, that nobody is told of; raises ValidacaoRecusada."""
    situacoes.mudar(nota, situacao)
    com_chave(work, nota)
    gravar(work, nota)


def com_chave(work: Work, nota: dict[str, Any]) -> None:
    """Give an invoice its access key, once."""
    if nota["chave_acesso"]:
        return
    chave = Chave(
        codigo_da_uf(settings.conta(work)["estado"]),
        nota["data_emissao"][2:4] + nota["data_emissao"][5:7],
        settings.cnpj(work),
        nota["modelo"],
        nota["serie"],
        nota["numero"],
        work.source.stream(f"tiny/nota/{nota['id']}").randrange(CODIGOS),
    )
    nota["chave_acesso"] = str(chave)


def link(nota: Mapping[str, Any]) -> str:
    """The address of the page of an invoice, "" before it is authorised."""
    return f"{PAGINA}{nota['documento']}" if nota["documento"] else ""


def texto_xml(work: Work, nota: Mapping[str, Any]) -> str:
    """The XML of an invoice; raises NaoAutorizada."""
    situacoes.exigir_autorizada(nota)
    guardado = work.documents(XML_DA_NOTA).get(nota["id"])
    return str(guardado["xml"]) if guardado else ""


def resposta_da_sefaz(work: Work) -> str:
    """What the authority answers: one of RESPOSTAS."""
    resposta: str = work.setting("resposta_da_sefaz", AUTORIZAR)
    return resposta


def mudar_resposta(work: Work, resposta: str) -> None:
    """Choose what the authority answers from now on; raises ScreenRefusal."""
    if resposta not in RESPOSTAS:
        raise ScreenRefusal(f"Não há resposta “{resposta}”. Respostas: {', '.join(RESPOSTAS)}.")
    work.set_setting("resposta_da_sefaz", resposta)


def agora(work: Work) -> str:
    """The present moment as an invoice keeps it."""
    return work.now.strftime("%Y-%m-%d %H:%M:%S")


def _protocolo(work: Work, nota: Mapping[str, Any]) -> str:
    """Fifteen digits: the kind of authority, the state, the year and a number."""
    return f"1{nota['chave_acesso'][:2]}{work.now:%y}{work.next_id('protocolo_da_nota'):010}"


def _faturar(work: Work, id_venda: int) -> None:
    pedido = work.documents(pedidos.PEDIDO).get(id_venda) if id_venda else None
    if pedido is not None and pedido["situacao"] in ANTES_DE_FATURADO:
        mudar_situacao(work, pedido, FATURADO)
