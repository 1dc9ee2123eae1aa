import httpx
import pytest

from homologa.simulators.kernel.web.wsgi import ApplicationTransport


def client(application):
    return httpx.Client(transport=ApplicationTransport(application), base_url="https://loja.example")


def seen(request):
    """What an application is told of a request."""
    told = {}

    def application(environ, start_response):
        told.update(environ, body=environ["wsgi.input"].read())
        start_response("204 NO CONTENT", [])
        return []

    client(application).send(request)
    return told


def test_an_application_is_told_what_httpx_would_tell_it():
    request = httpx.Request("POST", "https://loja.example/a%20b/ç?c=d%26", headers={"X-Um": "1"}, data={"e": "f"})
    mine = seen(request)
    theirs = {}

    def application(environ, start_response):
        theirs.update(environ, body=environ["wsgi.input"].read())
        start_response("204 NO CONTENT", [])
        return []

    httpx.WSGITransport(app=application).handle_request(request)
    theirs["PATH_INFO"] = "/a b/ç".encode().decode("latin-1")
    for told in (mine, theirs):
        del told["wsgi.input"]
    assert mine == theirs


def test_an_answer_comes_with_its_status_headers_and_body():
    def application(environ, start_response):
        start_response("404 NOT FOUND", [("X-Um", "1"), ("X-Um", "2")])
        return (b"a", b"b")

    answer = client(application).get("/")

    assert (answer.status_code, answer.content) == (404, b"ab")
    assert answer.headers.get_list("x-um") == ["1", "2"]


def test_an_answer_in_pieces_comes_in_pieces_and_is_closed():
    made, closed = [], []

    class Pieces:
        def __iter__(self):
            for piece in (b"", b"um", b"dois"):
                made.append(piece)
                yield piece

        def close(self):
            closed.append(True)

    def application(environ, start_response):
        start_response("200 OK", [])
        return Pieces()

    with client(application).stream("GET", "/") as answer:
        assert made == [b"", b"um"]
        assert list(answer.iter_raw()) == [b"um", b"dois"]
    assert closed == [True]


def test_an_application_may_begin_to_answer_with_its_first_piece():
    def application(environ, start_response):
        start_response("201 CREATED", [])
        yield b"a"

    assert client(application).get("/").status_code == 201


@pytest.mark.parametrize("early", [True, False])
def test_what_an_application_raises_is_raised(early):
    def application(environ, start_response):
        if early:
            raise ZeroDivisionError
        error = ZeroDivisionError()
        start_response("500 ERROR", [], (type(error), error, None))
        return []

    with pytest.raises(ZeroDivisionError):
        client(application).get("/")
