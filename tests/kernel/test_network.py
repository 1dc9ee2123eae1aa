import itertools
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import flask
import httpx
import pytest

from simulators.kernel.network import AllowedTargets, HostTransport, Network, is_allowed


def posted(transport, url="http://receptor.example/", **options):
    return Network(transport, **options).post(url, [("X-Um", "1")], b"corpo", 1.0)


def answering(body=b"ok", status=200, headers=None):
    app = flask.Flask("receptor")
    app.add_url_rule("/", view_func=lambda: (body, status, headers or {}), methods=["POST"])
    transport = HostTransport()
    transport.mount("receptor.example", app)
    return transport


def test_a_delivery_reaches_a_mounted_host():
    reply = posted(answering(b"resposta", 201, {"X-Dois": "2"}))

    assert (reply.status, reply.body, reply.error) == (201, b"resposta", "")
    assert ("x-dois", "2") in reply.headers


@pytest.mark.parametrize(
    "url", ["http://ninguem.example/", "http://ninguem.example:9/x", "https://sub.receptor.example/"]
)
def test_a_host_that_is_not_there_is_an_error_and_not_an_exception(url):
    reply = posted(answering(), url)

    assert reply.status is None
    assert reply.error.startswith("ConnectError: host desconhecido: ")


@pytest.mark.parametrize(
    "url", ["", "receptor", "ftp://receptor.example/", "http://[::1", "http://a:99999/", "http://"]
)
def test_an_address_that_makes_no_sense_is_an_error_too(url):
    assert posted(answering(), url).error


def test_an_answer_that_is_too_big_is_an_error():
    assert posted(answering(b"x" * 100), max_answer=100).status == 200

    reply = posted(answering(b"x" * 101), max_answer=100)

    assert (reply.status, reply.body) == (None, b"")
    assert reply.error == "DecodingError: resposta grande demais"


def test_redirects_are_not_followed():
    reply = posted(answering(b"", 302, {"Location": "http://receptor.example/outro"}))

    assert reply.status == 302


def test_a_receiver_that_breaks_answers_500():
    app = flask.Flask("receptor")
    app.add_url_rule("/", view_func=lambda: 1 / 0, methods=["POST"])
    transport = HostTransport()
    transport.mount("receptor.example", app)

    assert posted(transport).status == 500


def test_a_star_stands_for_a_label():
    app = flask.Flask("loja")
    app.add_url_rule("/", view_func=lambda: flask.request.host)
    transport = HostTransport()
    transport.mount("*.loja.example", app)
    client = httpx.Client(transport=transport)

    assert client.get("https://a.loja.example/").text == "a.loja.example"
    with pytest.raises(httpx.ConnectError):
        client.get("https://loja.example/")


@pytest.mark.parametrize("path", ["ação", "日本", "a b", "100%", "😀"])
def test_a_path_arrives_as_it_was_sent(path):
    app = flask.Flask("loja")
    app.add_url_rule("/<path:path>", view_func=lambda path: path)
    transport = HostTransport()
    transport.mount("loja.example", app)

    answer = httpx.Client(transport=transport).get(httpx.URL("https://loja.example", path=f"/{path}"))

    assert answer.text == path


def test_hosts_that_are_not_ours_go_outside():
    outside = httpx.MockTransport(lambda request: httpx.Response(200, text=request.url.host))

    assert httpx.Client(transport=HostTransport(outside)).get("http://fora.example/").text == "fora.example"


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
    ],
)
def test_every_other_target_is_refused(host):
    assert not is_allowed(host, {"meu.conector"})


def test_a_target_that_is_not_allowed_is_not_called():
    reply = posted(AllowedTargets(), "http://10.255.255.1/")

    assert reply.error == "ConnectError: destino não permitido: 10.255.255.1 (veja --allow-target)"


@pytest.fixture
def listening():
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(202)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_loopback_is_called_over_sockets(listening):
    transport = AllowedTargets()
    network = Network(transport)

    assert network.post(listening, [], b"corpo", 5.0).status == 202
    transport.close()


def test_nobody_listening_is_an_error():
    assert posted(AllowedTargets(), "http://127.0.0.1:1/").error.startswith("ConnectError")


class Drip(httpx.SyncByteStream):
    """An answer that comes one byte at a time."""

    def __iter__(self):
        yield from (b"x" for _ in range(50))


def test_an_answer_has_to_end_in_time():
    moments = itertools.count()
    transport = httpx.MockTransport(lambda request: httpx.Response(200, stream=Drip()))

    def drip(timeout):
        network = Network(transport, timer=lambda: float(next(moments)))
        return network.post("http://receptor.example/", [], b"", timeout)

    assert drip(100.0).status == 200
    assert drip(10.0).error == "ReadTimeout: a resposta não terminou a tempo"


def test_a_receiver_that_raises_is_an_error_and_not_an_exception():
    def broken(environ, start_response):
        raise ZeroDivisionError("um defeito")

    transport = HostTransport()
    transport.mount("receptor.example", broken)

    assert posted(transport).error == "ZeroDivisionError: um defeito"


def test_one_delivery_carries_nothing_of_the_answer_to_another():
    cookies = []

    def answer(request):
        cookies.append(request.headers.get("Cookie"))
        return httpx.Response(200, headers={"Set-Cookie": "a=b; Path=/"})

    network = Network(httpx.MockTransport(answer))
    for _ in range(2):
        network.post("http://receptor.example/", [], b"", 1.0)

    assert cookies == [None, None]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "LocalHost", "0.0.0.0"])
def test_no_delivery_reaches_a_port_of_our_own(listening, host):
    port = httpx.URL(listening).port
    transport = AllowedTargets(frozenset({"0.0.0.0"}), frozenset({port}))

    reply = posted(transport, f"http://{host}:{port}/")

    assert reply.error == "ConnectError: destino não permitido: o controle dos simuladores"
    transport.close()


def test_an_allowed_target_is_a_name_in_any_case():
    transport = AllowedTargets(frozenset({"Ninguem.Invalid"}))

    assert "não permitido" not in posted(transport, "http://ninguem.invalid/").error
    transport.close()
