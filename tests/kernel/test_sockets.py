"""Deliveries over sockets: to allowed targets only, in time, on kept connections."""

import contextlib
import socket
import ssl
import subprocess
import threading

import pytest

from homologa.simulators.kernel.deliveries import sockets
from homologa.simulators.kernel.deliveries.network import Network
from homologa.simulators.kernel.deliveries.sockets import AllowedTargets, is_allowed

SOON = 5.0
OK = b"HTTP/1.1 202 Aceito\r\nContent-Length: 2\r\nX-Dois: 2\r\n\r\nok"


class Peer:
    """Listens, and does with each request of each connection what `script` says next."""

    def __init__(self, *script, context=None, host="127.0.0.1"):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listening = socket.create_server((host, 0), family=family)
        self.port = self._listening.getsockname()[1]
        self.requests, self.connections = [], 0
        self.gone = threading.Event()
        self._script, self._context = list(script), context
        self._thread = threading.Thread(target=self._serve)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/avisos?a=1"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.gone.set()
        # Wakes whoever accepts.
        with contextlib.suppress(OSError):
            socket.create_connection(self._listening.getsockname()[:2], SOON).close()
        self._thread.join(SOON)
        self._listening.close()

    def _serve(self):
        while self._script and not self.gone.is_set():
            sock, _ = self._listening.accept()
            self.connections += 1
            with contextlib.suppress(OSError), contextlib.closing(sock):
                if self._context is not None:
                    sock = self._context.wrap_socket(sock, server_side=True)
                self._talk(sock)
                sock.close()

    def _talk(self, sock):
        sock.settimeout(SOON)
        while self._script and not self.gone.is_set():
            got = b""
            while not got.endswith(b"corpo"):
                chunk = sock.recv(65536)
                if not chunk:
                    return
                got += chunk
            self.requests.append(got)
            step = self._script.pop(0)
            if step is None:
                return
            if callable(step):
                step(sock, self)
            else:
                sock.sendall(step)


@pytest.fixture
def targets():
    made = []

    def make(*arguments):
        made.append(AllowedTargets(*arguments))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def send(targets):
    default = targets()

    def post(url, by=default, timeout=SOON, headers=(), **options):
        return Network(by, **options).post(url, list(headers), b"corpo", timeout)

    return post


def test_the_whole_request_leaves_in_one_piece(send):
    with Peer(OK) as peer:
        reply = send(peer.url, headers=[("X-Um", "1")])

    assert (reply.status, reply.body, reply.error) == (202, b"ok", "")
    assert ("X-Dois", "2") in reply.headers
    (request,) = peer.requests
    head, _, body = request.partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"POST /avisos?a=1 HTTP/1.1",
        f"Host: 127.0.0.1:{peer.port}".encode(),
        b"Accept: */*",
        b"X-Um: 1",
        b"Content-Length: 5",
    ]
    assert body == b"corpo"


def test_a_connection_carries_one_delivery_after_another(send):
    with Peer(OK, OK, OK) as peer:
        assert [send(peer.url).status for _ in range(3)] == [202, 202, 202]

    assert peer.connections == 1


def test_a_connection_that_the_receiver_ended_is_not_used_again(send):
    ended = threading.Event()

    def end(sock, peer):
        sock.sendall(OK)
        sock.close()
        ended.set()

    with Peer(end, OK) as peer:
        assert send(peer.url).status == 202
        assert ended.wait(SOON)
        assert send(peer.url).status == 202

    assert (peer.connections, len(peer.requests)) == (2, 2)


def test_a_connection_that_waited_long_is_not_used_again(send, monkeypatch):
    monkeypatch.setattr(sockets, "IDLE_SECONDS", -1.0)
    with Peer(OK, OK) as peer:
        assert send(peer.url).status == 202
        assert send(peer.url).status == 202

    assert peer.connections == 2


def test_an_answer_that_says_close_is_the_last_of_its_connection(send):
    closing = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nate o fim"

    def last(sock, peer):
        sock.sendall(closing)
        sock.close()

    with Peer(last, OK) as peer:
        assert send(peer.url).body == b"ate o fim"
        assert send(peer.url).status == 202

    assert peer.connections == 2


def test_few_connections_are_kept(send, monkeypatch):
    monkeypatch.setattr(sockets, "MAX_IDLE", 1)
    with Peer(OK, OK) as one, Peer(OK) as other:
        send(one.url)
        send(other.url)
        send(one.url)

    assert (one.connections, other.connections) == (2, 1)


def test_chunks_are_put_together(send):
    with Peer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\num\r\n5\r\n dois\r\n0\r\n\r\n", OK) as peer:
        assert send(peer.url).body == b"um dois"
        assert send(peer.url).status == 202

    assert peer.connections == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (None, "a conexão caiu sem resposta"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nmeio", "a resposta foi cortada no meio"),
        (b"SMTP pronto\r\n\r\n", "a resposta não é HTTP que se entenda (BadStatusLine)"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", "a resposta não é HTTP que se entenda (LineTooLong)"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + b"x" * 2000, "a resposta é grande demais"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\num\r\n",
            "a resposta não é HTTP que se entenda (IncompleteRead)",
        ),
    ],
)
def test_an_answer_that_is_none(send, answer, error):
    def once(sock, peer):
        if answer is not None:
            sock.sendall(answer)
        sock.close()

    with Peer(once) as peer:
        reply = send(peer.url, max_answer=1000)

    assert (reply.status, reply.error) == (None, error)


def drip(piece):
    def dripping(sock, peer):
        while not peer.gone.wait(0.02):
            sock.sendall(piece)

    return dripping


@pytest.mark.parametrize("piece", [b"H", b"HTTP/1.1 100 Continue\r\n\r\n"], ids=["head", "continues"])
def test_a_receiver_that_drips_its_head_does_not_hold_the_worker(send, piece):
    with Peer(drip(piece)) as peer:
        reply = send(peer.url, timeout=0.2)

    assert reply.error in ("a resposta não terminou a tempo", "a resposta não é HTTP que se entenda (LineTooLong)")


def test_a_receiver_that_drips_its_body_does_not_hold_the_worker(send):
    def head_and_drip(sock, peer):
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n")
        drip(b"x")(sock, peer)

    with Peer(head_and_drip) as peer:
        reply = send(peer.url, timeout=0.2)

    assert reply.error == "a resposta não terminou a tempo"


def test_a_receiver_that_says_nothing_does_not_hold_the_worker(send):
    with Peer(lambda sock, peer: peer.gone.wait(SOON)) as peer:
        assert send(peer.url, timeout=0.1).error == "a resposta não terminou a tempo"


def test_nobody_listening_is_an_error(send):
    assert send("http://127.0.0.1:1/").error == "ninguém atende em 127.0.0.1:1"


@pytest.mark.parametrize("value", ["a\r\nX-Outro: 1", "a\nb", "a\0b"])
def test_a_header_cannot_bring_another(send, value):
    with Peer(OK) as peer:
        reply = send(peer.url, headers=[("X-Um", value)])

    assert reply.error == "um cabeçalho tem caracteres que não podem ser enviados"
    assert peer.requests == []


def test_redirects_are_not_followed(send):
    with Peer(OK) as other:
        moved = f"HTTP/1.1 307 Ali\r\nLocation: {other.url}\r\nContent-Length: 0\r\n\r\n".encode()
        with Peer(moved) as peer:
            assert send(peer.url).status == 307

    assert other.requests == []


def test_loopback_is_called_by_ipv6_too(send):
    try:
        peer = Peer(OK, host="::1")
    except OSError:
        pytest.skip("no IPv6 here")
    with peer:
        assert send(f"http://[::1]:{peer.port}/").status == 202
    assert f"Host: [::1]:{peer.port}".encode() in peer.requests[0]


def test_https_takes_a_certificate_of_the_receivers_own_making(send, tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
    try:
        subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl here")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    with Peer(OK, OK, context=context) as peer:
        url = f"https://localhost:{peer.port}/"
        assert [send(url).status, send(url).status] == [202, 202]
    assert peer.connections == 1


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1", "meu.conector"])
def test_allowed_targets(host):
    assert is_allowed(host, {"meu.conector"})


@pytest.mark.parametrize(
    "host",
    [
        "",
        "10.0.0.1",
        "0.0.0.0",
        "169.254.169.254",
        "::",
        "localhost.example",
        "127.0.0.1.example",
        "outro",
        "2130706433",
        "::ffff:10.0.0.1",
        "fe80::1",
    ],
)
def test_every_other_target_is_refused(host):
    assert not is_allowed(host, {"meu.conector"})


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://10.255.255.1/", "10.255.255.1"),
        ("http://127.0.0.1@10.255.255.1/", "10.255.255.1"),
        ("http://127.0.0.1\\@10.255.255.1/", "10.255.255.1"),
        ("http://[::ffff:10.255.255.1]/", "::ffff:10.255.255.1"),
        ("http://localhost.example/", "localhost.example"),
    ],
)
def test_a_target_that_is_not_allowed_is_not_called(send, monkeypatch, url, host):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("looked up"))

    assert send(url).error == f"destino não permitido: {host} (veja --allow-target)"


def resolving(monkeypatch, name, address):
    look_up = socket.getaddrinfo

    def resolve(host, *rest, **more):
        return look_up(address if host == name else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def test_localhost_that_leads_elsewhere_is_refused(send, monkeypatch):
    resolving(monkeypatch, "localhost", "192.0.2.1")

    assert send("http://localhost:9/").error == "destino não permitido: localhost leva a 192.0.2.1"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "LocalHost", "0.0.0.0", "meu.conector"])
def test_no_delivery_reaches_a_port_of_our_own(send, targets, monkeypatch, host):
    resolving(monkeypatch, "meu.conector", "127.0.0.1")
    with Peer(OK) as peer:
        by = targets(frozenset({"0.0.0.0", "meu.conector"}), frozenset({peer.port}))
        reply = send(f"http://{host}:{peer.port}/", by=by)

    assert reply.error == "destino não permitido: o controle dos simuladores"
    assert peer.requests == []


def test_an_allowed_target_is_a_name_in_any_case(send, targets):
    by = targets(frozenset({"Ninguem.Invalid"}))

    assert send("http://ninguem.invalid/", by=by).error == "ninguém atende em ninguem.invalid:80"
