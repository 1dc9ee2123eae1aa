"""The webhook `rastreio`: the tracking code of an order, told to the e-commerce it came from (tiny-api2 §6.1, §6.3)."""

from collections.abc import Iterator, Mapping
from typing import Any

from homologa.simulators.kernel.events import Draft
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import formas_envio
from homologa.simulators.tiny.rules.avisos_da_conta import ENVIOS
from homologa.simulators.tiny.rules.expedicoes import modelo, objetos, rastreio
from homologa.simulators.tiny.rules.pedidos import modelo as pedidos
from homologa.simulators.tiny.rules.pedidos.situacoes import ENVIADO
from homologa.simulators.tiny.webhooks import conta
from homologa.simulators.tiny.webhooks.envelope import aviso, ouve, tentativas

QUINZE = tentativas(15)
"""How many there are is [inferred]."""


def enviado(work: Work, id_expedicao: int) -> Iterator[Draft]:
    """The tracking code that a person sent; an accepted answer marks the expedition."""
    expedicao = objetos.com_rastreio(work, modelo.obter(work, id_expedicao))
    pedido = rastreio.pedido(work, expedicao)
    integracao = ouve(work, pedido["id_ecommerce"], rastreio.TIPO) if pedido else None
    if pedido is not None and integracao is not None:
        dados = _dados(work, pedido, expedicao)
        numero = str(pedido["numero"])
        yield aviso(work, integracao, rastreio.TIPO, dados, QUINZE, numero, id_expedicao=id_expedicao)


def despachado(work: Work, id_pedido: int, para: str, **_: str) -> Iterator[Draft]:
    """The account's own notice of an order that was sent; when it goes is [inferred] from the name of its switch."""
    if para == ENVIADO:
        pedido = pedidos.obter(work, id_pedido)
        expedicao = modelo.do_objeto(work, modelo.VENDA, id_pedido) or _do_pedido(pedido)
        dados = _dados(work, pedido, objetos.com_rastreio(work, expedicao))
        yield from conta.aviso(work, ENVIOS, rastreio.TIPO, dados, str(pedido["numero"]))


def _do_pedido(pedido: Mapping[str, Any]) -> dict[str, Any]:
    """What an expedition would say of an order that has none."""
    return {
        "tipo_objeto": modelo.VENDA,
        "id_objeto": pedido["id"],
        "codigo_rastreamento": pedido["codigo_rastreamento"],
        "url_rastreamento": pedido["url_rastreamento"],
        "forma_envio": pedido["forma_envio"],
        "forma_frete": {"descricao": pedido["forma_frete"]},
        "transportadora": {"nome": pedido["nome_transportador"]},
    }


def _dados(work: Work, pedido: Mapping[str, Any], expedicao: Mapping[str, Any]) -> dict[str, Any]:
    """The payload: names, as the sample has text there; no document tells of a delivery's id, which stays empty."""
    objeto = objetos.da_expedicao(work, expedicao)
    forma = formas_envio.por_codigo(work, expedicao["forma_envio"])
    nome = forma["nome"] if forma else formas_envio.titulo(expedicao["forma_envio"])
    return {
        "idEntregaEcommerce": "",
        "idVendaTiny": pedido["id"],
        "idNotaFiscalTiny": objeto.id_nota if objeto else 0,
        "idPedidoEcommerce": pedido["numero_ecommerce"],
        "codigoRastreio": expedicao["codigo_rastreamento"],
        "urlRastreio": expedicao["url_rastreamento"],
        "transportadora": expedicao["transportadora"]["nome"] or nome,
        "formaEnvio": nome,
        "formaFrete": expedicao["forma_frete"]["descricao"],
    }
