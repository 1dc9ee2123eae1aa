"""One long-lived HTTP client per platform; one class of failure per thing that became of the request."""

from contextlib import closing
from ipaddress import ip_address
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpx

from homologa.sync.core.errors import Lost, Unavailable

TIMEOUT = httpx.Timeout(10.0)
"""Seconds for each phase of a call."""
HEADERS = {"Accept": "*/*", "Accept-Encoding": "gzip, deflate", "User-Agent": f"python-httpx/{httpx.__version__}"}
NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class HttpClient:
    """Sends requests to one origin; safe to share among threads.

    It is a transport of httpx without the cookies and redirects of its client, which no platform here has and which
    take as long as all else. A proxy of the environment is used, but never to this machine.
    """

    def __init__(self, origin: str, *, transport: httpx.BaseTransport | None = None, headers: dict[str, str]) -> None:
        self._origin = origin.rstrip("/")
        self._transport = transport or httpx.HTTPTransport(proxy=proxy_to(httpx.URL(origin)))
        self._headers = httpx.Headers({**HEADERS, **headers})
        self._extensions = {"timeout": TIMEOUT.as_dict()}

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def send(self, method: str, path: str, **content: Any) -> httpx.Response:
        """Send one request; `content` is passed to httpx (params, data, json).

        Raises Unavailable when nothing was sent, Lost when the answer did not come whole.
        """
        url = self._origin + path
        request = httpx.Request(method, url, headers=self._headers, extensions=self._extensions, **content)
        try:
            with closing(self._transport.handle_request(request)) as answer:
                answer.read()
        except NOTHING_SENT as error:
            raise Unavailable(f"sem conexão: {type(error).__name__}") from error
        except httpx.RequestError as error:
            raise Lost(f"resposta perdida: {type(error).__name__}") from error
        return answer


def document(response: httpx.Response) -> Any:
    """The JSON of an answer; raises Lost when it is something else, as after a cut."""
    try:
        return response.json()
    except ValueError as error:
        raise Lost(f"resposta ilegível (HTTP {response.status_code})") from error


def proxy_to(url: httpx.URL) -> str | None:
    """The proxy of the environment through which a URL is reached; None when it is reached without."""
    if is_loopback(url.host) or proxy_bypass(url.host):
        return None
    found = getproxies()
    return found.get(url.scheme) or found.get("all")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
