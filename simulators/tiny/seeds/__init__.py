"""A believable Brazilian company with an account on Tiny, and the seed packs that fill it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from homologa.simulators.kernel import catalogue
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import depositos, formas_envio, integracoes, settings
from homologa.simulators.tiny.rules.produtos import gravacao
from homologa.simulators.tiny.seeds import catalogo, pessoas, vendas

DEMONSTRACAO, VOLUME = 40, 1000
"""Articles of each pack."""


def seed(work: Work) -> None:
    """The account: registration, the token with which it is born and the default deposit; no product yet."""
    work.set_setting("conta", pessoas.conta(work))
    settings.abrir(work)
    depositos.incluir(work, depositos.GERAL)
    formas_envio.semear(work)


def demonstracao(work: Work) -> None:
    """A company at work: products, people, and orders in every situation, as far as they have come."""
    ids = catalogo.semear(work, DEMONSTRACAO)
    integracao = integracoes.incluir(work, "Novaoito e-commerce", "Loja Novaoito")
    integracoes.salvar(work, integracao["id"], {})
    vendas.semear(work, pessoas.semear(work), catalogo.a_venda(work, ids), integracao)


def volume(work: Work) -> None:
    """A thousand products."""
    for artigo in catalogue.articles(work.source, VOLUME):
        gravacao.incluir(work, catalogo.registro(artigo))


PACKS: Mapping[str, Callable[[Work], None]] = MappingProxyType({"demonstracao": demonstracao, "volume-1000": volume})
