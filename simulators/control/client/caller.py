"""Calls to one address through a transport of httpx, with neither cookies, redirects nor proxies."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from types import MappingProxyType
from typing import Any

import httpx

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Caller:
    """Makes calls to an API at `base_url`: what httpx.Client does for such, in a fraction of its time.

    Raises httpx.InvalidURL for what is no URL. User and password within it are sent as HTTP says (RFC 7617).
    """

    def __init__(
        self,
        base_url: str,
        transport: httpx.BaseTransport | None = None,
        *,
        timeout: float,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._base = str(httpx.URL(base_url)).rstrip("/")
        self._transport = transport or httpx.HTTPTransport(trust_env=False)
        self._extensions = {"timeout": httpx.Timeout(timeout).as_dict()}
        self._headers = {"Accept": "*/*", **_authorization(base_url), **(headers or {})}

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer to one call, read to its end; options are those of `stream`. Raises what the transport raises."""
        with self.stream(method, path, **options) as answer:
            answer.read()
        return answer

    @contextmanager
    def stream(
        self, method: str, path: str, *, params: Any = None, json: Any = None, headers: Mapping[str, str] = NO_HEADERS
    ) -> Iterator[httpx.Response]:
        """The answer to one call, to be read within the block."""
        request = httpx.Request(
            method,
            self._base + path,
            params=params or None,
            json=json,
            headers={**self._headers, **headers},
            extensions=self._extensions,
        )
        with closing(self._transport.handle_request(request)) as answer:
            yield answer

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()


def _authorization(base_url: str) -> dict[str, str]:
    url = httpx.URL(base_url)
    if not url.userinfo:
        return {}
    request = next(httpx.BasicAuth(url.username, url.password).auth_flow(httpx.Request("GET", url)))
    return {"Authorization": request.headers["Authorization"]}
