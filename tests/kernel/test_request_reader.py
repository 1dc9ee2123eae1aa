import io
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from homologa.simulators.kernel.web import request_reader

FORM = request_reader.FORM
PIECES = [b"a", b"%", b"=", b"&", b"+", b"%41", b"%0A", b"%3d", b"%C3%A9", b"\xc3\xa9", b"\n", b" "]


def environ(body=b"", **fields):
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/a",
        "QUERY_STRING": "",
        "HTTP_HOST": "loja.example:80",
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(body),
        **fields,
    }


def read(body=b"", **fields):
    return request_reader.read(environ(body, **fields), {})


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=4))
@example([("a=b&c", "+ %zz=\n\r\n\t\0~")])
def test_a_form_is_read_as_it_was_written(fields):
    encoded = urlencode(fields, errors="replace")

    assert read(encoded.encode()).form == tuple(parse_qsl(encoded, keep_blank_values=True))


@given(st.lists(st.sampled_from(PIECES)))
def test_whatever_else_comes_is_read_as_a_browser_would_write_it(pieces):
    body = b"".join(pieces)

    text = body.decode("utf-8", "replace")
    assert read(body).form == tuple(parse_qsl(text, keep_blank_values=True, errors="replace"))


def test_a_body_is_read_to_its_length_and_no_further():
    assert read(b"a=1", CONTENT_LENGTH="3", **{"wsgi.input": io.BytesIO(b"a=1&b=2")}).form == (("a", "1"),)


def test_a_body_that_was_cut_is_no_request():
    with pytest.raises(ClientDisconnected):
        read(b"a=1", CONTENT_LENGTH="4")


@pytest.mark.parametrize("length", ["", "abc"])
def test_without_a_length_there_is_no_body_unless_the_server_ends_it(length):
    assert read(b"a=1", CONTENT_LENGTH=length).body == b""
    assert read(b"a=1", CONTENT_LENGTH=length, **{"wsgi.input_terminated": True}).body == b"a=1"


def test_too_large_a_body_is_refused_before_it_is_read():
    with pytest.raises(RequestEntityTooLarge):
        read(b"a=1", CONTENT_LENGTH=str(request_reader.MAX_BODY + 1))


def test_the_fields_of_a_multipart_form_are_read():
    body = b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\nabc\r\n--x--\r\n'

    assert read(body, CONTENT_TYPE="multipart/form-data; boundary=x").form == (("token", "abc"),)


@pytest.mark.parametrize(
    ("raw", "path", "url"),
    [
        ("/a", "/a", "https://loja.example:80/a"),
        ("//a", "/a", "https://loja.example:80/a"),
        ("", "/", "https://loja.example:80/"),
        ("/\xc3\xa9", "/é", "https://loja.example:80/%C3%A9"),
        ("/\xff", "/\ufffd", "https://loja.example:80/%EF%BF%BD"),
    ],
)
def test_path_and_url(raw, path, url):
    request = read(PATH_INFO=raw)

    assert (request.path, request.url, request.host) == (path, url, "loja.example")


def test_names_of_headers_are_written_like_this():
    headers = read(b"", HTTP_X_STORE_ID="7", CONTENT_TYPE="", CONTENT_LENGTH="0").headers

    assert headers == {"Host": "loja.example:80", "X-Store-Id": "7", "Content-Length": "0"}


@pytest.mark.parametrize(
    ("host", "authority"),
    [("[::1]:80", "[::1]:80"), ("[::1", "%5B::1"), ("a]:80", "a%5D:80"), ("", "")],
)
def test_the_url_of_any_host_can_be_read_again(host, authority):
    url = read(HTTP_HOST=host).url

    assert url == f"https://{authority}/a"
    assert urlsplit(url).path == "/a"
