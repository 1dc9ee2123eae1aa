"""A believable Brazilian company with an account on Tiny, and the seed packs that fill it."""

import base64
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
    """The account: registration, token, the partner's Developer-Id and the default deposit; no product yet."""
    work.set_setting("conta", pessoas.conta(work))
    settings.gerar_token(work)
    opaco = bytes.fromhex(work.secret("developer_id"))
    work.set_setting("developer_id", base64.b64encode(opaco).decode())
    depositos.incluir(work, depositos.GERAL)
    formas_envio.semear(work)


def demonstracao(work: Work) -> None:
    """Uma empresa em funcionamento: 40 produtos, com e sem variações, e um kit, em árvore de categorias, com marca,
    NCM, EAN, peso e promoções; dois depósitos, listas de preços, tags e uma integração com a Novaoito; vendedores,
    clientes e transportadora; pedidos em todas as situações, notas fiscais e expedições.
    """
    ids = catalogo.semear(work, DEMONSTRACAO)
    integracao = integracoes.incluir(work, "Novaoito e-commerce", "Loja Novaoito")
    integracoes.salvar(work, integracao["id"], {})
    vendas.semear(work, pessoas.semear(work), catalogo.a_venda(work, ids), integracao)


def volume(work: Work) -> None:
    """Mil produtos, para medir e para percorrer páginas."""
    for artigo in catalogue.articles(work.source, VOLUME):
        gravacao.incluir(work, catalogo.registro(artigo))


PACKS: Mapping[str, Callable[[Work], None]] = MappingProxyType({"demonstracao": demonstracao, "volume-1000": volume})
