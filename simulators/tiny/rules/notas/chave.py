"""The access key of an NF-e: what its 44 characters tell, and the digit that checks them (layout of the NF-e 4.00).

They are digits, but for the CNPJ of the issuer, which may have letters (tiny-api2 §1.2).
"""

import re
from dataclasses import dataclass
from typing import Self

from homologa.simulators.kernel import tax_ids
from homologa.simulators.tiny.rules import municipios

CHAVE = re.compile("[0-9]{6}[0-9A-Z]{12}[0-9]{26}")
NORMAL = 1
"""The form of issuing (tpEmis) that is no contingency."""
MAIOR_PESO = 9


@dataclass(frozen=True)
class Chave:
    """What a key tells: `uf` is the code of the state, `ano_mes` AAMM, `codigo` the number that nobody can guess."""

    uf: str
    ano_mes: str
    documento: str
    modelo: str
    serie: int
    numero: int
    codigo: int
    forma: int = NORMAL

    def __str__(self) -> str:
        corpo = (
            f"{self.uf}{self.ano_mes}{self.documento:0>14}{self.modelo}{self.serie:03}{self.numero:09}"
            f"{self.forma}{self.codigo:08}"
        )
        return f"{corpo}{digito(corpo)}"

    @classmethod
    def ler(cls, chave: str) -> Self:
        """The parts of a key; raises ValueError when it is none or its last digit is wrong."""
        if not CHAVE.fullmatch(chave) or chave[-1] != digito(chave[:-1]):
            raise ValueError("A chave de acesso é inválida")
        return cls(
            chave[:2],
            chave[2:6],
            chave[6:20],
            chave[20:22],
            int(chave[22:25]),
            int(chave[25:34]),
            int(chave[35:43]),
            int(chave[34]),
        )


def digito(corpo: str) -> str:
    """The check digit of the 43 characters before it: modulo 11 with weights 2 to 9, as for a CNPJ."""
    return tax_ids.check_digit(corpo, MAIOR_PESO)


def codigo_da_uf(uf: str) -> str:
    """The code of a state at IBGE, "00" for what is none."""
    return next((municipio.codigo[:2] for municipio in municipios.todos() if municipio.uf == uf.upper()), "00")


def agrupada(chave: str) -> str:
    """A key as it is printed, in groups of four digits."""
    return " ".join(chave[lugar : lugar + 4] for lugar in range(0, len(chave), 4))
