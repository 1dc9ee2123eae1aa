"""The access key of an NF-e: what its 44 digits tell, and the digit that checks them (layout of the NF-e 4.00)."""

import re
from dataclasses import dataclass
from typing import Self

from homologa.simulators.tiny.rules import municipios

CHAVE = re.compile(r"\d{44}", re.ASCII)
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
        """The parts of a key; raises ValueError when it has not 44 digits or the last one is wrong."""
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
    """The check digit of the 43 before it: modulo 11 with weights 2 to 9 from the right, 0 for a rest of 0 or 1."""
    pesos = (2 + lugar % (MAIOR_PESO - 1) for lugar in range(len(corpo)))
    resto = sum(int(algarismo) * peso for algarismo, peso in zip(reversed(corpo), pesos, strict=False)) % 11
    return "0" if resto in (0, 1) else str(11 - resto)


def codigo_da_uf(uf: str) -> str:
    """The code of a state at IBGE, "00" for what is none."""
    return next((municipio.codigo[:2] for municipio in municipios.todos() if municipio.uf == uf.upper()), "00")


def agrupada(chave: str) -> str:
    """A key as it is printed, in groups of four digits."""
    return " ".join(chave[lugar : lugar + 4] for lugar in range(0, len(chave), 4))
