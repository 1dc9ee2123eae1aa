"""The connector's way to the platforms, on which calls go wrong, and the answers that they then get."""

import httpx

TINY, NOVAOITO = "/api2/", "/api/v1/"
"""Fragments of every call to the one and to the other."""


class Crash(BaseException):
    """The process dies."""


class Wire(httpx.BaseTransport):
    """The connector's way to the platforms: keeps the calls, and has those that bear a fragment go wrong.

    The fragment is of a call's text: its method, its path with the query, and its body, with a blank between.
    A hook `before` or `after` the platform's work may give another answer, or raise; the first that does is obeyed.
    """

    def __init__(self, inner):
        self._inner = inner
        self.forget()

    def forget(self):
        """As if nothing had been called."""
        self.calls = []
        self.unmet = set()
        """The fragments that no call has had yet, though something was to go wrong there."""
        self.heal()

    def heal(self):
        """From now on nothing goes wrong."""
        self._hooks = {"before": [], "after": []}

    def handle_request(self, request):
        self.calls.append(f"{request.method} {request.url.raw_path.decode()}")
        call = f"{self.calls[-1]} {request.read().decode()}"
        forced = self._ask("before", call)
        if forced is None:
            answer = self._inner.handle_request(request)
            forced = self._ask("after", call)
        return answer if forced is None else forced

    def _ask(self, moment, call):
        answers = (hook(call) for hook in self._hooks[moment])
        return next((answer for answer in answers if answer is not None), None)

    def hook(self, hook, moment="before"):
        """Ask about every call what shall become of it; None leaves it alone."""
        self._hooks[moment].append(hook)

    def count(self, fragment):
        """How many calls had the fragment in their method or path."""
        return sum(fragment in call for call in self.calls)

    def refuse(self, fragment, answer):
        """Have every call answered so."""
        self._arm("before", fragment, lambda _: answer)

    def interfere(self, fragment, *answers, moment="before"):
        """Have one call after the other answered so; None lets one through, as all are in the end."""
        left = iter(answers)
        self._arm(moment, fragment, lambda _: next(left, None))

    def meanwhile(self, fragment, act, nth=1, moment="before"):
        """Have something happen right before the nth call, or right after the platform's work."""
        self._arm(moment, fragment, lambda _: _do(act), nth)

    def lose(self, fragment, nth=1):
        """Have the answer of the nth call lost, after the platform did what was asked."""
        self._arm("after", fragment, _lose, nth)

    def die(self, number, moment):
        """Have the process die `before` or `after` the work of the call of this number from now on."""
        self._arm(moment, "", _die, number)

    def _arm(self, moment, fragment, act, nth=None):
        seen = []
        self.unmet.add(fragment)

        def hook(call):
            seen.extend([call] * (fragment in call))
            if fragment not in call or nth not in (None, len(seen)):
                return None
            self.unmet.discard(fragment)
            return act(call)

        self.hook(hook, moment)


def _do(act):
    act()


def _lose(call):
    raise httpx.ReadTimeout("perdida")


def _die(call):
    raise Crash


def tiny_ok(**answer):
    """An answer of Tiny."""
    return httpx.Response(200, json={"retorno": {"status_processamento": 3, "status": "OK", **answer}})


def tiny_error(code, text):
    """A refusal of Tiny."""
    answer = {"status_processamento": 1, "status": "Erro", "codigo_erro": code, "erros": [{"erro": text}]}
    return httpx.Response(200, json={"retorno": answer})


def problem(status, code, **headers):
    """A refusal of the store."""
    return httpx.Response(status, headers=headers, json={"status": status, "code": code, "detail": f"({code})"})
