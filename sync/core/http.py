"""One long-lived HTTP client per platform; one class of failure per thing that became of the request."""

from ipaddress import ip_address
from typing import Any

import httpx

from homologa.sync.core.errors import Lost, Unavailable

TIMEOUT = 10.0
"""Seconds for each phase of a call."""

NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class HttpClient:
    """Sends requests to one origin; safe to share among threads.

    A proxy of the environment is used, but never to this machine.
    """

    def __init__(self, origin: str, *, transport: httpx.BaseTransport | None = None, headers: dict[str, str]) -> None:
        self._client = httpx.Client(
            base_url=origin.rstrip("/"),
            transport=transport,
            timeout=TIMEOUT,
            headers=headers,
            trust_env=not is_loopback(httpx.URL(origin).host),
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def send(self, method: str, path: str, **content: Any) -> httpx.Response:
        """Send one request; `content` is passed to httpx (params, data, json).

        Raises Unavailable when nothing was sent, Lost when the answer did not come whole.
        """
        try:
            return self._client.request(method, path, **content)
        except NOTHING_SENT as error:
            raise Unavailable(f"sem conexão: {type(error).__name__}") from error
        except httpx.RequestError as error:
            raise Lost(f"resposta perdida: {type(error).__name__}") from error


def document(response: httpx.Response) -> Any:
    """The JSON of an answer; raises Lost when it is something else, as after a cut."""
    try:
        return response.json()
    except ValueError as error:
        raise Lost(f"resposta ilegível (HTTP {response.status_code})") from error


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
