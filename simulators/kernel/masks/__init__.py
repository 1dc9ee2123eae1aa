"""Pseudonyms for secrets and personal data, wherever they stand."""
