"""Credentials, order of checks, decoding and envelope of API v2."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from homologa.simulators.kernel.errors import PlatformError
from homologa.simulators.kernel.limits import PerMinute
from homologa.simulators.kernel.operations import Call, DecodedRequest, HttpAnswer, Operation, Request
from homologa.simulators.kernel.rooms import Finder, Found
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import (
    AcessosExcedidos,
    AcessosSimultaneos,
    DocumentoMalFormado,
    EmManutencao,
    EmpresaBloqueada,
    ParametroNaoInformado,
    ServicoDesconhecido,
    TinyError,
    TokenInvalido,
    TokenNaoInformado,
)
from homologa.simulators.tiny.php import json_encode
from homologa.simulators.tiny.wire import documentos, xml

SEM_APELIDOS = "este nome de serviço não é documentado; a chave “Aceitar nomes de serviço não documentados” o liga"
FORMULARIO = "application/x-www-form-urlencoded"
LOTES = frozenset({"produto", "contato", "tag", "grupo", "precos"})
"""The complex parameters that carry a batch."""
COLHIDAS = frozenset({"variacoes", "kit", "anexos", "imagens_externas", "mapeamentos"})
"""Lists that some accounts see so: of one element the bare element, of none "" (tiny-api2 §1.1, §9 Q5)."""
Gate = Callable[[Work], None]
"""Refuses an account that may not use the API at all."""


@dataclass(frozen=True)
class Retorno:
    """What goes inside `retorno`, beside the status; a list is all of it.

    `crus` names the texts that are XML already: the XML twin has them as they are.
    """

    conteudo: Mapping[str, Any] | list[Any]
    processamento: int = 3
    status: str = "OK"
    crus: tuple[str, ...] = ()


class TinyWire:
    """The pipeline of Tiny: token, plan, company, maintenance, rate, then the service (§10).

    `limit` tells the requests a minute that an account may make, `at_once` those at the same time, and `switch` how
    one of its switches stands.
    """

    def __init__(
        self,
        gate: Gate,
        limit: Callable[[Work], int],
        at_once: Callable[[Work], int],
        switch: Callable[[Work, str], Any],
    ) -> None:
        self._gate = gate
        self._limit = limit
        self._at_once = at_once
        self._switch = switch

    def locate(self, request: Request, find: Finder[Found]) -> Found | None:
        """The world of the account that the parameter `token` opens."""
        return find("token", parametros(request).get("token", ""))

    def admit(self, call: Call) -> None:
        """Raise the first of the documented refusals that applies."""
        call.subject = "token da integração" if "id_ecommerce" in call.credential else "token da conta"
        if call.operation.traits.get("apelido") and not self._switch(call.work, "undocumented_aliases"):
            raise ServicoDesconhecido(hint=SEM_APELIDOS)
        if call.credential["revogado"]:
            raise TokenInvalido(hint="este token foi trocado ou removido nas telas do Tiny")
        self._gate(call.work)
        _contar(call, "tiny", self._limit(call.work), "acessos")
        lotes = self._switch(call.work, "batch_rate")
        if lotes and call.operation.traits.get("documento") in LOTES:
            _contar(call, "tiny/lotes", lotes, "lotes")
        _contar_simultaneos(call, self._at_once(call.work))

    def decode(self, call: Call) -> DecodedRequest:
        """Parameters merged from query, form and body, and the document of the complex one."""
        dados = parametros(call.request)
        nome = call.operation.traits.get("documento", "")
        if not nome:
            return DecodedRequest(dados, dados)
        if not call.operation.traits.get("no_corpo"):
            return DecodedRequest(dados, dados, {nome: _documento(call.operation, nome, dados)})
        lido = _documento(call.operation, nome, {nome: _corpo_solto(call.request), **dados})
        return DecodedRequest(dados, lido, {nome: lido})

    def render(self, call: Call, answer: Retorno) -> HttpAnswer:
        """The envelope of a request that was processed."""
        corpo = _corpo(answer, em_texto=self._em_texto(call))
        escrito = _colher(corpo) if self._switch(call.work, "php_single") else corpo
        if answer.crus:
            escrito = {**escrito, **{nome: xml.Cru(escrito[nome]) for nome in answer.crus}}
        sempre_xml = bool(call.operation.traits.get("sempre_xml"))
        return _resposta(call.request, corpo, self._limit(call.work), escrito, sempre_xml=sempre_xml)

    def refuse(self, call: Call, error: PlatformError) -> HttpAnswer:
        """The envelope of a refusal, HTTP 200; for a service that is not there, what any unknown one gets."""
        if isinstance(error, ServicoDesconhecido):
            return self.unknown(call.request, ())
        return _resposta(
            call.request, _recusa(call.operation, error, em_texto=self._em_texto(call)), self._limit(call.work)
        )

    def blocked(self, call: Call) -> AcessosExcedidos:
        """Code 6."""
        return AcessosExcedidos()

    def unavailable(self, call: Call) -> HttpAnswer:
        """Code 99."""
        return self.refuse(call, EmManutencao())

    def unauthenticated(self, operation: Operation, request: Request) -> tuple[HttpAnswer, str]:
        """Code 1 without a token, 2 with one that nobody has; no account, no limit and no switch to tell."""
        if operation.traits.get("apelido"):
            return self.unknown(request, ()), SEM_APELIDOS
        informado = bool(parametros(request).get("token"))
        erro: TinyError = TokenInvalido() if informado else TokenNaoInformado()
        em_texto = any(operation.traits.get(nome) for nome in ("estado_em_texto", "estado_gravado"))
        return _resposta(request, _recusa(operation, erro, em_texto=em_texto), None), erro.hint

    def _em_texto(self, call: Call) -> bool:
        """Whether the status_processamento of a call is a string, which may hang on the account's switch."""
        traits = call.operation.traits
        gravado = traits.get("estado_gravado") and self._switch(call.work, "tipos") == "gravados"
        return bool(gravado or traits.get("estado_em_texto"))

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


def _corpo_solto(request: Request) -> str:
    """The body that is a document itself, "" when it is a form; without a type it is told by its text (§1)."""
    tipo = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    corpo = request.body.decode("utf-8", "replace")
    if tipo in ("", FORMULARIO):
        return corpo if corpo.lstrip().startswith("{") else ""
    return "" if tipo.startswith("multipart/") else corpo


def _contar(call: Call, chave: str, limite: int, de_que: str) -> None:
    espera = call.limits.spend(chave, PerMinute(limite), call.work.now)
    if not espera:
        return
    texto = f"acima do limite de {limite} {de_que} por minuto; há vaga em {espera:.0f} s"
    if call.limits.mode == "enforce":
        raise AcessosExcedidos(hint=texto)
    call.findings.append(texto)


def _contar_simultaneos(call: Call, limite: int) -> None:
    """Refuse, or report, a request beyond those that the account may make at once."""
    if not call.limits.exceeds_concurrency("tiny", call.in_flight, limite):
        return
    texto = f"{call.in_flight} acessos ao mesmo tempo; o plano permite {limite}"
    if call.limits.mode == "enforce":
        raise AcessosSimultaneos(hint=texto)
    call.findings.append(texto)


def _documento(operation: Operation, nome: str, dados: Mapping[str, str]) -> Any:
    texto = dados.get(nome, "").strip()
    if not texto:
        raise ParametroNaoInformado(f"O parâmetro {nome} deve ser informado")
    try:
        return documentos.ler(texto, nome if operation.traits.get("lista") else "")
    except ValueError as erro:
        raise DocumentoMalFormado(hint=f"o parâmetro {nome} não é JSON nem XML válido: {erro}") from None


def _corpo(answer: Retorno, *, em_texto: bool) -> Any:
    if isinstance(answer.conteudo, list):
        return answer.conteudo
    estado = _processamento(answer.processamento, em_texto=em_texto)
    return {"status_processamento": estado, "status": answer.status, **answer.conteudo}


def _processamento(estado: int, *, em_texto: bool) -> int | str:
    return str(estado) if em_texto else estado


def _recusa(operation: Operation, error: PlatformError, *, em_texto: bool) -> dict[str, Any]:
    if not isinstance(error, TinyError):
        raise TypeError(f"not an error of Tiny: {error!r}")
    bloqueio = isinstance(error, EmpresaBloqueada) and operation.traits.get("bloqueio_em_texto")
    return {
        "status_processamento": _processamento(error.processamento, em_texto=em_texto),
        "status": "Erro",
        "codigo_erro": str(error.codigo) if bloqueio or operation.traits.get("codigo_em_texto") else error.codigo,
        "erros": error.erros,
    }


def _resposta(
    request: Request, corpo: Any, limite: int | None, escrito: Any = None, *, sempre_xml: bool = False
) -> HttpAnswer:
    """The answer that says `corpo`, written as `escrito` when that is another form of it."""
    escrito = corpo if escrito is None else escrito
    cabecalhos = () if limite is None else (("x-limit-api", str(limite)),)
    if parametros(request).get("formato", "").lower() == "json" and not sempre_xml:
        texto, tipo = json_encode({"retorno": escrito}), "application/json; charset=utf-8"
    else:
        texto, tipo = xml.escrever(escrito), "text/xml; charset=utf-8"
    return HttpAnswer(200, texto.encode(), tipo, cabecalhos, {"retorno": corpo})


def _colher(valor: Any) -> Any:
    """The same answer with the lists that collapse in their bare form."""
    if isinstance(valor, dict):
        return {nome: _lista(item) if nome in COLHIDAS else _colher(item) for nome, item in valor.items()}
    return [_colher(item) for item in valor] if isinstance(valor, list) else valor


def _lista(valor: Any) -> Any:
    colhida = _colher(valor)
    if not isinstance(colhida, list) or len(colhida) > 1:
        return colhida
    return colhida[0] if colhida else ""
