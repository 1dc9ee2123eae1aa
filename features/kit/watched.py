"""Calls within this process that are given up, as calls over sockets are, when nothing more comes of them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

import httpx

from homologa.features.kit.errors import Blocked
from homologa.features.kit.progress import PATIENCE, ProgressWatch

LOOK_EVERY = 0.25
LEAST_PATIENCE = 2.0
"""Seconds that making a world may take on a busy machine."""
Answers = queue.SimpleQueue[httpx.Response | BaseException]
Calls = queue.SimpleQueue[tuple[httpx.Request, Answers]]


class WatchedTransport(httpx.BaseTransport):
    """Makes calls in a thread of their own, which is left behind when nothing happens for `patience` seconds.

    `progress` gives the number of the newest exchange. A connector in this process that never comes to rest would else
    hold the suite for ever. Raises what `give_up` makes of the reason. What cannot reach the connector, as
    `is_harmless` tells, is called in the thread of the caller: to hand a call over takes as long as most calls.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport,
        progress: Callable[[], int],
        patience: float = PATIENCE,
        is_harmless: Callable[[httpx.Request], bool] = lambda _: False,
    ) -> None:
        self.give_up: Callable[[str], Blocked] = Blocked
        self._inner = inner
        self._is_harmless = is_harmless
        self._progress = progress
        self._patience = max(patience, LEAST_PATIENCE)
        self._calls = self._worker()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; raises Blocked, and whatever the inner transport raises."""
        if self._is_harmless(request):
            return self._inner.handle_request(request)
        answers: Answers = queue.SimpleQueue()
        self._calls.put((request, answers))
        try:
            outcome = self._awaited(answers)
        except Blocked:
            self._calls = self._worker()
            raise
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def _awaited(self, answers: Answers) -> httpx.Response | BaseException:
        watch = ProgressWatch(self._patience, self.give_up)
        while True:
            try:
                return answers.get(timeout=LOOK_EVERY)
            except queue.Empty:
                watch.is_still(self._progress())

    def _worker(self) -> Calls:
        calls: Calls = queue.SimpleQueue()
        threading.Thread(target=self._work, args=(calls,), name="conector embutido", daemon=True).start()
        return calls

    def _work(self, calls: Calls) -> None:
        while True:
            request, answers = calls.get()
            try:
                answers.put(self._inner.handle_request(request))
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                answers.put(error)
