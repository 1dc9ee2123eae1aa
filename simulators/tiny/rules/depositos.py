"""Deposits, known by their names: API v2 has no service that lists them (tiny-api2 §5.2)."""

from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import settings

DEPOSITO = Collection("deposito")
GERAL = "Geral"
PRIMEIRO_ID = 730001


def incluir(work: Work, nome: str, *, empresa: str = "", desconsiderar: bool = False) -> dict[str, Any]:
    """Create a deposit; the first one is the default, and the company is the account's unless another is named.

    Raises ScreenRefusal for a name that is empty or taken, in whatever case.
    """
    nome = nome.strip()
    if not nome:
        raise ScreenRefusal("O nome do depósito deve ser informado.")
    if por_nome(work, nome) is not None:
        raise ScreenRefusal(f"Já há um depósito “{nome}”.")
    deposito = {
        "id": work.next_id("deposito", PRIMEIRO_ID),
        "nome": nome,
        "empresa": empresa or settings.conta(work).get("fantasia", ""),
        "desconsiderar": desconsiderar,
    }
    work.documents(DEPOSITO).add(deposito)
    return deposito


def todos(work: Work) -> list[dict[str, Any]]:
    """Every deposit, the default one first."""
    return work.documents(DEPOSITO).find()


def padrao(work: Work) -> dict[str, Any]:
    """The deposit that takes what names none: the oldest [inferred]."""
    return work.documents(DEPOSITO).find(limit=1)[0]


def por_nome(work: Work, nome: str) -> dict[str, Any] | None:
    """The deposit of this name, or None; case and outer blanks do not matter [inferred]."""
    procurado = nome.strip().casefold()
    return next((deposito for deposito in todos(work) if deposito["nome"].casefold() == procurado), None)


def obter(work: Work, nome: str) -> dict[str, Any]:
    """The deposit of this name, the default one when it is empty; raises ScreenRefusal."""
    if not nome:
        return padrao(work)
    deposito = por_nome(work, nome)
    if deposito is None:
        nomes = ", ".join(outro["nome"] for outro in todos(work))
        raise ScreenRefusal(f"Não há depósito “{nome}”. Depósitos: {nomes}.")
    return deposito
