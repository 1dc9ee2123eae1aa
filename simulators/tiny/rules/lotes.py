"""Batches of records: each one succeeds or fails alone (tiny-api2 §3)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulators.kernel.work import Work
from simulators.tiny.errors import LoteGrande, SequenciaRepetida, TinyError, ValidacaoRecusada
from simulators.tiny.rules.produtos import Gravado

MAXIMO = 20


@dataclass(frozen=True)
class Resultado:
    """What became of one record: it was written, or refused by an error of its own."""

    sequencia: str
    gravado: Gravado | None = None
    erro: TinyError | None = None


def gravar(
    work: Work, registros: Sequence[Mapping[str, Any]], regra: Callable[[Work, Mapping[str, Any]], Gravado]
) -> list[Resultado]:
    """Apply a rule to each record, in a savepoint of its own; raises LoteGrande or SequenciaRepetida for the batch."""
    if len(registros) > MAXIMO:
        raise LoteGrande(hint=f"o lote tem {len(registros)} registros; o máximo é {MAXIMO}")
    sequencias = [_sequencia(registro.get("sequencia")) for registro in registros]
    informadas = [sequencia for sequencia in sequencias if sequencia]
    if len(set(informadas)) < len(informadas):
        raise SequenciaRepetida(hint="cada registro do lote precisa de uma sequencia própria")
    return [_um(work, registro, sequencia, regra) for registro, sequencia in zip(registros, sequencias, strict=True)]


def _sequencia(valor: Any) -> str:
    return str(valor).strip() if isinstance(valor, int | str) and not isinstance(valor, bool) else ""


def _um(
    work: Work,
    registro: Mapping[str, Any],
    sequencia: str,
    regra: Callable[[Work, Mapping[str, Any]], Gravado],
) -> Resultado:
    try:
        if not sequencia:
            raise ValidacaoRecusada("O número de sequência deve ser informado")
        with work.savepoint():
            return Resultado(sequencia, gravado=regra(work, registro))
    except TinyError as erro:
        return Resultado(sequencia, erro=erro)
