"""The pages that shoppers see, without a token: the address names the store (novaoito §2.4)."""

from functools import partial

from homologa.simulators.kernel.errors import PlatformError
from homologa.simulators.kernel.operations import Call, DecodedRequest, HttpAnswer, Operation, Request
from homologa.simulators.kernel.rooms import Finder, Found
from homologa.simulators.kernel.web.default_wire import DefaultWire, Headers
from homologa.simulators.novaoito.errors import MethodNotAllowed, NotFound, PayloadTooLarge, RateLimited
from homologa.simulators.novaoito.wire.answers import Answer, nameless_problem, refused, written
from homologa.simulators.novaoito.wire.pipeline import Gate

HOST = "host"
"""The kind of what leads from a store's id to its world."""


class StorefrontWire(DefaultWire):
    """Public reading: the store by the path or by the host, nothing to check but whether it is suspended."""

    unauthenticated_error = staticmethod(partial(NotFound, "A loja não foi encontrada."))
    unknown_address_error = staticmethod(partial(NotFound, "Este endereço não existe na loja."))
    wrong_method_error = MethodNotAllowed
    too_large_error = PayloadTooLarge

    def __init__(self, gate: Gate, domain: str) -> None:
        self._gate = gate
        self._suffix = f".{domain}"

    def locate(self, request: Request, find: Finder[Found]) -> Found | None:
        """The world of the store that the path `/loja/{store_id}`, else the host, names."""
        named = request.arguments.get("store_id")
        if named is None and request.host.endswith(self._suffix):
            named = request.host.removesuffix(self._suffix)
        return None if named is None else find(HOST, named)

    def admit(self, call: Call) -> None:
        """Raise StoreSuspended when the store is."""
        self._gate(call.work, False)

    def decode(self, call: Call) -> DecodedRequest:
        """The parameters of path and query."""
        return DecodedRequest({**call.request.arguments, **dict(call.request.query)})

    def render(self, call: Call, answer: Answer) -> HttpAnswer:
        """The answer as JSON."""
        return written(answer)

    def refuse(self, call: Call, error: PlatformError) -> HttpAnswer:
        """A problem document, as the API gives it."""
        return refused(call, error)

    def blocked(self, call: Call) -> RateLimited:
        """429, with a second to wait; the storefront itself has no limit."""
        return RateLimited(1)

    def unavailable(self, call: Call) -> HttpAnswer:
        """503 without a document [reconstructed]."""
        return HttpAnswer(503, b"", "text/plain")

    def unauthenticated(self, operation: Operation, request: Request) -> tuple[HttpAnswer, str]:
        """404 for a store that does not exist."""
        hint = (
            f"chame /loja/{{store_id}}/… ou o host {{store_id}}{self._suffix}; a visão “credenciais” mostra o da loja"
        )
        return self.write_refusal(request, self.unauthenticated_error()), hint

    def write_refusal(self, request: Request, error: PlatformError, headers: Headers = ()) -> HttpAnswer:
        """A problem document, as the API gives it."""
        return nameless_problem(request, error, headers)
