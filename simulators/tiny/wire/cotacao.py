"""How the freight quote speaks: JSON both ways, the token in a header, and statuses that tell (tiny-api2 §5.6)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.errors import PlatformError
from homologa.simulators.kernel.operations import Call, DecodedRequest, HttpAnswer, Operation, Request
from homologa.simulators.kernel.rooms import Finder, Found
from homologa.simulators.tiny.errors import DocumentoMalFormado, TinyError, TokenInvalido, TokenNaoInformado
from homologa.simulators.tiny.php import json_encode
from homologa.simulators.tiny.wire import documentos
from homologa.simulators.tiny.wire.pipeline import TinyWire

JSON = "application/json; charset=utf-8"
TOKEN = "Token"  # noqa: S105 (the name of the header)
STATUS: Mapping[int, int] = MappingProxyType({1: 401, 2: 401, 5: 403, 6: 429, 8: 403, 11: 429, 32: 404, 99: 503})
"""HTTP statuses by `codigo_erro`, as clients translate them [inferred]; the page says only that they are no 2xx."""
OUTRO_ERRO = 400


class CotacaoWire(TinyWire):
    """The same account, checks and limits as API v2, in another dress."""

    def locate(self, request: Request, find: Finder[Found]) -> Found | None:
        """The world of the account that the header `Token` opens."""
        return find("token", request.headers.get(TOKEN, ""))

    def decode(self, call: Call) -> DecodedRequest:
        """The identifier in the path and the JSON document of the body; raises DocumentoMalFormado."""
        try:
            texto = call.request.body.decode().strip()
            lido = documentos.ler(texto if texto.startswith("{") else "null")
        except ValueError as erro:
            raise DocumentoMalFormado(hint=f"o corpo não é um objeto JSON: {erro}") from None
        return DecodedRequest(call.request.arguments, lido)

    def render(self, call: Call, answer: Any) -> HttpAnswer:
        """The document of the answer."""
        return _resposta(200, answer)

    def refuse(self, call: Call, error: PlatformError) -> HttpAnswer:
        """`{"error": …}` with the status of the error."""
        return _recusa(error)

    def unauthenticated(self, operation: Operation, request: Request) -> tuple[HttpAnswer, str]:
        """401 without a token, or with one that nobody has."""
        informado = bool(request.headers.get(TOKEN))
        erro: TinyError = TokenInvalido() if informado else TokenNaoInformado()
        return _recusa(erro), "mande o token da conta ou da integração no cabeçalho Token"

    def too_large(self, request: Request) -> HttpAnswer:
        """413 for a body that nobody reads."""
        return _resposta(413, {"error": "Request Entity Too Large"})

    def unknown(self, request: Request, allowed: tuple[str, ...]) -> HttpAnswer:
        """404 for another path, 405 with `Allow` for a wrong method."""
        if not allowed:
            return _resposta(404, {"error": "Not Found"})
        recusa = _resposta(405, {"error": "Method Not Allowed"})
        return HttpAnswer(405, recusa.body, JSON, (("Allow", ", ".join(sorted(allowed))),), recusa.logical)


def _recusa(erro: PlatformError) -> HttpAnswer:
    if not isinstance(erro, TinyError):
        raise TypeError(f"not an error of Tiny: {erro!r}")
    return _resposta(STATUS.get(erro.codigo, OUTRO_ERRO), {"error": "; ".join(erro.mensagens)})


def _resposta(status: int, documento: Any) -> HttpAnswer:
    return HttpAnswer(status, json_encode(documento).encode(), JSON, logical=documento)
