"""Thin clients of the platforms' public HTTP."""
