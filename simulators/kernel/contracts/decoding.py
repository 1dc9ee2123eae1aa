"""Whether what a client wrote is UTF-8, as every platform here asks for; findings are in Portuguese."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from homologa.simulators.kernel.operations import Request

MULTIPART = "multipart/form-data"
FORMS = ("", "application/x-www-form-urlencoded")
"""Media types of a form; one that names no type may be a form too."""
DOCUMENT = re.compile(rb"\s*[{\[<]")
OTHER_ENCODING = re.compile(rb"\s*<\?xml[^>]*encoding=[\"'](?!utf-8)", re.IGNORECASE)
"""An XML document that says by itself that it is not UTF-8."""
REPLACED = "\ufffd"
"""What stands in a decoded text for bytes that are not UTF-8."""
ADVICE = "mande o texto em UTF-8"


def encoding_findings(request: Request) -> list[str]:
    """What of the query and of the body of a request is not UTF-8."""
    return [*_query(request), *_body(request)]


def _query(request: Request) -> Iterator[str]:
    if any(REPLACED in value for _, value in request.query):
        raw = unquote_to_bytes(request.url.partition("?")[2])
        yield from _text("a query", raw)


def _body(request: Request) -> Iterator[str]:
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == MULTIPART:
        # Its files may be of any bytes; its fields are text.
        yield from _fields(request)
    elif not OTHER_ENCODING.match(request.body):
        is_form = kind in FORMS and b"%" in request.body and not DOCUMENT.match(request.body)
        yield from _text("o corpo", unquote_to_bytes(request.body) if is_form else request.body)


def _fields(request: Request) -> Iterator[str]:
    names = [name for name, value in request.form if REPLACED in value and REPLACED.encode() not in request.body]
    if names:
        yield f"o corpo não está em UTF-8: campo {', '.join(names)}; {ADVICE}"


def _text(what: str, raw: bytes) -> Iterator[str]:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        yield f"{what} não está em UTF-8: byte 0x{byte:02X} na posição {error.start + 1}{_guess(byte)}; {ADVICE}"


def _guess(byte: int) -> str:
    """The letter that the byte is in the encoding that clients mistake for UTF-8, "" where it is none."""
    letter = bytes((byte,)).decode("latin-1")
    return f" (em ISO-8859-1 seria “{letter}”)" if letter.isalpha() else ""
