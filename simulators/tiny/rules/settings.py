"""The account's condition and the switches of the fake (tiny-api2 §1, §11)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel import tax_ids
from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import EmManutencao, EmpresaBloqueada, SemAcesso

PLANOS: Mapping[str, int] = MappingProxyType(
    {
        "Começar": 0,
        "Crescer": 30,
        "Evoluir": 60,
        "Potencializar": 120,
        "Avance": 0,
        "Construa": 30,
        "Impulsione": 60,
        "Domine": 120,
        "Protagonize": 120,
        "Iniciante": 30,
        "Básico": 30,
        "Essencial": 60,
        "Grande": 120,
    }
)
"""Requests a minute by plan; 0 is a plan without API. Old and new names [doc*]; the last four are our mapping."""

GRAVADOS, DOCUMENTADOS = "gravados", "documentados"
"""Where the types of searched rows come from: recorded answers, or the samples of the documents (§1.2)."""

PADROES: Mapping[str, Any] = MappingProxyType(
    {
        "plano": "Essencial",
        "bloqueada": False,
        "manutencao": False,
        "duplicate_product_code": "allow",
        "duplicate_ecommerce_number": "error30",
        "orders_without_filter": "error",
        "stock_reservation": True,
        "developer_id_needed": True,
        "php_single": False,
        "undocumented_aliases": False,
        "batch_rate": 0,
        "sefaz": "confere",
        "tipos": GRAVADOS,
    }
)
CHAVES = tuple(nome for nome in PADROES if nome not in {"plano", "bloqueada", "manutencao"})
"""The switches of the fake; the rest is the account's condition."""


def ler(work: Work, nome: str) -> Any:
    """The value of a switch."""
    return work.setting(nome, PADROES[nome])


def limite(work: Work) -> int:
    """Requests a minute that the account's plan allows; 0 when the plan has no API."""
    return PLANOS[ler(work, "plano")]


def tipos_gravados(work: Work) -> bool:
    """Whether the rows of searches have the recorded types."""
    return bool(ler(work, "tipos") == GRAVADOS)


def exigir_acesso(work: Work) -> None:
    """Refuse an account without API, blocked or under maintenance, checked in this order (checklist 8)."""
    if limite(work) == 0:
        raise SemAcesso(hint=f"o plano {ler(work, 'plano')} não tem acesso à API")
    if ler(work, "bloqueada"):
        raise EmpresaBloqueada(hint="a conta está suspensa")
    if ler(work, "manutencao"):
        raise EmManutencao(hint="o Tiny está em manutenção; tente mais tarde")


def trocar_plano(work: Work, plano: str) -> None:
    """Change the plan; raises ScreenRefusal for one that does not exist."""
    if plano not in PLANOS:
        raise ScreenRefusal(f"Não há plano “{plano}”. Planos: {', '.join(PLANOS)}.")
    work.set_setting("plano", plano)


def chaves(work: Work) -> dict[str, Any]:
    """Every switch of the fake and how it stands."""
    return {nome: ler(work, nome) for nome in CHAVES}


def conta(work: Work) -> dict[str, str]:
    """The account's registration: the fields of `info`."""
    registro: dict[str, str] = work.setting("conta", {})
    return registro


def cnpj(work: Work) -> str:
    """The account's CNPJ or CPF, without its mask."""
    return tax_ids.bare(conta(work)["cnpj_cpf"])


def limite_de_simultaneos(work: Work) -> int:
    """Requests at once that the account may make: a quarter of the limit, rounded down (§1, §11)."""
    return limite(work) // 4


def mudar(work: Work, nome: str, valor: Any) -> None:
    """Turn a switch of the fake; raises ScreenRefusal for one that does not exist."""
    if nome not in PADROES:
        raise ScreenRefusal(f"Não há chave “{nome}”. Chaves: {', '.join(PADROES)}.")
    work.set_setting(nome, valor)


def token(work: Work) -> str:
    """The account's API token; "" without the extension Token API."""
    valor: str = work.setting("token", "")
    return valor


def abrir(work: Work) -> None:
    """Begin with the token with which the account is born."""
    work.set_setting("token", work.birth_credential("token"))


def gerar_token(work: Work) -> str:
    """Mint a new token of 40 hexadecimal digits; the one before is refused from now on."""
    apagar_token(work)
    novo = work.secret("token")
    work.mint("token", novo, revogado=False)
    work.set_setting("token", novo)
    return novo


def apagar_token(work: Work) -> None:
    """Make the account's token one that nobody has."""
    antigo = token(work)
    if antigo:
        work.mint("token", antigo, revogado=True)
        work.set_setting("token", "")


def developer_id(work: Work) -> str:
    """The partner's Developer-Id constant of this world."""
    return work.birth_credential("developer_id")
