"""A listener that is not HTTP is served at its port, and ends with the server."""

import dataclasses
import socket
import socketserver

import pytest

from homologa.simulators import server, site
from homologa.simulators.kernel.listener import Listener, Service
from homologa.simulators.kernel.operations import Registry
from homologa.simulators.kernel.platform import installed_platforms
from homologa.simulators.server import process

PATIENCE = 5.0


class Greeter(socketserver.TCPServer):
    """Greets whoever connects."""

    class RequestHandlerClass(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.sendall(b"220")

    def __init__(self, _, listening):
        super().__init__(listening.getsockname(), self.RequestHandlerClass, bind_and_activate=False)
        self.socket.close()
        self.socket = listening

    def close(self):
        self.shutdown()
        self.server_close()


@pytest.fixture
def serving(monkeypatch):
    first, *others = installed_platforms()
    rooms = dataclasses.replace(first.rooms, services={"saudacao": Service(Registry(), Greeter)})
    listening = dataclasses.replace(first, listeners=(Listener("saudacao", 22),), load=lambda: rooms)
    platforms = (listening, *others)
    for module in (process, site):
        monkeypatch.setattr(module, "installed_platforms", lambda names=None: platforms)
    made = server.Server(server.Address(port=0))
    made.start()
    yield made
    made.stop()


def greeting(port):
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as made:
        return made.recv(3)


def test_a_listener_is_announced_and_answers_until_the_end(serving):
    told = server.announcement(serving, server.ready_world(serving, "frozen"))
    (url,) = told["platforms"]["tiny"]["listeners"].values()
    port = int(url.rpartition(":")[2])

    assert url == f"saudacao://127.0.0.1:{port}"
    assert greeting(port) == b"220"
    assert "saudacao://" in server.announcement_text(serving, told["world"])
    assert told["platforms"]["novaoito"]["listeners"] == {}

    serving.site.worlds.close()

    with pytest.raises(ConnectionRefusedError):
        greeting(port)
