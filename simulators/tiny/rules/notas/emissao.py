"""Issuing an invoice: its key, what the tax authority answers, and what follows for its order (tiny-api2 §5.5, §10).

The authority is part of the simulator and answers at once [inferred]: what a screen told it to, and it rejects what the
schema refuses, unless the switch `sefaz` says that it takes everything (statement 63).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element, tostring

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import settings
from homologa.simulators.tiny.rules.notas import situacoes, xml
from homologa.simulators.tiny.rules.notas.chave import Chave, codigo_da_uf
from homologa.simulators.tiny.rules.notas.modelo import gravar
from homologa.simulators.tiny.rules.notas.xml import esquema
from homologa.simulators.tiny.rules.notas.xml.assinatura import assinar
from homologa.simulators.tiny.rules.notas.xml.elementos import limpar
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
FALHA_NO_SCHEMA = 225
CONFERE, ACEITA = "confere", "aceita"
MAIS_FALHAS = 5
"""How many of the fields that the schema refuses a rejection names."""
ANTES_DE_FATURADO = frozenset({ABERTO, "aprovado", "preparando_envio", INCOMPLETO})
"""Situations from which the authorisation of its invoice brings an order to faturado [inferred]."""


def emitir(work: Work, nota: dict[str, Any], *, enviar_email: bool = False) -> None:
    """Send an invoice to the authority, which authorises, rejects or denies it; raises ValidacaoRecusada."""
    resposta = resposta_da_sefaz(work)
    if resposta != AUTORIZAR:
        {REJEITAR: rejeitar, DENEGAR: denegar}[resposta](work, nota, MOTIVOS[resposta])
        return
    situacoes.exigir(nota, situacoes.AUTORIZADA)
    com_chave(work, nota)
    inteira = xml.montar(nota, settings.conta(work))
    falhas = esquema.conferir(inteira) if settings.ler(work, "sefaz") == CONFERE else []
    if falhas:
        rejeitar(work, nota, _motivo(falhas))
    else:
        _autorizar(work, nota, inteira, enviar_email=enviar_email)


def _autorizar(work: Work, nota: dict[str, Any], inteira: Element, *, enviar_email: bool) -> None:
    """The authority authorises it: the XML and the page exist, the platforms are told, its order is invoiced."""
    situacoes.mudar(nota, situacoes.AUTORIZADA)
    nota |= {"protocolo": _protocolo(work, nota), "autorizada_em": agora(work), "motivo": ""}
    nota["email_enviado"] = nota["email_enviado"] or enviar_email
    limpar(inteira)
    assinada = assinar(work, tostring(inteira, encoding="unicode"), nota["chave_acesso"])
    publicar(work, nota, xml.protocolar(assinada, nota))
    gravar(work, nota)


def publicar(work: Work, nota: dict[str, Any], texto: str) -> None:
    """Keep the XML of an authorised invoice, open its page, invoice its order and tell of it; the caller stores it."""
    nota["documento"] = work.secret(DOCUMENTO, 32)
    work.mint(DOCUMENTO, nota["documento"], id_nota=nota["id"])
    work.documents(XML_DA_NOTA).add({"id": nota["id"], "xml": texto})
    _faturar(work, nota["id_venda"])
    work.emit("nota_autorizada", id_nota=nota["id"])


def rejeitar(work: Work, nota: dict[str, Any], motivo: str) -> None:
    """The authority rejects it: it may be mended and sent again. Raises ValidacaoRecusada."""
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
    """Give an invoice its access key, which is final when the authority has authorised or denied it.

    Until then it changes with who issues it.
    """
    if nota["protocolo"]:
        return
    chave = Chave(
        codigo_da_uf(settings.conta(work)["estado"]),
        nota["data_emissao"][2:4] + nota["data_emissao"][5:7],
        settings.cnpj(work),
        nota["modelo"],
        nota["serie"],
        nota["numero"],
        work.stream(f"nota/{nota['id']}").randrange(CODIGOS),
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


def _motivo(falhas: Sequence[esquema.Falha]) -> str:
    ditas = [str(falha) for falha in falhas[:MAIS_FALHAS]]
    if len(falhas) > MAIS_FALHAS:
        ditas.append(f"e mais {len(falhas) - MAIS_FALHAS}")
    return f"Rejeição {FALHA_NO_SCHEMA}: Falha no schema XML: {'; '.join(ditas)}"


def _protocolo(work: Work, nota: Mapping[str, Any]) -> str:
    """Fifteen digits: the kind of authority, the state, the year and a number."""
    return f"1{nota['chave_acesso'][:2]}{work.now:%y}{work.next_id('protocolo_da_nota'):010}"


def _faturar(work: Work, id_venda: int) -> None:
    pedido = work.documents(pedidos.PEDIDO).get(id_venda) if id_venda else None
    if pedido is not None and pedido["situacao"] in ANTES_DE_FATURADO:
        mudar_situacao(work, pedido, FATURADO)
