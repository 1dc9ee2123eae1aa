"""Tiny's API v2 and its notifications, and the ports that they fill."""

from homologa.sync.platforms.tiny.client import Tiny

__all__ = ["Tiny"]
