"""Homologa: simulators of Brazilian commerce platforms, and a suite that judges connectors between them."""
