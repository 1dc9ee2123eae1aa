"""Batches on the wire: the wrapper of their records and the answer (tiny-api2 §3, §5.2)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.errors import DocumentoMalFormado
from homologa.simulators.tiny.rules.lotes import Gravado, Resultado
from homologa.simulators.tiny.wire import Retorno

T = TypeVar("T")


def registros(documento: Mapping[str, Any], varios: str, um: str) -> list[dict[str, Any]]:
    """The records of `{"produtos":[{"produto":{…}}]}` or of the single form `{"produto":{…}}`.

    One record may stand without its list. Raises DocumentoMalFormado for another wrapper.
    """
    lista = documento.get(varios, [documento])
    lista = lista if isinstance(lista, list) else [lista]
    if not lista or not all(isinstance(item, dict) and isinstance(item.get(um), dict) for item in lista):
        raise DocumentoMalFormado(hint=f'o parâmetro {um} deve ser {{"{varios}":[{{"{um}":{{…}}}}]}}')
    return [item[um] for item in lista]


def linhas(retorno: Retorno) -> list[Any]:
    """The results of a batch within its answer."""
    if not isinstance(retorno.conteudo, Mapping):
        raise TypeError("not the answer of a batch")
    achadas: list[Any] = retorno.conteudo["registros"]
    return achadas


def retorno(call: Call, resultados: Sequence[Resultado[Gravado]]) -> Retorno:
    """The answer of a batch: 3 when all were written, 2 when none was, 4 when some were; "Erro" then [inferred]."""
    return retorno_com(call, resultados, _gravado, "Erro")


def retorno_com(
    call: Call, resultados: Sequence[Resultado[T]], gravado: Callable[[T], Mapping[str, Any]], parcial: str
) -> Retorno:
    """The same, with what `gravado` tells of a good record and the status of a batch that is partly good."""
    linhas = [{"registro": registro(call, resultado, gravado)} for resultado in resultados]
    bons = sum(resultado.erro is None for resultado in resultados)
    if bons == len(resultados):
        return Retorno({"registros": linhas})
    return Retorno({"registros": linhas}, 4, parcial) if bons else Retorno({"registros": linhas}, 2, "Erro")


def retorno_de_um(call: Call, resultado: Resultado[T], gravado: Callable[[T], Mapping[str, Any]]) -> Retorno:
    """The answer of a service that writes one record: `registros` is an object when done, a list when refused."""
    linha = {"registro": registro(call, resultado, gravado)}
    if resultado.erro is not None:
        return Retorno({"registros": [linha]}, resultado.erro.processamento, "Erro")
    return Retorno({"registros": linha})


def registro(call: Call, resultado: Resultado[T], gravado: Callable[[T], Mapping[str, Any]]) -> dict[str, Any]:
    """What the answer says of one record; its codigo_erro is text, and its hint goes to the journal."""
    linha: dict[str, Any] = {"sequencia": resultado.sequencia}
    if resultado.erro is not None:
        if resultado.erro.hint:
            call.findings.append(f"registro {resultado.sequencia}: {resultado.erro.hint}")
        return {**linha, "status": "Erro", "codigo_erro": str(resultado.erro.codigo), "erros": resultado.erro.erros}
    return {**linha, "status": "OK", **({} if resultado.gravado is None else gravado(resultado.gravado))}


def _gravado(escrito: Gravado) -> dict[str, Any]:
    linha: dict[str, Any] = {"id": str(escrito.id)}
    if escrito.variacoes:
        linha["variacoes"] = [{"variacao": {"id": str(id_)}} for id_ in escrito.variacoes]
    return linha
