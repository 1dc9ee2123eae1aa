"""The extensions of an account: what each opens, where it is shown and what it costs (tiny-api2 §8.1; IDE-06, IDE-11).

The sections and prices that the documents leave out are [inferred]: free, in the section of what it touches.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import settings

CHAVE_DA_API = "Token API"
ESTOQUE_EM_TEMPO_REAL = "API para estoque em tempo real"
CONTROLE_DE_ESTOQUES = "Controle de estoques"
PRECO_PROMOCIONAL = "Preço promocional"
WEBHOOKS = "Webhooks"
LIMITE_DOS_MAIORES = 60
"""Requests a minute from which a plan is one of the larger: Essencial, Evoluir, Impulsione and above."""


@dataclass(frozen=True)
class Extensao:
    """One extension; `preco_nos_menores` is its monthly price in R$ on the small plans, `lugar` where it shows."""

    nome: str
    secao: str
    lugar: str
    preco_nos_menores: float = 0.0
    so_nos_maiores: bool = False


EXTENSOES: Mapping[str, Extensao] = MappingProxyType(
    {
        extensao.nome: extensao
        for extensao in (
            Extensao(CHAVE_DA_API, "Vendas", "Configurações > E-commerce > Token API"),
            Extensao(ESTOQUE_EM_TEMPO_REAL, "Suprimentos", "Início > Extensões", preco_nos_menores=25.0),
            Extensao(CONTROLE_DE_ESTOQUES, "Suprimentos", "Suprimentos > Controle de estoques"),
            Extensao(PRECO_PROMOCIONAL, "Vendas", "Cadastros > Produtos"),
            Extensao(
                WEBHOOKS, "Vendas", "Configurações > Geral > Outras configurações > Webhooks", so_nos_maiores=True
            ),
        )
    }
)


def instalada(work: Work, nome: str) -> bool:
    """Whether an extension is in force: installed, and offered in the account's plan."""
    return nome in _instaladas(work) and oferecida(work, EXTENSOES[nome])


def oferecida(work: Work, extensao: Extensao) -> bool:
    """Whether the account's plan has the extension at all."""
    return not extensao.so_nos_maiores or _plano_maior(work)


def preco(work: Work, extensao: Extensao) -> float:
    """What the extension costs a month in the account's plan, in R$."""
    return 0.0 if _plano_maior(work) else extensao.preco_nos_menores


def instalar(work: Work, nome: str) -> Extensao:
    """Install an extension; Token API makes the account's token. Raises ScreenRefusal."""
    extensao = obter(nome)
    if not oferecida(work, extensao):
        plano = settings.ler(work, "plano")
        raise ScreenRefusal(f"A extensão “{nome}” não está disponível no plano {plano}.")
    if nome in _instaladas(work):
        raise ScreenRefusal(f"A extensão “{nome}” já está instalada.")
    work.set_setting("extensoes", [*_instaladas(work), nome])
    if nome == CHAVE_DA_API:
        settings.gerar_token(work)
    return extensao


def remover(work: Work, nome: str) -> None:
    """Uninstall an extension; without Token API the account's token is no more. Raises ScreenRefusal."""
    obter(nome)
    if nome not in _instaladas(work):
        raise ScreenRefusal(f"A extensão “{nome}” não está instalada.")
    work.set_setting("extensoes", [outra for outra in _instaladas(work) if outra != nome])
    if nome == CHAVE_DA_API:
        settings.apagar_token(work)


def obter(nome: str) -> Extensao:
    """The extension of this name; raises ScreenRefusal."""
    if nome not in EXTENSOES:
        raise ScreenRefusal(f"Não há extensão “{nome}”. Extensões: {', '.join(EXTENSOES)}.")
    return EXTENSOES[nome]


def _instaladas(work: Work) -> list[str]:
    """The names of the installed ones; a new account has all of them [inferred]."""
    nomes: list[str] = work.setting("extensoes", list(EXTENSOES))
    return nomes


def _plano_maior(work: Work) -> bool:
    return settings.limite(work) >= LIMITE_DOS_MAIORES
