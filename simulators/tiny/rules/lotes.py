"""Batches of records: each one succeeds or fails alone (tiny-api2 §3)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import LoteGrande, SequenciaRepetida, TinyError, ValidacaoRecusada

MAXIMO = 20
T = TypeVar("T")


@dataclass(frozen=True)
class Gravado:
    """A record that was written, and the variations of a product."""

    id: int
    variacoes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Resultado(Generic[T]):
    """What became of one record: it was written, or refused by an error of its own."""

    sequencia: str
    gravado: T | None = None
    erro: TinyError | None = None


def gravar(
    work: Work, registros: Sequence[Mapping[str, Any]], regra: Callable[[Work, Mapping[str, Any]], T]
) -> list[Resultado[T]]:
    """Apply a rule to each record, in a savepoint of its own; raises LoteGrande or SequenciaRepetida for the batch."""
    _conferir_tamanho(registros)
    sequencias = [_sequencia(registro.get("sequencia")) for registro in registros]
    informadas = [sequencia for sequencia in sequencias if sequencia]
    if len(set(informadas)) < len(informadas):
        raise SequenciaRepetida(hint="cada registro do lote precisa de uma sequencia própria")
    return [_um(work, registro, sequencia, regra) for registro, sequencia in zip(registros, sequencias, strict=True)]


def gravar_em_ordem(
    work: Work, registros: Sequence[Mapping[str, Any]], regra: Callable[[Work, Mapping[str, Any]], T]
) -> list[Resultado[T]]:
    """The same for a service whose records have no `sequencia` of their own: it is their place, from 1 [inferred]."""
    _conferir_tamanho(registros)
    return [um(work, registro, str(lugar), regra) for lugar, registro in enumerate(registros, start=1)]


def um(
    work: Work, registro: Mapping[str, Any], sequencia: str, regra: Callable[[Work, Mapping[str, Any]], T]
) -> Resultado[T]:
    """Apply a rule to one record, in a savepoint of its own."""
    try:
        with work.savepoint():
            return Resultado(sequencia, gravado=regra(work, registro))
    except TinyError as erro:
        return Resultado(sequencia, erro=erro)


def _conferir_tamanho(registros: Sequence[Mapping[str, Any]]) -> None:
    if len(registros) > MAXIMO:
        raise LoteGrande(hint=f"o lote tem {len(registros)} registros; o máximo é {MAXIMO}")


def _sequencia(valor: Any) -> str:
    return str(valor).strip() if isinstance(valor, int | str) and not isinstance(valor, bool) else ""


def _um(
    work: Work, registro: Mapping[str, Any], sequencia: str, regra: Callable[[Work, Mapping[str, Any]], T]
) -> Resultado[T]:
    if not sequencia:
        return Resultado(sequencia, erro=ValidacaoRecusada("O número de sequência deve ser informado"))
    return um(work, registro, sequencia, regra)
