"""Exchanges as a HAR 1.2 file, which browsers and HTTP tools open; whatever is in it is masked."""

import base64
import io
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from importlib.metadata import version
from urllib.parse import parse_qsl, urlsplit

import harfile

from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.masks.masking import Masker

HTTP = "HTTP/1.1"
UNKNOWN = harfile.Timings(send=0, wait=0, receive=0)
"""The journal keeps moments of the world's clock, by which an exchange takes no time."""
OCTETS = "application/octet-stream"


def write(exchanges: Iterable[Exchange], masks: Masker) -> str:
    """The file as text; only HTTP has a place in it, and a missing answer has status 0."""
    text = io.StringIO()
    with harfile.HarFile.open(text, creator=harfile.Creator("homologa", version("homologa"))) as file:
        for exchange in exchanges:
            if exchange.protocol == "http" and exchange.method:
                file.add_entry(
                    startedDateTime=exchange.at,
                    time=0,
                    request=_request(exchange, masks),
                    response=_response(exchange, masks),
                    timings=UNKNOWN,
                    comment=_comment(exchange, masks),
                )
    return text.getvalue()


def _request(exchange: Exchange, masks: Masker) -> harfile.Request:
    url = masks.text(exchange.url, exchange.request_place)
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    body = exchange.request_body
    posted = harfile.PostData(_kind(exchange.request_headers), text=masks.body(body, exchange.request_place))
    return harfile.Request(
        exchange.method,
        url,
        HTTP,
        headers=_records(masks.headers(exchange.request_headers)),
        queryString=_records(query),
        postData=posted if body else None,
        bodySize=exchange.request_size,
    )


def _response(exchange: Exchange, masks: Masker) -> harfile.Response:
    headers = masks.headers(exchange.response_headers)
    return harfile.Response(
        exchange.status or 0,
        _phrase(exchange.status),
        HTTP,
        headers=_records(headers),
        content=_content(exchange, masks),
        redirectURL=next((value for name, value in headers if name.lower() == "location"), ""),
        bodySize=exchange.response_size,
    )


def _content(exchange: Exchange, masks: Masker) -> harfile.Content:
    body, kind = exchange.response_body, _kind(exchange.response_headers)
    if _is_text(body):
        return harfile.Content(exchange.response_size, mimeType=kind, text=masks.body(body, exchange.place))
    masked = masks.text(body.decode("utf-8", "surrogateescape"), exchange.place)
    encoded = base64.b64encode(masked.encode("utf-8", "surrogateescape")).decode()
    return harfile.Content(exchange.response_size, mimeType=kind, text=encoded, encoding="base64")


def _comment(exchange: Exchange, masks: Masker) -> str:
    parts = [f"{exchange.seq} {exchange.platform} {exchange.operation}".strip(), exchange.hint, *exchange.findings]
    return masks.text("; ".join(filter(None, [*parts, exchange.breach])))


def _records(pairs: Iterable[tuple[str, str]]) -> list[harfile.Record]:
    return [harfile.Record(name, value) for name, value in pairs]


def _kind(headers: Sequence[tuple[str, str]]) -> str:
    return next((value for name, value in headers if name.lower() == "content-type"), OCTETS)


def _phrase(status: int | None) -> str:
    try:
        return HTTPStatus(status or 0).phrase
    except ValueError:
        return ""


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
