"""How Novaoito speaks: API v1 (novaoito §2.1, §2.2) and the pages that shoppers see (§2.4)."""

from homologa.simulators.novaoito.wire.answers import Answer
from homologa.simulators.novaoito.wire.pipeline import Wire
from homologa.simulators.novaoito.wire.storefront import StorefrontWire

__all__ = ["Answer", "StorefrontWire", "Wire"]
