"""One thing that is wrong with a connector, and the connector that has it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unittest import mock

import httpx

from homologa.sync.embedded import create
from homologa.sync.integrations.novaoito.rules import ProductRules

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@dataclass(frozen=True)
class Fault:
    """Other rules than the right ones, or other things in the place of those of a dotted name.

    The process of a broken connector is its own, so what is replaced stays replaced.
    """

    rules: Callable[[], ProductRules] = ProductRules
    instead: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, transport: httpx.BaseTransport, base_url: str) -> "WSGIApplication":
        """The reference connector with this fault."""
        for name, replacement in self.instead.items():
            mock.patch(name, replacement).start()
        mock.patch("homologa.sync.integrations.novaoito.NovaoitoIntegration.rules", self.rules()).start()
        return create(transport, base_url)
