"""What the screens of shipping methods, picking and expedition show."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import formas_envio, separacoes
from homologa.simulators.tiny.rules.expedicoes import conclusao, modelo, objetos
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS

SITUACOES = {modelo.ABERTO: "Agrupada", modelo.CONCLUIDO: "Concluída"}
SITUACOES_DO_AGRUPAMENTO = {modelo.ABERTO: "Aberto", modelo.CONCLUIDO: "Concluído"}
HABILITADAS = {formas_envio.HABILITADA: "Habilitada", formas_envio.DESABILITADA: "Desabilitada"}


@VIEWS.screen("Configurações > Geral > Formas de envio", "Formas de envio", columns.FORMA_DE_ENVIO)
def formas_de_envio(work: Work) -> list[dict[str, Any]]:
    """As formas de envio da conta, cada uma com as suas formas de frete."""
    return [
        {
            "id": forma["id"],
            "nome": forma["nome"],
            "codigo": forma["codigo"],
            "situacao": HABILITADAS[forma["situacao"]],
            "formas_frete": [frete["descricao"] for frete in forma["formas_frete"]],
        }
        for forma in work.documents(formas_envio.FORMA_ENVIO).find()
    ]


@VIEWS.screen("Vendas > Separação", "Separações", columns.SEPARACAO)
def lista_de_separacoes(work: Work) -> list[dict[str, Any]]:
    """As separações, com a situação e os itens de cada uma."""
    return [
        {
            "id": separacao["id"],
            "numero": separacao["numero"],
            "origem": separacao["obj_origem"],
            "situacao": separacoes.SITUACOES[separacao["situacao"]],
            "destinatario": separacao["destinatario"],
            "itens": [{nome: item[nome] for nome in ("codigo", "quantidade")} for item in separacao["itens"]],
        }
        for separacao in work.documents(separacoes.SEPARACAO).find()
    ]


@VIEWS.screen("Expedição", "Expedições", columns.EXPEDICAO)
def lista_de_expedicoes(work: Work) -> list[dict[str, Any]]:
    """As expedições: pedido ou nota, forma de envio, transportador, rastreio, agrupamento e marcadores."""
    return [_expedicao(work, expedicao) for expedicao in work.documents(modelo.EXPEDICAO).find()]


@VIEWS.screen("Expedição > Forma de envio > Concluídas", "Concluídas", columns.EXPEDICAO)
def expedicoes_concluidas(work: Work) -> list[dict[str, Any]]:
    """As expedições dos agrupamentos concluídos, com os marcadores de cada uma."""
    return [_expedicao(work, expedicao) for expedicao in conclusao.concluidas(work)]


@VIEWS.screen("Expedição > Agrupamentos", "Agrupamentos", columns.AGRUPAMENTO)
def lista_de_agrupamentos(work: Work) -> list[dict[str, Any]]:
    """Os agrupamentos, PLP ou Coleta, com a situação e as expedições de cada um."""
    return [
        {
            "agrupamento": um["id"],
            "tipo": um["tipo"],
            "forma_envio": formas_envio.titulo(um["forma_envio"]),
            "situacao": SITUACOES_DO_AGRUPAMENTO[um["situacao"]],
            "expedicoes": [uma["identificacao"] for uma in modelo.do_agrupamento(work, um["id"])],
        }
        for um in work.documents(modelo.AGRUPAMENTO).find()
    ]


def _expedicao(work: Work, gravada: Mapping[str, Any]) -> dict[str, Any]:
    expedicao = objetos.com_rastreio(work, gravada)
    return {
        "id": expedicao["id"],
        "expedicao": expedicao["identificacao"],
        "situacao": _situacao(work, expedicao["id_agrupamento"]),
        "forma_envio": formas_envio.titulo(expedicao["forma_envio"]),
        "forma_frete": expedicao["forma_frete"]["descricao"],
        "transportadora": expedicao["transportadora"]["nome"],
        "codigo_rastreamento": expedicao["codigo_rastreamento"],
        "url_rastreamento": expedicao["url_rastreamento"],
        "volumes": expedicao["qtd_volumes"],
        "peso_bruto": expedicao["peso_bruto"],
        "agrupamento": expedicao["id_agrupamento"] or "",
        "destinatario": expedicao["destinatario"],
        "marcadores": [marcador["descricao"] for marcador in expedicao["marcadores"]],
    }


def _situacao(work: Work, id_agrupamento: int) -> str:
    if not id_agrupamento:
        return "Pendente"
    return SITUACOES[modelo.agrupamento(work, id_agrupamento)["situacao"]]
