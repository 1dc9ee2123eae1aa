"""The page of an invoice, which needs no token: who has its address, with the id in it, sees it (tiny-api2 §5.5)."""

from homologa.simulators.kernel.errors import PlatformError
from homologa.simulators.kernel.operations import Call, DecodedRequest, HttpAnswer, Operation, Request
from homologa.simulators.kernel.rooms import Finder, Found
from homologa.simulators.tiny.errors import VisitasDemais

HTML = "text/html; charset=utf-8"
AUSENTE = b"<!DOCTYPE html>\n<title>Documento</title>\n<p>Documento n\xc3\xa3o encontrado.</p>\n"
SEM_DOCUMENTO = "nenhum documento tem este id: use, inteiro, o link que a API devolveu"


class WireDaPagina:
    """Public reading: the parameter `id` names the document, and with it the account; `kind` is that of the id."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def locate(self, request: Request, find: Finder[Found]) -> Found | None:
        """The world of the account whose document has the id."""
        return find(self._kind, dict(request.query).get("id", ""))

    def admit(self, call: Call) -> None:
        """Nothing is asked of a visitor, whatever the condition of the account [inferred]."""
        call.subject = "link do documento"

    def decode(self, call: Call) -> DecodedRequest:
        """The parameters of the query."""
        return DecodedRequest(dict(call.request.query))

    def render(self, call: Call, answer: str) -> HttpAnswer:
        """The page."""
        return HttpAnswer(200, answer.encode(), HTML)

    def refuse(self, call: Call, error: PlatformError) -> HttpAnswer:
        """429 for too many visits; the page itself refuses nobody."""
        return HttpAnswer(429, b"Too Many Requests\n", "text/plain")

    def blocked(self, call: Call) -> PlatformError:
        """What a fault plan makes of a visit."""
        return VisitasDemais()

    def unavailable(self, call: Call) -> HttpAnswer:
        """503 without a page [reconstructed]."""
        return HttpAnswer(503, b"", "text/plain")

    def unauthenticated(self, operation: Operation, request: Request) -> tuple[HttpAnswer, str]:
        """404 for an id that no document has."""
        return HttpAnswer(404, AUSENTE, HTML), SEM_DOCUMENTO

    def too_large(self, request: Request) -> HttpAnswer:
        """413 for a body that nobody reads."""
        return HttpAnswer(413, b"Request Entity Too Large\n", "text/plain")

    def unknown(self, request: Request, allowed: tuple[str, ...]) -> HttpAnswer:
        """405 for a method that a page does not have; other paths are not of this surface."""
        return HttpAnswer(405, b"Method Not Allowed\n", "text/plain", (("Allow", ", ".join(sorted(allowed))),))
