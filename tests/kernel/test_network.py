import itertools

import flask
import httpx
import pytest

from homologa.simulators.kernel.deliveries.network import Network
from homologa.simulators.kernel.web.host_transport import HostTransport


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
    assert ("X-Dois", "2") in reply.headers


@pytest.mark.parametrize(
    "url", ["http://ninguem.example/", "http://ninguem.example:9/x", "https://sub.receptor.example/"]
)
def test_a_host_that_is_not_there_is_an_error_and_not_an_exception(url):
    reply = posted(answering(), url)

    assert reply.status is None
    assert reply.error.startswith("host desconhecido: ")


@pytest.mark.parametrize(
    "url", ["", "receptor", "ftp://receptor.example/", "http://[::1", "http://a:99999/", "http://"]
)
def test_an_address_that_makes_no_sense_is_an_error_too(url):
    assert posted(answering(), url).error


@pytest.mark.parametrize("rest", ["", "/", "/x", ":80/x", "?x", "#x", "@/x", "usuario@", "usuario:senha@:80/x"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_address_without_host_leads_nowhere(scheme, rest):
    reply = posted(answering(), f"{scheme}://{rest}")

    assert (reply.status, reply.error) == (None, f"o endereço não tem host: {scheme}://{rest}")


def test_an_answer_that_is_too_big_is_an_error():
    assert posted(answering(b"x" * 100), max_answer=100).status == 200

    reply = posted(answering(b"x" * 101), max_answer=100)

    assert (reply.status, reply.body) == (None, b"")
    assert reply.error == "a resposta é grande demais"


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


def test_a_delivery_arrives_as_a_server_would_hand_it_over():
    seen = {}

    def application(environ, start_response):
        seen.update(environ, body=environ["wsgi.input"].read())
        write = start_response("202 Aceito", [])
        write(b"um ")
        return [b"dois"]

    transport = HostTransport()
    transport.mount("receptor.example", application)

    reply = posted(transport, "https://ana:s%40@Receptor.Example:8443/a%20%C3%A7/ã?b=é&c")

    assert (reply.status, reply.body) == (202, b"um dois")
    assert (seen["PATH_INFO"], seen["QUERY_STRING"]) == ("/a ç/ã".encode().decode("latin-1"), "b=%C3%A9&c")
    assert (seen["HTTP_HOST"], seen["SERVER_PORT"], seen["wsgi.url_scheme"]) == (
        "receptor.example:8443",
        "8443",
        "https",
    )
    assert (seen["HTTP_AUTHORIZATION"], seen["HTTP_X_UM"]) == ("Basic YW5hOnNA", "1")
    assert (seen["CONTENT_LENGTH"], seen["body"]) == ("5", b"corpo")


def test_an_application_that_never_begins_to_answer_is_an_error():
    transport = HostTransport()
    transport.mount("receptor.example", lambda environ, start_response: [])

    assert posted(transport).error == "o receptor não respondeu"


def test_an_answer_is_closed_whatever_happens():
    closed = []

    class Answer:
        def __iter__(self):
            yield b"x" * 200

        def close(self):
            closed.append(True)

    def application(environ, start_response):
        start_response("200 OK", [])
        return Answer()

    transport = HostTransport()
    transport.mount("receptor.example", application)

    assert posted(transport, max_answer=100).error
    assert closed == [True]


def test_an_answer_has_to_end_in_time():
    moments = itertools.count()

    def application(environ, start_response):
        start_response("200 OK", [])
        return (b"x" for _ in range(50))

    transport = HostTransport()
    transport.mount("receptor.example", application)

    def drip(timeout):
        network = Network(transport, timer=lambda: float(next(moments)))
        return network.post("http://receptor.example/", [], b"", timeout)

    assert drip(100.0).status == 200
    assert drip(10.0).error == "a resposta não terminou a tempo"


def test_a_receiver_that_raises_is_an_error_and_not_an_exception():
    def broken(environ, start_response):
        raise ZeroDivisionError("um defeito")

    transport = HostTransport()
    transport.mount("receptor.example", broken)

    assert posted(transport).error == "ZeroDivisionError: um defeito"
