"""How most platforms speak: JSON over HTTP, with refusals that tell by their status."""

import json
import math
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NoReturn

from homologa.simulators.kernel.errors import PlatformError
from homologa.simulators.kernel.limits import Quota
from homologa.simulators.kernel.operations import Call, DecodedRequest, HttpAnswer, Operation, Request
from homologa.simulators.kernel.rooms import Finder, Found
from homologa.simulators.kernel.web import bracket_forms

JSON = "application/json"
Headers = tuple[tuple[str, str], ...]


class HttpRefusal(PlatformError):
    """A refusal that is known by its HTTP status."""

    status: ClassVar[int] = 400
    text: ClassVar[str] = "Bad Request"

    def __init__(self, message: str = "", *, hint: str = "") -> None:
        super().__init__(message or self.text, hint=hint)


class Unauthenticated(HttpRefusal):
    """No credential, or one that nobody has."""

    status, text = 401, "Unauthorized"


class UnknownAddress(HttpRefusal):
    """A path that no operation has."""

    status, text = 404, "Not Found"


class WrongMethod(HttpRefusal):
    """A path that is answered by other methods."""

    status, text = 405, "Method Not Allowed"


class TooLarge(HttpRefusal):
    """A body that nobody reads."""

    status, text = 413, "Request Entity Too Large"


class TooManyRequests(HttpRefusal):
    """More than a limit allows."""

    status, text = 429, "Too Many Requests"


class Unavailable(HttpRefusal):
    """A storage that cannot be used."""

    status, text = 503, "Service Unavailable"


class DefaultWire:
    """A wire of which a platform writes three methods: `locate`, `admit` and `write_refusal`; the rest it may.

    The classes of errors are those of the refusals that the kernel asks for.
    """

    unauthenticated_error: Callable[[], PlatformError] = Unauthenticated
    unknown_address_error: Callable[[], PlatformError] = UnknownAddress
    wrong_method_error: Callable[[], PlatformError] = WrongMethod
    too_large_error: Callable[[], PlatformError] = TooLarge
    blocked_error: Callable[[], PlatformError] = TooManyRequests
    unavailable_error: Callable[[], PlatformError] = Unavailable
    malformed_error: Callable[[], PlatformError] = HttpRefusal
    advice = "mande a credencial da conta, como a visão “credenciais” a mostra"
    """The hint for a request that belongs to no world."""

    def locate(self, request: Request, find: Finder[Found]) -> Found | None:
        """What the request's credential leads to."""
        raise NotImplementedError

    def admit(self, call: Call) -> None:
        """The platform's own checks in its documented order; raises PlatformError."""
        raise NotImplementedError

    def write_refusal(self, request: Request, error: PlatformError, headers: Headers = ()) -> HttpAnswer:
        """A refusal in the platform's exact shape."""
        raise NotImplementedError

    def headers(self, call: Call) -> Headers:
        """Headers of every answer to a call, such as what is left of a limit."""
        return ()

    def decode(self, call: Call) -> DecodedRequest:
        """Parameters of path and query; a JSON body, whatever its type says, or a form with its fields nested."""
        request = call.request
        return DecodedRequest({**request.arguments, **dict(request.query)}, self.read_body(request))

    def read_body(self, request: Request) -> Any:
        """The body, None for an empty one; raises the error of a malformed one."""
        try:
            if request.form:
                return bracket_forms.read(request.form)
            return json.loads(request.body.decode(), parse_constant=_refuse_constant) if request.body else None
        except (ValueError, RecursionError) as error:
            refusal = self.malformed_error()
            refusal.hint = f"o corpo não é JSON nem formulário: {error}"
            raise refusal from None

    def render(self, call: Call, answer: Any) -> HttpAnswer:
        """The answer as JSON; a status of its own comes as `(status, document)`, nothing as 204."""
        status, document = answer if isinstance(answer, tuple) else (204 if answer is None else 200, answer)
        body = b"" if document is None else json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        return HttpAnswer(status, body, JSON, self.headers(call), document)

    def refuse(self, call: Call, error: PlatformError) -> HttpAnswer:
        return self.write_refusal(call.request, error, self.headers(call))

    def blocked(self, call: Call) -> PlatformError:
        return self.blocked_error()

    def unavailable(self, call: Call) -> HttpAnswer:
        return self.write_refusal(call.request, self.unavailable_error())

    def unauthenticated(self, operation: Operation, request: Request) -> tuple[HttpAnswer, str]:
        return self.write_refusal(request, self.unauthenticated_error()), self.advice

    def too_large(self, request: Request) -> HttpAnswer:
        return self.write_refusal(request, self.too_large_error())

    def unknown(self, request: Request, allowed: tuple[str, ...]) -> HttpAnswer:
        if not allowed:
            return self.write_refusal(request, self.unknown_address_error())
        return self.write_refusal(request, self.wrong_method_error(), (("Allow", ", ".join(sorted(allowed))),))

    def spend(self, call: Call, key: str, quotas: Iterable[Quota]) -> None:
        """Count a call by the quotas of its operation; beyond one it is a finding or, enforced, `blocked` is raised."""
        counting: dict[str, list[Quota]] = {}
        for quota in quotas:
            if quota.counts(call.operation.traits):
                counting.setdefault(quota.name, []).append(quota)
        wait = 0.0
        for name, named in counting.items():
            rules = [quota.rule for quota in named]
            wait = max(wait, call.limits.spend(f"{key}/{name}" if name else key, rules, call.work.now))
        if not wait:
            return
        text = f"acima do limite de requisições; há vaga em {math.ceil(wait)} s"
        if call.limits.mode == "enforce":
            refusal = self.blocked(call)
            refusal.hint = text
            raise refusal
        call.findings.append(text)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} não é JSON")
