"""What the integration webhooks share: envelope, attempts, and which integrations hear of a product (§6.1)."""

from collections.abc import Iterator, Mapping
from typing import Any

from homologa.simulators.kernel.events import Draft, RetryPolicy
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.php import json_encode
from homologa.simulators.tiny.rules import integracoes, mapeamentos, settings
from homologa.simulators.tiny.rules.numeros import texto_decimal
from homologa.simulators.tiny.rules.produtos import modelo as produtos

VERSAO = "1.0.1"
PASSO = 300.0
"""Seconds by which the delay between attempts grows."""


def tentativas(quantas: int) -> RetryPolicy:
    """So many attempts in all, each delay 5 minutes longer than the one before [doc*].

    The first delivery counts as one [inferred].
    """
    return RetryPolicy(delays=tuple(PASSO * vez for vez in range(1, quantas)))


def aviso(
    work: Work,
    integracao: Mapping[str, Any],
    tipo: str,
    dados: Mapping[str, Any],
    politica: RetryPolicy,
    assunto: str,
    **contexto: Any,
) -> Draft:
    """A webhook of an integration, in its envelope; nothing signs it. `assunto` is what it is about: the SKU."""
    corpo = {
        "versao": VERSAO,
        "cnpj": settings.cnpj(work),
        "idEcommerce": integracao["id"],
        "tipo": tipo,
        "dados": dados,
    }
    url = integracao["urls"][tipo]
    contexto["id_ecommerce"] = integracao["id"]
    return Draft(tipo, url, json_encode(corpo).encode(), politica, context=contexto, subject=assunto)


def ouve(work: Work, id_ecommerce: int, tipo: str) -> dict[str, Any] | None:
    """The integration, when it is Ativa and has a URL for this `tipo`."""
    integracao = work.documents(integracoes.INTEGRACAO).get(id_ecommerce)
    if integracao is None or integracao["situacao"] != integracoes.ATIVA or not integracao["urls"][tipo]:
        return None
    return integracao


def ouvintes(work: Work, id_produto: int, tipo: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The mappings in force of a product, each with its integration, of those that hear of this `tipo`."""
    for mapeamento in mapeamentos.do_produto(work, id_produto):
        integracao = ouve(work, mapeamento["id_ecommerce"], tipo)
        if integracao is not None:
            yield mapeamento, integracao


def sku_do_pai(work: Work, id_produto: int, id_ecommerce: int) -> str:
    """The `skuMapeamentoPai`: that of the parent of a variation, "" for any other product."""
    id_pai = produtos.obter(work, id_produto)["id_pai"]
    pai = mapeamentos.em_vigor(work, id_ecommerce, id_pai) if id_pai else None
    return pai["sku"] if pai else ""


def texto(valor: Any) -> str:
    """A scalar as it travels in `dados`: text, numbers with a point and without trailing zeros."""
    return texto_decimal(valor) if isinstance(valor, float) else str(valor)
