"""A way in that is not HTTP: lines of text over a socket, each with a token, a title and an answer."""

import contextlib
import dataclasses
import errno
import socket
import socketserver
import threading
from datetime import timedelta

import pytest

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.errors import PlatformError, UsageError
from homologa.simulators.kernel.faults import Latency, Occurrence, Rule, Target
from homologa.simulators.kernel.faults.kinds import Reset
from homologa.simulators.kernel.listener import Listener, Service
from homologa.simulators.kernel.listeners import Listeners
from homologa.simulators.kernel.operations import Registry
from homologa.simulators.kernel.platform import require_own_ports

OPERATIONS = Registry()
OPERATIONS.operation("lines.note", "NOTE", source="", writes=True)(lambda call: None)
PATIENCE = 5.0
LISTENER = Listener("linhas", 22)


class Lines(socketserver.ThreadingTCPServer):
    """Serves lines."""

    daemon_threads = True

    def __init__(self, gate, listening):
        super().__init__(listening.getsockname(), Handler, bind_and_activate=False)
        self.socket.close()
        self.gate, self.socket = gate, listening

    def close(self):
        self.shutdown()
        self.server_close()


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            answer = self.answer(*line.decode().split())
            if answer is None:
                return
            self.wfile.write(f"{answer}\n".encode())

    def answer(self, token, title):
        found = self.server.gate.find("token", token)
        if found is None:
            self.server.gate.reject("NOTE", f"/{title}", "ninguém tem este token")
            return "530"
        try:
            with found.call("lines.note", f"/{title}", title.encode()) as call:
                if any(isinstance(fault, Reset) for fault in call.faults):
                    return None
                self.note(call.work, title)
                call.exchange.status, call.exchange.response_body = 226, b"226"
        except PlatformError:
            return "550"
        return "226"

    def note(self, work, title):
        if title == "recusada":
            raise PlatformError("não", hint="escolha outro título")
        self.server.add(work, title)


@pytest.fixture
def served(toy, world):
    """The toy with a listener, and a client of it."""

    def open_lines(gate, listening):
        made = Lines(gate, listening)
        made.add = lambda work, title: toy.collection(work).add({"id": work.next_id("note"), "title": title})
        return made

    toy.rebuild(listeners=(LISTENER,), services={"linhas": Service(OPERATIONS, open_lines)})
    made = Listeners(toy.worlds)
    toy.worlds.addresses.open = made.open_anywhere
    toy.worlds.ends.callback(made.close)
    return made


def connect(url):
    host, port = url.removeprefix("linhas://").split(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def say(world, *lines):
    """The answers to some lines, "" for a connection that ended."""
    with connect(world.url("toy", "linhas")) as made, made.makefile("rw") as file:
        for line in lines:
            file.write(f"{line}\n")
            file.flush()
            yield file.readline().strip()


class Asking:
    """What asks for an address of the platform as it ends."""

    def __init__(self, ask, listening):
        self.ask, self.listening, self.ended = ask, listening, threading.Event()

    def serve_forever(self):
        self.ended.wait()
        with pytest.raises(LookupError):
            self.ask("toy", "outras")

    def close(self):
        self.listening.close()
        self.ended.set()


def test_what_asks_for_an_address_as_it_ends_is_not_waited_for_in_vain(toy, served):
    begun = threading.Event()
    toy.rebuild(
        services={"linhas": Service(OPERATIONS, lambda _, held: begun.set() or Asking(served.open_anywhere, held))}
    )
    connect(served.open_anywhere("toy", "linhas")).close()
    begun.wait(PATIENCE)
    closing = threading.Thread(target=served.close, daemon=True)

    closing.start()
    closing.join(PATIENCE)

    assert not closing.is_alive()


def test_nothing_listens_until_its_address_is_asked_for(toy, served, world):
    assert toy.worlds.addresses.listeners == {}

    url = world.url("toy", "linhas")

    assert url.startswith("linhas://127.0.0.1:")
    assert world.url("toy", "linhas") == url
    assert toy.worlds.addresses.listeners == {"toy": {"linhas": url}}


def test_a_call_is_a_unit_of_work_and_an_exchange_of_its_protocol(toy, served, world):
    assert list(say(world, f"{toy.token(world)} leite")) == ["226"]

    (exchange,) = world.journal.find(protocol="linhas")
    assert toy.notes(world) == ["leite"]
    assert (exchange.operation, exchange.method, exchange.status) == ("lines.note", "NOTE", 226)
    assert exchange.url == f"{world.url('toy', 'linhas')}/leite"
    assert (exchange.request_body, exchange.state) == (b"leite", "fechada")


def test_a_refusal_undoes_the_call_and_leaves_its_hint(toy, served, world):
    assert list(say(world, f"{toy.token(world)} recusada")) == ["550"]

    (exchange,) = world.journal.find()
    assert (exchange.hint, toy.notes(world)) == ("escolha outro título", [])


def test_a_credential_that_nobody_has_goes_to_the_unrouted_journal(toy, served, world):
    assert list(say(world, "de-ninguem leite")) == ["530"]

    (exchange,) = toy.worlds.unrouted_journal.find()
    assert (exchange.protocol, exchange.method, exchange.hint) == ("linhas", "NOTE", "ninguém tem este token")


def test_faults_are_chosen_by_platform_operation_and_text(toy, served, world):
    target = Target(platform="toy", operation="lines.note", contains="leite")
    world.faults.add(Rule(target, Occurrence(nth=1), Reset()))
    world.faults.add(Rule(Target(platform="toy"), Occurrence(next=1), Latency(30, "before")))
    token = toy.token(world)

    assert list(say(world, f"{token} pão")) == ["226"]
    assert world.clock.now() == DEFAULT_INSTANT + timedelta(seconds=30)
    assert list(say(world, f"{token} leite")) == [""]
    assert list(say(world, f"{token} leite")) == ["226"]
    assert toy.notes(world) == ["pão", "leite"]


def test_whoever_serves_says_where(toy, served, world):
    listening = socket.create_server(("127.0.0.1", 0))
    (platform,) = toy.worlds.platforms

    served.open(platform, platform.listeners[0], listening, "linhas://aqui.example:22")

    assert world.url("toy", "linhas") == "linhas://aqui.example:22"


def test_a_listener_that_is_not_there_is_not_found(toy, served, world):
    with pytest.raises(LookupError):
        world.url("toy", "ftp")


def test_without_a_free_port_it_is_said_in_words(toy, served, world, monkeypatch):
    def exhausted(*_):
        raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")

    with monkeypatch.context() as patched:
        patched.setattr(socket, "create_server", exhausted)
        with pytest.raises(UsageError, match=r"porta livre .* Brinquedo \(linhas\)"):
            world.url("toy", "linhas")

    assert toy.worlds.addresses.listeners == {}
    assert list(say(world, f"{toy.token(world)} leite")) == ["226"]


def test_nothing_of_a_listener_is_made_before_somebody_comes(toy, served, world):
    made = []
    toy.rebuild(services={"linhas": Service(OPERATIONS, lambda *given: made.append(given))})

    world.url("toy", "linhas")
    served.close()

    assert made == []


def test_a_listener_that_cannot_begin_leaves_nothing_open(toy, served, world, caplog):
    given = []
    toy.rebuild(services={"linhas": Service(OPERATIONS, lambda gate, listening: given.append(listening) or 1 / 0)})

    with connect(world.url("toy", "linhas")) as client, contextlib.suppress(ConnectionResetError):
        client.recv(1)

    assert [listening.fileno() for listening in given] == [-1]
    assert "could not begin" in caplog.text


def test_no_listener_is_opened_of_a_platform_that_is_not_there(served):
    with pytest.raises(LookupError, match="there is no platform outra"):
        served.open_anywhere("outra", "linhas")


def test_without_listeners_a_platform_is_at_its_own_host_or_where_it_is_served(toy, world):
    assert world.url("toy") == "https://toy.example"

    toy.worlds.addresses.urls = {"toy": "http://127.0.0.1:8001"}

    assert world.url("toy") == "http://127.0.0.1:8001"


@pytest.mark.parametrize("port", [0, 1])
def test_two_ways_in_at_one_port_are_refused_in_words(toy, port):
    (platform,) = toy.worlds.platforms
    other = dataclasses.replace(platform, name="outra", title="Outra", port=port)

    with pytest.raises(UsageError, match=r"(Brinquedo|controle) e Outra pedem a mesma porta"):
        require_own_ports([platform, other])
