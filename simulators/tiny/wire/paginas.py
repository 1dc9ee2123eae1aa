"""Pages that anybody opens by their address, without a token: what links in answers lead to (tiny-api2 §5.5, §5.6)."""

from collections.abc import Mapping
from html import escape
from typing import Any

from simulators.kernel.errors import PlatformError
from simulators.kernel.operations import Call, Decoded, HttpAnswer, Operation, Request
from simulators.kernel.platform import Finder
from simulators.kernel.world import World
from simulators.tiny.errors import AcessosExcedidos

PAGINA = "pagina"
"""The kind of the ids that addresses of pages carry: `work.mint(PAGINA, id, …)` opens one."""
HTML = "text/html; charset=utf-8"
AUSENTE = "Documento não encontrado."


class PaginaWire:
    """The page that the parameter `id` of the address names; the call's credential is what was minted with it."""

    def locate(self, request: Request, find: Finder) -> tuple[World, Mapping[str, Any]] | None:
        """The world of the page."""
        return find(PAGINA, dict(request.query).get("id", ""))

    def admit(self, call: Call) -> None:
        """Let anybody in."""

    def decode(self, call: Call) -> Decoded:
        """The parameters of the address."""
        return Decoded(dict(call.request.query))

    def render(self, call: Call, answer: str) -> HttpAnswer:
        """The page, which the operation wrote whole."""
        return HttpAnswer(200, answer.encode(), HTML)

    def refuse(self, call: Call, error: PlatformError) -> HttpAnswer:
        """A page that tells why there is none."""
        return _aviso(429 if isinstance(error, AcessosExcedidos) else 404, error.message)

    def blocked(self, call: Call) -> AcessosExcedidos:
        """Too many accesses; pages themselves have no limit."""
        return AcessosExcedidos()

    def stranger(self, operation: Operation, request: Request) -> tuple[HttpAnswer, str]:
        """404 for an id that no page has."""
        return _aviso(404, AUSENTE), "nenhum documento tem este id: use o link da resposta da API, inteiro"

    def too_large(self, request: Request) -> HttpAnswer:
        """413 for a body that nobody reads."""
        return _aviso(413, "O pedido é grande demais.")

    def unknown(self, request: Request, allowed: tuple[str, ...]) -> HttpAnswer:
        """404 for another address, 405 with `Allow` for a wrong method."""
        if allowed:
            recusa = _aviso(405, "Este endereço só se abre com GET.")
            return HttpAnswer(405, recusa.body, HTML, (("Allow", ", ".join(sorted(allowed))),))
        return _aviso(404, AUSENTE)


def _aviso(status: int, texto: str) -> HttpAnswer:
    pagina = f'<!DOCTYPE html><html lang="pt-BR"><meta charset="utf-8"><title>Tiny</title><p>{escape(texto)}</p></html>'
    return HttpAnswer(status, pagina.encode(), HTML)
