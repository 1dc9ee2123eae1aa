"""Reads what a server hands over into a Request, by hand: frameworks read more than is needed here."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote

import flask

from simulators.kernel.operations import Request

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
MAX_FIELDS = 10_000
PATH_SAFE = "/:@!$&'()*+,;=~%"

Pairs = tuple[tuple[str, str], ...]


def read(incoming: flask.Request, arguments: Mapping[str, Any], *, with_body: bool = True) -> Request:
    """The request that Flask received; `arguments` are those of its path."""
    environ = incoming.environ
    host = environ.get("HTTP_HOST", "")
    path, query = incoming.path, environ.get("QUERY_STRING", "")
    url = f"{environ['wsgi.url_scheme']}://{host}{quote(path, safe=PATH_SAFE)}{'?' if query else ''}{query}"
    body = incoming.get_data() if with_body else b""
    return Request(
        environ["REQUEST_METHOD"],
        path,
        url,
        host.partition(":")[0].lower(),
        _headers(environ),
        _pairs(query.encode("latin-1")) if query else (),
        _form(incoming, environ.get("CONTENT_TYPE", ""), body) if with_body else (),
        body,
        arguments,
    )


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    headers = {name[5:].replace("_", "-").title(): value for name, value in environ.items() if name.startswith("HTTP_")}
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(name):
            headers[name.replace("_", "-").title()] = environ[name]
    return headers


def _form(incoming: flask.Request, content_type: str, body: bytes) -> Pairs:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == FORM:
        return _pairs(body)
    return tuple(incoming.form.items(multi=True)) if kind == MULTIPART else ()


def _pairs(encoded: bytes) -> Pairs:
    try:
        return tuple(parse_qsl(encoded.decode("utf-8", "replace"), True, errors="replace", max_num_fields=MAX_FIELDS))
    except ValueError:
        return ()
