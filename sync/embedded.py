"""The connector inside another process: in memory, without threads or sockets of its own."""

from typing import TYPE_CHECKING

import httpx

from homologa.sync.app import create_app
from homologa.sync.connector import Connector
from homologa.sync.memory import Memory
from homologa.sync.rules import ProductRules

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def create(transport: httpx.BaseTransport, base_url: str, rules: ProductRules | None = None) -> "WSGIApplication":
    """A connector that reaches the platforms through `transport` and is reached at `base_url`."""
    connector = Connector(memory=Memory(), base_url=base_url, rules=rules, transport=transport, inline=True)
    return create_app(connector)
