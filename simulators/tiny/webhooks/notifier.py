"""Turns what happened into webhooks and reads the answers that mean something."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from homologa.simulators.kernel.events import Delivery, Draft, Event, Outcome
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import avisos_da_conta, envios, integracoes
from homologa.simulators.tiny.rules.expedicoes.rastreio import marcar
from homologa.simulators.tiny.webhooks import (
    conta,
    estoque,
    nota_fiscal,
    pedidos,
    precos,
    produto,
    rastreio,
    situacao_pedido,
)
from homologa.simulators.tiny.webhooks.envelope import tentativas


def _sonda(_: Work, url: str, **contexto: int | str) -> Iterator[Draft]:
    """The empty-body probe of a URL that was saved."""
    yield Draft("sonda", url, b"", tentativas(1), context=contexto)


AVISOS: Mapping[str, tuple[Callable[..., Iterable[Draft]], ...]] = MappingProxyType(
    {
        "url_salva": (_sonda,),
        "produto_avisado": (produto.avisado,),
        "precos_alterados": (precos.mudaram,),
        "estoque_alterado": (estoque.mudou,),
        "situacao_mudou": (situacao_pedido.mudou, rastreio.despachado),
        "rastreio_enviado": (rastreio.enviado,),
        "pedido_incluido": (pedidos.incluido,),
        "pedido_alterado": (pedidos.alterado,),
        "nota_autorizada": (nota_fiscal.autorizada, nota_fiscal.autorizada_na_conta),
        "url_da_conta_salva": (conta.sonda,),
    }
)
"""What each event is told by; each takes the data of the event."""
PREPAROS: Mapping[str, Callable[..., Iterable[Event]]] = MappingProxyType(
    {
        "produto_enviado": produto.preparar_envio,
        "produto_incluido": produto.preparar_mudanca,
        "produto_alterado": produto.preparar_mudanca,
        "precos_alterados": produto.preparar_mudanca,
    }
)
"""What else is told, and noted, of an event."""


class TinyNotifier:
    """Turns what happened into webhooks and reads the answers that mean something."""

    def prepare(self, work: Work, event: Event) -> Iterator[Event]:
        """What a change of a product makes to be told, then the event itself."""
        if event.name in PREPAROS:
            yield from PREPAROS[event.name](work, **event.data)
        yield event

    def expand(self, work: Work, event: Event) -> Iterable[Draft]:
        """The deliveries of an event."""
        return (draft for avisar in AVISOS.get(event.name, ()) for draft in avisar(work, **event.data))

    def headers(self, work: Work, delivery: Delivery, at: datetime) -> Iterable[tuple[str, str]]:
        """None: webhooks of Tiny are not signed."""
        return ()

    def settle(self, work: Work, delivery: Delivery, outcome: Outcome) -> None:
        """Apply the mapping that answers a `produto`, the marker of a `rastreio`, the communication of a probe."""
        contexto = delivery.draft.context
        if "aviso_da_conta" in contexto:
            avisos_da_conta.contar(work, contexto["aviso_da_conta"], aceito=outcome.accepted)
        if delivery.draft.kind == "sonda":
            integracoes.registrar_resposta(work, outcome.status, outcome.error, **contexto, url=delivery.draft.url)
        elif "id_expedicao" in contexto and outcome.accepted:
            marcar(work, contexto["id_expedicao"], contexto["id_ecommerce"])
        elif delivery.draft.kind == "produto" and outcome.accepted:
            envios.aplicar_resposta(work, contexto["ids_mapeamento"], outcome.body)
        elif delivery.draft.kind == "produto" and outcome.final:
            motivo = outcome.error or f"o e-commerce respondeu {outcome.status}"
            envios.recusar(work, contexto["ids_mapeamento"], motivo)
