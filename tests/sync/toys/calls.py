"""The calls to all platforms, counted; at one of them the process dies, or an answer is lost."""

import httpx


class Crash(BaseException):
    """The process dies."""


class Calls:
    """At the call of number `at` an error is raised, before or after the platform's work."""

    def __init__(self):
        self.number, self.at, self.moment, self.error = 0, None, "after", Crash

    def make(self, work):
        self.number += 1
        is_here = self.number == self.at
        if is_here and self.moment == "before":
            raise self.error()
        answer = work()
        if is_here:
            raise self.error()
        return answer


class Wire(httpx.BaseTransport):
    def __init__(self, calls, inner):
        self.calls, self.inner = calls, inner

    def handle_request(self, request):
        return self.calls.make(lambda: self.inner.handle_request(request))
