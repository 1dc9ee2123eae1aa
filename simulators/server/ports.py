"""The ports of a server that speak HTTP: connections, threads, and what goes wrong at a port."""

import logging
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ThreadedTaskDispatcher
from waitress.trigger import trigger

from homologa.simulators.channel import Channel
from homologa.simulators.connections import MAX_CONNECTIONS, LargeRequests, PortLimit
from homologa.simulators.control.app import MAX_BODY
from homologa.simulators.kernel.clock import BRASILIA
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import Journal

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 40
"""More than the highest concurrency cap of a platform (a quarter of 120)."""
CONTROL_THREADS = 24
"""More than those that may wait for news, of the journal and of deliveries."""
CONNECTIONS = 10_000
"""Of all ports together: what counts is the limit of each."""
MOST_RECEIVED = 2 * MAX_BODY
"""Bytes of a body that are taken in, so that it is refused in the words of whoever it is for."""


@dataclass
class Mishaps:
    """Notes what goes wrong at a port where it is looked for: with the calls that belong to no world.

    `names` and `urls` say what is at each port.
    """

    names: Mapping[int, str]
    urls: Mapping[str, str]
    journal: Journal
    _crowded: set[str] = field(default_factory=set)

    def note_tls(self, port: int) -> None:
        """A client spoke TLS."""
        name = self.names[port]
        hint = f"o cliente falou TLS (https) com uma porta que fala http: use {self.urls[name]}"
        self._note(name, "TLS", hint, HTTPStatus.BAD_REQUEST)

    def note_crowd(self, port: int) -> None:
        """A port has had too many connections; told once."""
        name = self.names[port]
        if name in self._crowded:
            return
        self._crowded.add(name)
        hint = (
            f"a porta teve mais de {MAX_CONNECTIONS} conexões ao mesmo tempo, e as mais ociosas foram fechadas: "
            "use poucas conexões e feche as que não usa"
        )
        self._note(name, "TCP", hint)

    def _note(self, name: str, method: str, hint: str, status: int | None = None) -> None:
        exchange = Exchange(0, datetime.now(BRASILIA), "in", name, method, self.urls[name], status=status)
        exchange.hint = hint
        self.journal.close(self.journal.open(exchange))


class Ports:
    """Answers at sockets that listen, the first of which is the control's, from `start` until `stop`."""

    def __init__(self, sockets: list[socket.socket], application: "WSGIApplication", mishaps: Mishaps) -> None:
        # A queue of a few requests is nothing that the reader of a terminal can mend.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._map: Any = {}
        self._control_tasks = ThreadedTaskDispatcher()
        self._control_tasks.set_thread_count(CONTROL_THREADS)
        self._server = create_server(
            application,
            self._map,
            sockets=sockets,
            threads=THREADS,
            ident="",
            max_request_body_size=MOST_RECEIVED,
            connection_limit=CONNECTIONS,
        )
        self._set_channels(sockets[0].getsockname()[1], mishaps)
        self._waker = trigger(self._map)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="servidor", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering."""
        if self._thread.is_alive():
            # Set by the loop itself: it would else be free to end, and to close the trigger, before it is pulled.
            self._waker.pull_trigger(lambda *_: self._stopping.set())
            self._thread.join()
        else:
            self._server.close()

    def _set_channels(self, control: int, mishaps: Mishaps) -> None:
        limit = PortLimit(mishaps.note_crowd)
        channel = partial(Channel, on_tls=mishaps.note_tls, ports=limit, large=LargeRequests())
        for listening in filter(lambda held: isinstance(held, BaseWSGIServer), self._map.values()):
            listening.channel_class = channel
            if listening.socket.getsockname()[1] == control:
                # Threads of its own: a tester can end what holds all those of the platforms.
                listening.task_dispatcher = self._control_tasks

    def _serve(self) -> None:
        # The loop closes its own sockets: were another thread to close them, it would wait on what is gone.
        while not self._stopping.is_set():
            wasyncore.loop(timeout=1.0, use_poll=True, map=self._map, count=1)
        self._control_tasks.shutdown()
        self._server.close()
