"""Findings about text that is not UTF-8."""

import io

import pytest

from homologa.simulators.kernel.contracts.decoding import encoding_findings
from homologa.simulators.kernel.web import request_reader

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
BAD = "byte 0xE3 na posição {} (em ISO-8859-1 seria “ã”); mande o texto em UTF-8"


def request(body=b"", content_type=JSON, query=""):
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/x",
        "QUERY_STRING": query,
        "HTTP_HOST": "loja.example",
        "wsgi.url_scheme": "https",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    return request_reader.read(environ, {})


@pytest.mark.parametrize(
    ("body", "content_type", "place"),
    [
        ('{"nome": "São"}'.encode("latin-1"), JSON, 12),
        (b"\xe3", "text/plain", 1),
        (b"nome=S\xe3o", FORM, 7),
        (b"nome=S%E3o", FORM, 7),
        (b"nome=S%E3o", "", 7),
        (b"nome=S%E3o", f"{FORM}; charset=iso-8859-1", 7),
        ('{"nome": "São 100%25"}'.encode("latin-1"), "", 12),
        (b"<nome>S\xe3o</nome>", "text/xml", 8),
    ],
)
def test_a_body_that_is_not_utf_8_is_found_with_its_first_byte(body, content_type, place):
    assert encoding_findings(request(body, content_type)) == [f"o corpo não está em UTF-8: {BAD.format(place)}"]


def test_a_query_that_is_not_utf_8_is_found():
    assert encoding_findings(request(query="a=1&nome=S%E3o")) == [f"a query não está em UTF-8: {BAD.format(11)}"]


def test_a_field_of_a_multipart_form_is_named():
    body = b'--x\r\nContent-Disposition: form-data; name="nome"\r\n\r\nS\xe3o\r\n--x--\r\n'

    assert encoding_findings(request(body, "multipart/form-data; boundary=x")) == [
        "o corpo não está em UTF-8: campo nome; mande o texto em UTF-8"
    ]


def test_a_byte_that_is_no_letter_is_told_without_a_guess():
    assert encoding_findings(request(b"\x80")) == [
        "o corpo não está em UTF-8: byte 0x80 na posição 1; mande o texto em UTF-8"
    ]


@pytest.mark.parametrize(
    ("body", "content_type", "query"),
    [
        (b"", JSON, ""),
        ('{"nome": "São 😀 \ufffd"}'.encode(), JSON, ""),
        (b"nome=S%C3%A3o&b=100%", FORM, "a=S%C3%A3o&b=%EF%BF%BD"),
        (b'{"nome": "100%E3"}', "", ""),
        ('--x\r\nContent-Disposition: form-data; name="nome"\r\n\r\nSão \ufffd\r\n--x--\r\n'.encode(),
         "multipart/form-data; boundary=x", ""),
        (b'--x\r\nContent-Disposition: form-data; name="foto"; filename="a.png"\r\n\r\n\x89PNG\xe3\r\n--x--\r\n',
         "multipart/form-data; boundary=x", ""),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><nome>S\xe3o</nome>', "text/xml", ""),
    ],
)  # fmt: skip
def test_what_is_utf_8_or_says_what_it_is_passes(body, content_type, query):
    assert encoding_findings(request(body, content_type, query)) == []
