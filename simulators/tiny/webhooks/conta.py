"""What the account's own webhooks share: envelope without idEcommerce, attempts, and their URLs (tiny-api2 §6.3)."""

from collections.abc import Iterator, Mapping
from typing import Any

from homologa.simulators.kernel.events import Draft
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.php import json_encode
from homologa.simulators.tiny.rules import avisos_da_conta, settings
from homologa.simulators.tiny.webhooks.envelope import tentativas

VERSAO = "1.0.0"
DEZ = tentativas(10)


def aviso(work: Work, qual: str, tipo: str, dados: Mapping[str, Any], assunto: str) -> Iterator[Draft]:
    """A webhook of the account to the URL of this kind of notices (avisos_da_conta.AVISOS); none without a URL."""
    url = avisos_da_conta.url(work, qual)
    if url:
        corpo = {"versao": VERSAO, "cnpj": settings.cnpj(work), "tipo": tipo, "dados": dados}
        contexto = {"aviso_da_conta": qual}
        yield Draft(tipo, url, json_encode(corpo).encode(), DEZ, context=contexto, subject=assunto)


def sonda(_: Work, aviso: str, url: str) -> Iterator[Draft]:
    """The empty-body ping of a URL that was saved; it counts for nothing [inferred]."""
    yield Draft("sonda_da_conta", url, b"", tentativas(1), context={"sonda_da_conta": aviso})
