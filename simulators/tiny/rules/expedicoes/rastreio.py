"""Sending the tracking code to the e-commerce that an order came from (tiny-api2 §6.1; IDE-14 to IDE-17)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import integracoes, marcadores
from homologa.simulators.tiny.rules.expedicoes import conclusao, modelo
from homologa.simulators.tiny.rules.expedicoes.agrupamentos import exigir_transportador
from homologa.simulators.tiny.rules.expedicoes.objetos import com_rastreio, da_expedicao
from homologa.simulators.tiny.rules.pedidos import modelo as pedidos

TIPO = "rastreio"


def enviar(work: Work, expedicao: Mapping[str, Any]) -> None:
    """Send the tracking code of an expedition; raises ValidacaoRecusada with what is missing.

    It may be sent again: the platform is told once more, and the marker stays one [inferred].
    """
    exigir_transportador(expedicao)
    conclusao.exigir(work, expedicao)
    if not com_rastreio(work, expedicao)["codigo_rastreamento"]:
        raise ValidacaoRecusada(f"{expedicao['identificacao']}: a expedição não tem código de rastreio")
    _exigir_destino(work, expedicao)
    work.emit("rastreio_enviado", id_expedicao=expedicao["id"])


def pedido(work: Work, expedicao: Mapping[str, Any]) -> dict[str, Any] | None:
    """The order that an expedition takes out, itself or by its invoice; None when there is none, or no longer."""
    objeto = da_expedicao(work, expedicao)
    return work.documents(pedidos.PEDIDO).get(objeto.id_venda) if objeto else None


def marcar(work: Work, id_expedicao: int, id_ecommerce: int) -> None:
    """Mark an expedition whose tracking code the e-commerce took, once however often it is sent.

    One that is no longer there needs no marker.
    """
    expedicao = work.documents(modelo.EXPEDICAO).get(id_expedicao)
    integracao = work.documents(integracoes.INTEGRACAO).get(id_ecommerce)
    if expedicao is not None and integracao is not None:
        marcador = {"descricao": f"Rastreio enviado: {integracao['plataforma']}"}
        expedicao["marcadores"] = marcadores.com(work, expedicao["marcadores"], [marcador])
        modelo.gravar(work, expedicao)


def _exigir_destino(work: Work, expedicao: Mapping[str, Any]) -> None:
    nome, vendido = expedicao["identificacao"], pedido(work, expedicao)
    integracao = work.documents(integracoes.INTEGRACAO).get(vendido["id_ecommerce"]) if vendido else None
    if integracao is None:
        raise ValidacaoRecusada(f"{nome}: a venda não veio de uma integração com e-commerce desta conta")
    if integracao["situacao"] != integracoes.ATIVA:
        raise ValidacaoRecusada(
            f"{nome}: a integração “{integracao['nome']}” está {integracao['situacao']}, e tem de estar Ativa"
        )
    if not integracao["urls"][TIPO]:
        raise ValidacaoRecusada(f"{nome}: a integração “{integracao['nome']}” não tem a URL para envio de rastreio")
