"""How Tiny's API v2 speaks (tiny-api2 §1, §3, §10)."""

from simulators.tiny.wire.pipeline import Retorno, TinyWire

__all__ = ["Retorno", "TinyWire"]
