"""Tiny's webhooks: what happened, told to the platforms, and the answers that mean something (tiny-api2 §6)."""

from homologa.simulators.tiny.webhooks.notifier import TinyNotifier

__all__ = ["TinyNotifier"]
