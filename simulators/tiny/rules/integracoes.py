"""Integrations with e-commerce platforms, their situation and notification URLs (tiny-api2 §8, §10)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work

INTEGRACAO = Collection("integracao", {"plataforma": str, "situacao": str})
API_DO_ERP = "API do ERP"
PLATAFORMAS = ("Ideris", "Novaoito e-commerce", "Tray", "Uplaces", API_DO_ERP)
ATIVA = "Ativa"
INATIVA = "Inativa"
NAO_CONECTADA = "Não conectada"
NAO_CONFIGURADA = "Não configurada"
NAO_INSTALADA = "Não instalada"
URLS = ("estoque", "produto", "precos", "situacao_pedido", "rastreio", "nota_fiscal", "cotacao_frete")
"""The URL fields of the tab Notificações, by the `tipo` of what goes there; the freight quote is on some screens."""
TIPOS_DE_ESTOQUE: Mapping[str, str] = MappingProxyType({"físico": "F", "disponível": "D"})
"""The stock rule by its name on the screen: which balance is sent, as `tipoEstoque` tells it."""
OPCOES: Mapping[str, Any] = MappingProxyType(
    {"tipo_estoque": "F", "importacao_automatica": False, "email_enviado": False, "email_entregue": False}
)
"""What the tab Configurações holds; the e-mails are sent by Tiny itself and reach no platform (§8.4)."""
PARCEIRO = "https://api.tiny.com.br/webhook/api/v1/parceiro/"
PRIMEIRO_ID = 21407


def incluir(work: Work, plataforma: str, nome: str, *, tela_nova: bool = False) -> dict[str, Any]:
    """Add an integration, with a token of its own; its id is the Identificador do integrador.

    The newer screen shows one situation, Não conectada, until it is Ativa; the older one tells Não configurada from
    Não instalada (§8.5). Raises ScreenRefusal for an unknown platform.
    """
    if plataforma not in PLATAFORMAS:
        raise ScreenRefusal(f"Não há plataforma “{plataforma}”. Plataformas: {', '.join(PLATAFORMAS)}.")
    integracao = {
        "id": work.next_id("integracao", PRIMEIRO_ID),
        "plataforma": plataforma,
        "nome": nome,
        "situacao": NAO_CONECTADA if tela_nova else NAO_CONFIGURADA,
        "tela_nova": tela_nova,
        "configurada": False,
        "comunicou": False,
        "ligada": True,
        "token": "",
        "urls": dict.fromkeys(URLS, ""),
        "respostas": dict.fromkeys(URLS, ""),
        **OPCOES,
    }
    work.documents(INTEGRACAO).add(integracao)
    gerar_token(work, integracao["id"])
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


def gerar_token(work: Work, id_ecommerce: int) -> None:
    """Mint the integration's own token; the one before is refused from now on."""
    integracao = obter(work, id_ecommerce)
    _revogar_token(work, integracao)
    integracao["token"] = work.secret("token_da_integracao")
    work.mint("token", integracao["token"], revogado=False, id_ecommerce=id_ecommerce)
    work.documents(INTEGRACAO).put(integracao)


def endpoint_de_parceiro(integracao: Mapping[str, Any]) -> str:
    """The Endpoint de parceiro that the credentials of an API integration show; "" for a platform by name."""
    return f"{PARCEIRO}{integracao['id']}" if integracao["plataforma"] == API_DO_ERP else ""


def salvar(work: Work, id_ecommerce: int, urls: Mapping[str, str]) -> dict[str, Any]:
    """Save the configuration; each URL that is new or changed gets the empty-body probe (§6.1)."""
    integracao = obter(work, id_ecommerce)
    for tipo, url in urls.items():
        if url and not e_url(url):
            raise ScreenRefusal(f"A URL de {tipo} não é válida: {url}")
        if url and url != integracao["urls"][tipo]:
            work.emit("url_salva", id_ecommerce=id_ecommerce, tipo=tipo, url=url)
        if url != integracao["urls"][tipo]:
            integracao["respostas"][tipo] = ""
    integracao["urls"] |= urls
    integracao["configurada"] = True
    return _guardar(work, integracao)


def configurar(work: Work, id_ecommerce: int, opcoes: Mapping[str, Any]) -> dict[str, Any]:
    """Save the tab Configurações: some of OPCOES."""
    return _guardar(work, {**obter(work, id_ecommerce), **opcoes, "configurada": True})


def renomear(work: Work, id_ecommerce: int, nome: str) -> dict[str, Any]:
    """Change the name of an integration on the tab Integração."""
    return _guardar(work, {**obter(work, id_ecommerce), "nome": nome})


def tipo_de_estoque(regra: str) -> str:
    """The `tipoEstoque` of a stock rule by its name; raises ScreenRefusal."""
    if regra.lower() not in TIPOS_DE_ESTOQUE:
        raise ScreenRefusal(f"Não há regra de estoque “{regra}”. Regras: {', '.join(TIPOS_DE_ESTOQUE)}.")
    return TIPOS_DE_ESTOQUE[regra.lower()]


def registrar_comunicacao(work: Work, id_ecommerce: int) -> None:
    """The platform has called with this identifier: a configured integration becomes Ativa."""
    integracao = work.documents(INTEGRACAO).get(id_ecommerce)
    if integracao is not None and not integracao["comunicou"]:
        _guardar(work, {**integracao, "comunicou": True})


def registrar_resposta(work: Work, status: int | None, motivo: str, *, id_ecommerce: int, tipo: str, url: str) -> None:
    """What became of the probe of a URL: any status makes the integration Ativa, and is shown (§6.1, fact 61)."""
    integracao = work.documents(INTEGRACAO).get(id_ecommerce)
    if integracao is None:
        return
    if integracao["urls"][tipo] == url:
        integracao["respostas"][tipo] = f"ninguém respondeu: {motivo}" if status is None else f"HTTP {status}"
    _guardar(work, {**integracao, "comunicou": integracao["comunicou"] or status is not None})


def inativar(work: Work, id_ecommerce: int) -> dict[str, Any]:
    """Switch an integration off."""
    return _mudar(work, id_ecommerce, de=ATIVA, para=INATIVA)


def reativar(work: Work, id_ecommerce: int) -> dict[str, Any]:
    """Switch an integration on again."""
    return _mudar(work, id_ecommerce, de=INATIVA, para=ATIVA)


def remover(work: Work, id_ecommerce: int) -> None:
    """Remove an integration with its token; what waits to be told to it is given up [inferred]."""
    _revogar_token(work, obter(work, id_ecommerce))
    work.cancel_deliveries("id_ecommerce", id_ecommerce)
    work.documents(INTEGRACAO).remove(id_ecommerce)


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


def e_url(texto: str) -> bool:
    """Whether this is the URL of an HTTP receiver."""
    try:
        partes = urlsplit(texto)
    except ValueError:
        return False
    return partes.scheme in ("http", "https") and bool(partes.hostname)


def _mudar(work: Work, id_ecommerce: int, *, de: str, para: str) -> dict[str, Any]:
    integracao = obter(work, id_ecommerce)
    if integracao["situacao"] != de:
        raise ScreenRefusal(f"A integração está {integracao['situacao']}; só uma {de} pode ficar {para}.")
    return _guardar(work, {**integracao, "ligada": para == ATIVA})


def _guardar(work: Work, integracao: dict[str, Any]) -> dict[str, Any]:
    integracao["situacao"] = _situacao(integracao)
    work.documents(INTEGRACAO).put(integracao)
    return integracao


def _situacao(integracao: Mapping[str, Any]) -> str:
    """The situation that follows from what was done (§8.5, §10; the transitions are [inferred])."""
    if integracao["configurada"] and integracao["comunicou"]:
        return ATIVA if integracao["ligada"] else INATIVA
    if integracao["tela_nova"]:
        return NAO_CONECTADA
    return NAO_INSTALADA if integracao["configurada"] else NAO_CONFIGURADA


def _revogar_token(work: Work, integracao: Mapping[str, Any]) -> None:
    if integracao["token"]:
        work.mint("token", integracao["token"], revogado=True)
