"""Integrations with e-commerce platforms, their situation and notification URLs (tiny-api2 §8, §10)."""

from typing import Any
from urllib.parse import urlsplit

from simulators.kernel.errors import ScreenRefusal
from simulators.kernel.store import Collection
from simulators.kernel.work import Work

INTEGRACAO = Collection("integracao", {"plataforma": str, "situacao": str})
PLATAFORMAS = ("Ideris", "Novaoito e-commerce", "Tray", "Uplaces", "API do ERP")
ATIVA = "Ativa"
INATIVA = "Inativa"
NAO_CONFIGURADA = "Não configurada"
NAO_INSTALADA = "Não instalada"
URLS = ("estoque", "produto", "precos", "situacao_pedido", "rastreio", "nota_fiscal")
"""The notification URL fields of the screen, by the `tipo` of the webhook that goes there."""
PRIMEIRO_ID = 21407


def incluir(work: Work, plataforma: str, nome: str) -> dict[str, Any]:
    """Add an integration, not configured yet; its id is the Identificador do integrador."""
    if plataforma not in PLATAFORMAS:
        raise ScreenRefusal(f"Não há plataforma “{plataforma}”. Plataformas: {', '.join(PLATAFORMAS)}.")
    integracao = {
        "id": work.next_id("integracao", PRIMEIRO_ID),
        "plataforma": plataforma,
        "nome": nome,
        "situacao": NAO_CONFIGURADA,
        "comunicou": False,
        "urls": dict.fromkeys(URLS, ""),
    }
    work.documents(INTEGRACAO).add(integracao)
    return integracao


def obter(work: Work, id_ecommerce: int) -> dict[str, Any]:
    """The integration of this identifier; raises ScreenRefusal."""
    integracao = work.documents(INTEGRACAO).get(id_ecommerce)
    if integracao is None:
        raise ScreenRefusal(f"Não há integração com o identificador {id_ecommerce}.")
    return integracao


def existe(work: Work, id_ecommerce: int) -> bool:
    """Whether there is an integration of this identifier."""
    return work.documents(INTEGRACAO).get(id_ecommerce) is not None


def salvar(work: Work, id_ecommerce: int, urls: dict[str, str]) -> dict[str, Any]:
    """Save the configuration; each URL that is new or changed gets the empty-body probe (§6.1)."""
    integracao = obter(work, id_ecommerce)
    for tipo, url in urls.items():
        if url and not _e_url(url):
            raise ScreenRefusal(f"A URL de {tipo} não é válida: {url}")
        if url and url != integracao["urls"][tipo]:
            work.emit("url_salva", id_ecommerce=id_ecommerce, tipo=tipo, url=url)
    integracao["urls"] |= urls
    if integracao["situacao"] == NAO_CONFIGURADA:
        integracao["situacao"] = ATIVA if integracao["comunicou"] else NAO_INSTALADA
    work.documents(INTEGRACAO).put(integracao)
    return integracao


def registrar_comunicacao(work: Work, id_ecommerce: int) -> None:
    """The platform has answered, or has called with this identifier: a configured integration becomes Ativa."""
    integracao = work.documents(INTEGRACAO).get(id_ecommerce)
    if integracao is None or integracao["comunicou"]:
        return
    integracao["comunicou"] = True
    if integracao["situacao"] == NAO_INSTALADA:
        integracao["situacao"] = ATIVA
    work.documents(INTEGRACAO).put(integracao)


def inativar(work: Work, id_ecommerce: int) -> dict[str, Any]:
    """Switch an integration off."""
    return _mudar(work, id_ecommerce, de=ATIVA, para=INATIVA)


def reativar(work: Work, id_ecommerce: int) -> dict[str, Any]:
    """Switch an integration on again."""
    return _mudar(work, id_ecommerce, de=INATIVA, para=ATIVA)


def ativa(work: Work, plataforma: str) -> dict[str, Any]:
    """The Ativa integration with a platform, as the list of platforms offers it; raises ScreenRefusal."""
    integracoes = work.documents(INTEGRACAO).find("plataforma = ?", (plataforma,))
    for integracao in integracoes:
        if integracao["situacao"] == ATIVA:
            return integracao
    situacoes = ", ".join(integracao["situacao"] for integracao in integracoes) or "nenhuma incluída"
    raise ScreenRefusal(
        f"A plataforma “{plataforma}” não é oferecida: só integrações Ativas são (situação: {situacoes})."
    )


def oferecidas(work: Work) -> list[dict[str, Any]]:
    """The integrations offered for sends and imports: only the Ativa ones (§8.5)."""
    return work.documents(INTEGRACAO).find("situacao = ?", (ATIVA,))


def _e_url(texto: str) -> bool:
    try:
        partes = urlsplit(texto)
    except ValueError:
        return False
    return partes.scheme in ("http", "https") and bool(partes.hostname)


def _mudar(work: Work, id_ecommerce: int, *, de: str, para: str) -> dict[str, Any]:
    integracao = obter(work, id_ecommerce)
    if integracao["situacao"] != de:
        raise ScreenRefusal(f"A integração está {integracao['situacao']}; só uma {de} pode ficar {para}.")
    integracao["situacao"] = para
    work.documents(INTEGRACAO).put(integracao)
    return integracao
