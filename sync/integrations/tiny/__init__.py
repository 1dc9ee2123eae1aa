"""The side of Tiny in an integration, whichever the shop."""

from homologa.sync.integrations.tiny.rules import TinyProductRules

__all__ = ["TinyProductRules"]
