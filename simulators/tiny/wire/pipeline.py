"""Credentials, order of checks, decoding and envelope of API v2."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from simulators.kernel.errors import PlatformError
from simulators.kernel.limits import PerMinute
from simulators.kernel.operations import Call, Decoded, HttpAnswer, Operation, Request
from simulators.kernel.platform import Finder
from simulators.kernel.work import Work
from simulators.kernel.world import World
from simulators.tiny.errors import (
    AcessosExcedidos,
    DocumentoMalFormado,
    ParametroNaoInformado,
    TinyError,
    TokenInvalido,
    TokenNaoInformado,
)
from simulators.tiny.wire import documentos, xml

FORMULARIO = "application/x-www-form-urlencoded"
Gate = Callable[[Work], None]
"""Refuses an account that may not use the API at all."""


@dataclass(frozen=True)
class Retorno:
    """What goes inside `retorno`, beside the status."""

    conteudo: Mapping[str, Any]
    processamento: int = 3
    status: str = "OK"


class TinyWire:
    """The pipeline of Tiny: token, plan, company, maintenance, rate, then the service (§10).

    `limit` tells the requests a minute that an account may make.
    """

    def __init__(self, gate: Gate, limit: Callable[[Work], int]) -> None:
        self._gate = gate
        self._limit = limit

    def locate(self, request: Request, find: Finder) -> tuple[World, Mapping[str, Any]] | None:
        """The world of the account that the parameter `token` opens."""
        return find("token", parametros(request).get("token", ""))

    def admit(self, call: Call) -> None:
        """Raise the first of the documented refusals that applies."""
        call.subject = "token da conta"
        if call.credential["revogado"]:
            raise TokenInvalido(hint="este token foi trocado por outro na tela do Tiny")
        self._gate(call.work)
        _contar(call, self._limit(call.work))

    def decode(self, call: Call) -> Decoded:
        """Parameters merged from query, form and body, and the document of the complex one."""
        dados = parametros(call.request)
        nome = call.operation.traits.get("documento", "")
        lidos = {nome: _documento(nome, dados)} if nome else {}
        return Decoded(dados, dados, lidos)

    def render(self, call: Call, answer: Retorno) -> HttpAnswer:
        """The envelope of a request that was processed."""
        estado = _processamento(call.operation, answer.processamento)
        corpo = {"status_processamento": estado, "status": answer.status, **answer.conteudo}
        return _resposta(call.request, corpo, self._limit(call.work))

    def refuse(self, call: Call, error: PlatformError) -> HttpAnswer:
        """The envelope of a refusal, HTTP 200."""
        return _resposta(call.request, _recusa(call.operation, error), self._limit(call.work))

    def stranger(self, operation: Operation, request: Request) -> tuple[HttpAnswer, str]:
        """Code 1 without a token, 2 with one that nobody has."""
        informado = bool(parametros(request).get("token"))
        erro: TinyError = TokenInvalido() if informado else TokenNaoInformado()
        dica = "nenhuma conta tem este token" if informado else "falta o parâmetro token"
        return _resposta(request, _recusa(operation, erro), None), dica

    def too_large(self, request: Request) -> HttpAnswer:
        """HTTP 413 in plain text, before any service is reached."""
        return HttpAnswer(413, b"Request Entity Too Large\n", "text/plain")

    def unknown(self, request: Request, allowed: tuple[str, ...]) -> HttpAnswer:
        """HTTP 404 in plain text for a service that does not exist."""
        if allowed:
            return HttpAnswer(405, b"Method Not Allowed\n", "text/plain", (("Allow", ", ".join(sorted(allowed))),))
        return HttpAnswer(404, b"File not found.\n", "text/plain; charset=UTF-8")


def parametros(request: Request) -> dict[str, str]:
    """Query and form merged, the form and the last of a repeated name winning; no Content-Type is a form too."""
    pares = [*request.query, *(request.form or _formulario(request))]
    return {nome: valor.replace("\0", "") for nome, valor in pares}


def _formulario(request: Request) -> list[tuple[str, str]]:
    """The fields of a form that nobody has decoded yet, because its type is missing or it is not UTF-8."""
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() not in ("", FORMULARIO):
        return []
    return parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)


def _contar(call: Call, limite: int) -> None:
    espera = call.world.limits.spend("tiny", PerMinute(limite), call.work.now)
    if not espera:
        return
    texto = f"acima do limite de {limite} acessos por minuto; há vaga em {espera:.0f} s"
    if call.world.limits.mode == "enforce":
        raise AcessosExcedidos(hint=texto)
    call.findings.append(texto)


def _documento(nome: str, dados: Mapping[str, str]) -> Any:
    texto = dados.get(nome, "").strip()
    if not texto:
        raise ParametroNaoInformado(f"O parâmetro {nome} deve ser informado")
    try:
        return documentos.ler(texto)
    except ValueError as erro:
        raise DocumentoMalFormado(hint=f"o parâmetro {nome} não é JSON nem XML válido: {erro}") from None


def _processamento(operation: Operation, estado: int) -> int | str:
    return str(estado) if operation.traits.get("estado_em_texto") else estado


def _recusa(operation: Operation, error: PlatformError) -> dict[str, Any]:
    if not isinstance(error, TinyError):
        raise TypeError(f"not an error of Tiny: {error!r}")
    return {
        "status_processamento": _processamento(operation, error.processamento),
        "status": "Erro",
        "codigo_erro": error.codigo,
        "erros": [{"erro": mensagem} for mensagem in error.mensagens],
    }


def _resposta(request: Request, corpo: dict[str, Any], limite: int | None) -> HttpAnswer:
    cabecalhos = () if limite is None else (("x-limit-api", str(limite)),)
    if parametros(request).get("formato", "").lower() == "json":
        texto, tipo = json.dumps({"retorno": corpo}), "application/json; charset=utf-8"
    else:
        texto, tipo = xml.escrever(corpo), "text/xml; charset=utf-8"
    return HttpAnswer(200, texto.encode(), tipo, cabecalhos, {"retorno": corpo})
