"""The connector inside another process: in memory, without threads or sockets of its own."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import httpx

from homologa.sync.app import create_app
from homologa.sync.connector import Connector
from homologa.sync.core.store import Store
from homologa.sync.integrations import INTEGRATIONS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class EmbeddedConnector:
    """The WSGI application of a connector; whoever stood it up closes it."""

    def __init__(self, connector: Connector, store: Store) -> None:
        self._connector = connector
        self._store = store
        self._app = create_app(connector)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        return self._app(environ, start_response)

    def close(self) -> None:
        """Close the connector's clients and its store."""
        self._connector.close()
        self._store.close()


def create(transport: httpx.BaseTransport, base_url: str) -> EmbeddedConnector:
    """A connector that reaches the platforms through `transport` and is reached at `base_url`."""
    store = Store()
    connector = Connector(integrations=INTEGRATIONS, store=store, base_url=base_url, transport=transport, inline=True)
    return EmbeddedConnector(connector, store)
