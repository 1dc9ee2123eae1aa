"""Reads what a server hands over into a Request, by hand: frameworks read more than is needed here."""

import functools
import io
import re
from binascii import a2b_qp
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_to_bytes, urlsplit

from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header
from werkzeug.wsgi import get_input_stream

from homologa.simulators.kernel.operations import Request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

MAX_BODY = 8 * 1024 * 1024
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
MAX_FIELDS = 10_000
MAX_PARTS = 1_000
PATH_SAFE = "/:@!$&'()*+,;=~%"
STRAY = re.compile(rb"%(?![0-9A-Fa-f]{2})|[^ -~]")
"""A sign that escapes nothing, or a byte that should have been escaped."""

UNDERSCORED = "homologa.underscored"
"""Where a transport puts headers with `_` in their names: a mapping by name in small letters."""

Pairs = tuple[tuple[str, str], ...]


def read(
    environ: "WSGIEnvironment",
    arguments: Mapping[str, Any],
    *,
    with_body: bool = True,
    underscored: Collection[str] = (),
) -> Request:
    """The request that a WSGI server received; `arguments` are those of its path.

    Of headers with `_` in their names come those of `underscored`, in this spelling: WSGI has no place for them.
    Raises RequestEntityTooLarge for a body beyond MAX_BODY, and ClientDisconnected for one that was cut.
    """
    host, query = environ.get("HTTP_HOST", ""), environ.get("QUERY_STRING", "")
    path = decode_path(environ["PATH_INFO"])
    url = f"{environ['wsgi.url_scheme']}://{_authority(host)}{quote(path, safe=PATH_SAFE)}{'?' if query else ''}{query}"
    body = _body(environ) if with_body else b""
    return Request(
        environ["REQUEST_METHOD"],
        path,
        url,
        host.partition(":")[0].lower(),
        _headers(environ, underscored),
        _pairs(query.encode("latin-1")) if query else (),
        _form(environ.get("CONTENT_TYPE", ""), body) if body else (),
        body,
        arguments,
    )


def _authority(host: str) -> str:
    """A Host header as it stands in an address; what no address can hold, as a stray bracket, is escaped."""
    try:
        urlsplit(f"//{host}")
    except ValueError:
        return quote(host, safe=":")
    return host


def decode_path(raw: str) -> str:
    """A path as a WSGI server hands it over, in its own letters and with one slash at the beginning."""
    text = raw if raw.isascii() else raw.encode("latin-1").decode("utf-8", "replace")
    return f"/{text.lstrip('/')}"


def _body(environ: "WSGIEnvironment") -> bytes:
    length = environ.get("CONTENT_LENGTH", "")
    if not length.isdecimal() or "HTTP_TRANSFER_ENCODING" in environ:
        return get_input_stream(environ, max_content_length=MAX_BODY).read()
    if int(length) > MAX_BODY:
        raise RequestEntityTooLarge
    body: bytes = environ["wsgi.input"].read(int(length))
    if len(body) < int(length):
        raise ClientDisconnected
    return body


def _headers(environ: "WSGIEnvironment", underscored: Collection[str]) -> dict[str, str]:
    headers = {_header(name): value for name, value in environ.items() if name.startswith("HTTP_")}
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(name):
            headers[_header(f"HTTP_{name}")] = environ[name]
    sent = environ.get(UNDERSCORED, {}) if underscored else {}
    headers.update({name: sent[name.lower()] for name in underscored if name.lower() in sent})
    return headers


@functools.lru_cache(maxsize=256)
def _header(name: str) -> str:
    return name[5:].replace("_", "-").title()


def _form(content_type: str, body: bytes) -> Pairs:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == FORM:
        return _pairs(body)
    return _parts(content_type, body) if kind == MULTIPART else ()


def _parts(content_type: str, body: bytes) -> Pairs:
    kind, options = parse_options_header(content_type)
    parser = FormDataParser(max_form_memory_size=MAX_BODY, max_form_parts=MAX_PARTS)
    _, form, files = parser.parse(io.BytesIO(body), kind, len(body), options)
    for file in files.values():
        file.close()
    return tuple(form.items(multi=True))


def _pairs(encoded: bytes) -> Pairs:
    if encoded.count(b"&") >= MAX_FIELDS:
        return ()
    fields = (field.replace(b"+", b" ").partition(b"=") for field in encoded.split(b"&") if field)
    return tuple((_text(name), _text(value)) for name, _, value in fields)


def _text(encoded: bytes) -> str:
    return (_unquoted(encoded) if b"%" in encoded else encoded).decode("utf-8", "replace")


def _unquoted(encoded: bytes) -> bytes:
    if STRAY.search(encoded):
        return unquote_to_bytes(encoded)
    # Documents come with hundreds of escapes; quoted-printable has the same ones by another sign, and is read in C.
    return a2b_qp(encoded.replace(b"=", b"%3D").replace(b"%", b"="))
