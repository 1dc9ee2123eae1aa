"""Whoever opened a socket closes it: none is left when a server stops or a client is closed."""

import contextlib
import gc
import socket

import httpx

from homologa.features.kit.driver import Driver
from homologa.features.kit.errors import Blocked
from homologa.simulators.control.client import Control

PLATFORM = "Novaoito e-commerce"


def open_sockets():
    found = [held for held in gc.get_objects() if isinstance(held, socket.socket) and held.fileno() != -1]
    return [held for held in found if held.family in (socket.AF_INET, socket.AF_INET6)]


def connected_to(port):
    """The sockets of this process at whose other end is this port."""
    return [held for held in open_sockets() if _peer(held) == port]


def listening_on(ports):
    return [held for held in open_sockets() if held.getsockname()[1] in ports and not _peer(held)]


def _peer(held):
    try:
        return held.getpeername()[1]
    except (OSError, IndexError):
        return 0


def port_of(url):
    return httpx.URL(url).port


def test_a_server_that_stops_leaves_no_socket(start, receiver, monkeypatch):
    monkeypatch.setattr(receiver.RequestHandlerClass, "protocol_version", "HTTP/1.1")
    server = start()
    ports = {port_of(url) for url in (server.control_url, *server.urls.values())}
    with contextlib.closing(Control(server.control_url)) as control:
        world = control.create_world()
        number = world.act("tiny", "incluir_integracao", plataforma=PLATFORM, nome="Loja")["identificador"]
        world.act("tiny", "salvar_integracao", identificador=number, url_produtos=receiver.url)
        world.quiet(wait=20)
    before = len(connected_to(receiver.server_port)), len(listening_on(ports))

    server.stop()

    assert before == (1, len(ports))
    assert connected_to(receiver.server_port) == []
    assert listening_on(ports) == []


def test_a_client_that_is_closed_leaves_no_socket(server):
    port = port_of(server.control_url)
    control, driver = Control(server.control_url), Driver(server.control_url)
    control.create_world()
    with contextlib.suppress(Blocked):
        driver.state(0)
    during = len(connected_to(port))
    control.close()
    driver.close()

    assert during >= 1
    assert connected_to(port) == []
