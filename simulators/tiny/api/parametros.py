"""Plain parameters as clients write them: pages, days and moments (tiny-api2 §1.1)."""

import re
from collections.abc import Mapping
from datetime import datetime

from homologa.simulators.kernel.clock import BRASILIA
from homologa.simulators.tiny.errors import NaoLocalizado, ParametroNaoInformado, ValidacaoRecusada
from homologa.simulators.tiny.rules import datas, numeros

PAGINA = re.compile(r"-?\d+", re.ASCII)


def pagina(texto: str) -> int:
    """The page asked for; 1 when it is no number [inferred]."""
    return int(texto[:10]) if PAGINA.fullmatch(texto) else 1


def momento(texto: str) -> datetime | None:
    """The moment of `dd/mm/yyyy hh:mm:ss`, or the beginning of a day `dd/mm/yyyy`; None for anything else."""
    iso = datas.dia_ou_momento(texto)
    return datetime.fromisoformat(iso).replace(tzinfo=BRASILIA) if iso else None


def id_do_produto(dados: Mapping[str, str]) -> int:
    """The parameter `id` of a product; raises ParametroNaoInformado, or NaoLocalizado for what is no number."""
    return id_de(dados, "Produto não localizado")


def id_de(dados: Mapping[str, str], ausente: str, nome: str = "id") -> int:
    """The parameter that names a record by its id; `ausente` is the text for one that cannot be there.

    Raises ParametroNaoInformado, or NaoLocalizado for what is no number.
    """
    texto = dados.get(nome, "")
    if not texto:
        raise ParametroNaoInformado(f"O parâmetro {nome} deve ser informado")
    lido = numeros.inteiro(texto)
    if lido is None:
        raise NaoLocalizado(ausente, hint=f"o {nome} {texto!r} não é um número")
    return lido


def dia(dados: Mapping[str, str], nome: str) -> str:
    """The ISO day of a parameter `dd/mm/yyyy`, "" for none; raises ValidacaoRecusada."""
    lido = datas.dia(dados.get(nome, ""))
    if lido is None:
        raise ValidacaoRecusada(f"A data do parâmetro {nome} é inválida", hint="use dd/mm/aaaa")
    return lido


def instante(dados: Mapping[str, str], nome: str) -> str:
    """The ISO moment of a parameter `dd/mm/yyyy[ hh:mm:ss]`, "" for none; raises ValidacaoRecusada."""
    texto = dados.get(nome, "").strip()
    lido = momento(texto)
    if texto and lido is None:
        raise ValidacaoRecusada(f"A data do parâmetro {nome} é inválida", hint="use dd/mm/aaaa hh:mm:ss")
    return lido.isoformat(timespec="seconds") if lido else ""
