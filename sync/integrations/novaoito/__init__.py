"""Novaoito and Tiny: the wiring, the store's events, and the decisions in which the two differ."""

from homologa.sync.integrations.novaoito.integration import NovaoitoIntegration

__all__ = ["NovaoitoIntegration"]
